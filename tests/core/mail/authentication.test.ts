// T-TH-12: only SES's own, topmost Authentication-Results counts; what senders write below it, or instead, does not.
import { describe, expect, test } from "vitest";
import { dmarcDomain } from "../../../functions/core/mail/authentication.ts";
import { mailWith, read } from "./read.ts";

const ses = (rest: string) =>
  `amazonses.com; spf=pass (spfCheck: domain of x.example designates 192.0.2.1) client-ip=192.0.2.1; ${rest}`;

describe("the domain that DMARC passed for", () => {
  test.each<[string, string | undefined]>([
    [ses("dkim=pass header.i=@client.example; dmarc=pass header.from=client.example;"), "client.example"],
    [ses("dmarc=pass header.from=Client.Example"), "client.example"],
    [ses("dmarc=pass (p=none; dis=none) header.from=client.example"), "client.example"],
    [ses("dmarc=pass header.from=b\u00fccher.example"), "xn--bcher-kva.example"],
    [ses("dmarc=fail header.from=client.example"), undefined],
    [ses("dmarc=none"), undefined],
    [ses("dkim=pass header.i=@client.example"), undefined],
    [ses("x=dmarc=pass header.from=client.example"), undefined],
    ["mx.evil.example; dmarc=pass header.from=client.example", undefined],
    ["amazonses.com.evil.example; dmarc=pass header.from=client.example", undefined],
    ["(amazonses.com) evil.example; dmarc=pass header.from=client.example", undefined],
    ["evil.example amazonses.com; dmarc=pass header.from=client.example", undefined],
    ["", undefined],
  ])("%j", (results, domain) => expect(dmarcDomain(results)).toBe(domain));

  test("is nobody's without the header", () => expect(dmarcDomain(undefined)).toBeUndefined());
});

test("the topmost alone is read from a mail", async () => {
  const forged = "Authentication-Results: amazonses.com; dmarc=pass header.from=client.example";
  const own = "Authentication-Results: amazonses.com; dmarc=pass header.from=evil.example";
  const foreign = "Authentication-Results: mx.evil.example; dmarc=pass header.from=client.example";
  expect((await read(mailWith(`${own}\n${forged}\nFrom: a@client.example`))).dmarcDomain).toBe("evil.example");
  expect((await read(mailWith(`${foreign}\n${forged}\nFrom: a@client.example`))).dmarcDomain).toBeUndefined();
});
