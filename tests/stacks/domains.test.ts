// What a stage's domains still need, and what can be known of a domain before it is given to SES.
import { ACMClient } from "@aws-sdk/client-acm";
import { SESv2Client } from "@aws-sdk/client-sesv2";
import { afterEach, describe, expect, test } from "vitest";
import { checkReplyDomain } from "../../stacks/checks-domain.ts";
import { checkCertificate, checkPageDomain } from "../../stacks/checks-page.ts";
import { mailDns } from "../../stacks/dns.ts";
import { dkimDomain, type SeenDomain, type StageDomain, stepsFor } from "../../stacks/domain-steps.ts";
import { stageDomains, textOf } from "../../stacks/domains.ts";
import { type Answer, jsonRefusal, startAws } from "./aws.ts";
import { startDns, type Zone } from "./dns.ts";
import { prod } from "./templates.ts";

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function dns(zone: Zone, isSilent = false) {
  const server = await startDns(zone, isSilent);
  stops.push(server.stop);
  return mailDns({ servers: [server.address], ...(isSilent ? { timeoutMs: 100 } : {}) });
}

async function aws(answer: (asked: string) => Answer) {
  const fake = await startAws(answer);
  stops.push(fake.stop);
  return fake;
}

describe("DNS", () => {
  test("says where mail goes, best first and in one spelling", async () => {
    const asked = await dns({ mx: { "acme.test": ["ASPMX.l.google.com", "alt1.aspmx.l.google.com"] } });
    expect(await asked.mx("acme.test")).toEqual(["aspmx.l.google.com", "alt1.aspmx.l.google.com"]);
  });

  test.each<[string, Zone]>([
    ["no record", {}],
    ["a record that says that it receives none", { mx: { "acme.test": [""] } }],
  ])("%s is no mail", async (_what, zone) => {
    expect(await (await dns(zone)).mx("acme.test")).toEqual([]);
  });

  test("that is silent is not taken for an answer", async () => {
    const silent = await dns({}, true);
    expect(await silent.mx("acme.test")).toBeUndefined();
    expect(await silent.hasDmarc("acme.test")).toBeUndefined();
  });

  test.each([
    ["its own", { "_dmarc.help.acme.test": "v=DMARC1; p=reject" }, true],
    ["one above it", { "_dmarc.acme.test": "v=DMARC1; p=none" }, true],
    ["another text there", { "_dmarc.acme.test": "v=spf1 -all" }, false],
    ["none", {}, false],
  ])("a DMARC record: %s", async (_what, txt, has) => {
    expect(await (await dns({ txt })).hasDmarc("help.acme.test")).toBe(has);
  });
});

describe("the reply domain", () => {
  const identity = { status: 200, body: "{}" };
  const missing: Answer = { status: 404, body: JSON.stringify({ __type: "NotFoundException", message: "no" }) };
  async function check(hosts: readonly string[] | undefined, ses: Answer | ((asked: string) => Answer) = missing) {
    const fake = await aws(typeof ses === "function" ? ses : () => ses);
    const zone = hosts ? { mx: { "reply.acme.test": hosts } } : {};
    return checkReplyDomain(await dns(zone), new SESv2Client(fake.at), prod);
  }

  test("that receives no mail yet: go on", () => expect(check(undefined)).resolves.toBeUndefined());

  test("whose mail goes elsewhere", () =>
    expect(check(["mx.other.test"])).rejects.toThrow(/goes to mx\.other\.test today.*such as reply\.reply\.acme\.test/));

  test("whose mail goes to another region's SES", () =>
    expect(check(["inbound-smtp.us-east-1.amazonaws.com"])).rejects.toThrow(
      /SES in us-east-1 today, and this stage is in eu-west-1/,
    ));

  test("that comes here, and this account has it", () =>
    expect(check(["inbound-smtp.eu-west-1.amazonaws.com"], identity)).resolves.toBeUndefined());

  test("that comes here, and this account has the domain above it", () => {
    const above = (asked: string) => (asked.endsWith("/acme.test") ? identity : missing);
    return expect(check(["inbound-smtp.eu-west-1.amazonaws.com"], above)).resolves.toBeUndefined();
  });

  test("that comes to SES here for another account", () =>
    expect(check(["inbound-smtp.eu-west-1.amazonaws.com"])).rejects.toThrow(/another account receives it/));

  test("of which DNS says nothing: nobody is stopped", async () => {
    const fake = await aws(() => missing);
    await expect(checkReplyDomain(await dns({}, true), new SESv2Client(fake.at), prod)).resolves.toBeUndefined();
    expect(fake.asked).toEqual([]);
  });
});

describe("a domain", () => {
  const region = "eu-west-1";
  const ours = "inbound-smtp.eu-west-1.amazonaws.com";
  const apex: StageDomain = { name: "acme.test", isReplyDomain: false, addresses: ["support@acme.test"] };
  const reply: StageDomain = { name: "reply.acme.test", isReplyDomain: true, addresses: [] };
  const fresh: SeenDomain = {
    ...{ isKnown: true, isVerified: false, hasGivenUp: false },
    ...{ dkimTokens: ["t1", "t2", "t3"], mx: [], hasDmarc: false },
  };
  const ready: SeenDomain = { ...fresh, isVerified: true, mx: [ours], hasDmarc: true };
  const recordsOf = (domain: StageDomain, seen: SeenDomain) =>
    stepsFor(domain, seen, region).records.map(({ type, name, value }) => `${type} ${name} ${value}`);
  const notesOf = (domain: StageDomain, seen: SeenDomain) => stepsFor(domain, seen, region).notes.join(" ");

  test("that is new needs three CNAMEs, its MX and a DMARC record", () => {
    expect(recordsOf(apex, fresh)).toEqual([
      "CNAME t1._domainkey.acme.test t1.dkim.amazonses.com",
      "CNAME t2._domainkey.acme.test t2.dkim.amazonses.com",
      "CNAME t3._domainkey.acme.test t3.dkim.amazonses.com",
      `MX acme.test 10 ${ours}`,
      'TXT _dmarc.acme.test "v=DMARC1; p=none"',
    ]);
  });

  test("that is ready needs nothing, and says so", () => {
    expect(recordsOf(apex, ready)).toEqual([]);
    expect(notesOf(apex, ready)).toBe("SES has verified it. Its mail comes here.");
  });

  test("for replies needs no DMARC record of its own", () => {
    expect(recordsOf(reply, { ...fresh, isVerified: true })).toEqual([`MX reply.acme.test 10 ${ours}`]);
  });

  test("takes the zone for its keys that SES names, or the region's own", () => {
    const { records } = stepsFor(reply, { ...fresh, dkimZone: "abc.dkim.eu-west-1.amazonses.com" }, region);
    expect(records[0]?.value).toBe("t1.abc.dkim.eu-west-1.amazonses.com");
    expect(dkimDomain("eu-south-1")).toBe("dkim.eu-south-1.amazonses.com");
    expect(dkimDomain("us-east-1")).toBe("dkim.amazonses.com");
  });

  test.each<[string, Partial<SeenDomain>, RegExp]>([
    ["that SES stopped looking at", { hasGivenUp: true }, /three days and stopped.*delete the identity/],
    ["that SES does not have", { isKnown: false, dkimTokens: [] }, /next deployment makes it again/],
    ["with a key of somebody's own", { dkimTokens: [] }, /key of your own/],
  ])("%s", (_what, seen, sentence) => expect(notesOf(apex, { ...fresh, ...seen })).toMatch(sentence));

  describe("whose mail is elsewhere", () => {
    const elsewhere = { ...ready, mx: ["aspmx.l.google.com"] };

    test("keeps it: no MX record is asked for, but forwarding through a subdomain", () => {
      expect(recordsOf(apex, elsewhere)).toEqual([]);
      expect(notesOf(apex, elsewhere)).toMatch(
        /goes to aspmx\.l\.google\.com\. Leave that as it is\. Add a subdomain .* in\.acme\.test, to INBOX_RECIPIENTS, with the record MX in\.acme\.test 10 inbound-smtp\.eu-west-1/,
      );
      expect(notesOf(apex, elsewhere)).toContain("forward support@acme.test to support@in.acme.test");
      expect(notesOf(apex, elsewhere)).toContain("--inbox support@acme.test,support@in.acme.test");
    });

    test("forwards to the stage's own domain, if there is one", () => {
      const notes = notesOf({ ...apex, forwardDomain: "desk.acme.test" }, elsewhere);
      expect(notes).toContain("forward support@acme.test to support@desk.acme.test");
      expect(notes).not.toContain("Add a subdomain");
    });

    test("cannot be the reply domain", () => {
      expect(recordsOf(reply, elsewhere)).toEqual([]);
      expect(notesOf(reply, elsewhere)).toMatch(/Choose a subdomain that receives no mail yet as INBOX_REPLY_DOMAIN/);
    });

    test.each<[string, readonly string[], RegExp]>([
      ["in SES of another region", ["inbound-smtp.us-east-1.amazonaws.com"], /SES in us-east-1; this stage is in eu-west-1/],
      ["half of it", ["aspmx.l.google.com", ours], /Some of its mail comes here, and some goes to aspmx\.l\.google\.com/],
    ])("%s", (_what, mx, sentence) => {
      expect(recordsOf(apex, { ...ready, mx })).toEqual([]);
      expect(notesOf(apex, { ...ready, mx })).toMatch(sentence);
    });
  });

  test("of which DNS says nothing gets its record with a warning", () => {
    const unknown = { ...ready, mx: undefined, hasDmarc: undefined };
    expect(recordsOf(apex, unknown)).toEqual([`MX acme.test 10 ${ours}`]);
    expect(notesOf(apex, unknown)).toMatch(/only if nobody receives mail at acme\.test today; otherwise forward/);
  });

  test("is printed with its records in columns", () => {
    expect(textOf(reply, stepsFor(reply, { ...fresh, isVerified: true }, region))).toBe(
      `reply.acme.test (replies): SES has verified it. No mail comes to reply.acme.test yet.\n  MX     reply.acme.test  10 ${ours}`,
    );
  });

  test("of a stage is known by its recipients", () => {
    expect(
      stageDomains({ recipients: ["support@acme.test", "sales@acme.test", "in.acme.test"], replyDomain: "reply.acme.test" }),
    ).toEqual([
      {
        name: "acme.test",
        isReplyDomain: false,
        addresses: ["support@acme.test", "sales@acme.test"],
        forwardDomain: "in.acme.test",
      },
      { name: "in.acme.test", isReplyDomain: false, addresses: [] },
      { name: "reply.acme.test", isReplyDomain: true, addresses: [], forwardDomain: "in.acme.test" },
    ]);
  });
});

describe("the page's own name", () => {
  const certificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/1f2e3d4c-0000-4000-8000-000000000000";
  const page = { name: "inbox.acme.test", certificateArn };

  test.each<[string, Partial<typeof page>, RegExp]>([
    ["no domain", { name: "inbox" }, /no domain name/],
    ["no ARN", { certificateArn: "1f2e3d4c" }, /no certificate's ARN/],
    [
      "a certificate of the stage's region",
      { certificateArn: certificateArn.replace("us-east-1", "eu-west-1") },
      /in eu-west-1.*from us-east-1 only/,
    ],
  ])("%s", (_what, wrong, sentence) => {
    expect(() => checkPageDomain({ pageDomain: { ...page, ...wrong } })).toThrow(sentence);
  });

  test("none, or a whole one: go on", () => {
    expect(() => checkPageDomain({})).not.toThrow();
    expect(() => checkPageDomain({ pageDomain: page })).not.toThrow();
  });

  async function check(answer: Answer) {
    const fake = await aws(() => answer);
    return checkCertificate(new ACMClient(fake.at), page);
  }
  const certificate = (Status: string, ...SubjectAlternativeNames: string[]): Answer => ({
    status: 200,
    body: JSON.stringify({ Certificate: { Status, DomainName: SubjectAlternativeNames[0], SubjectAlternativeNames } }),
  });

  test.each([
    ["its name", "inbox.acme.test"],
    ["all names beside it", "*.acme.test"],
  ])("a certificate for %s: go on", (_what, name) => expect(check(certificate("ISSUED", name))).resolves.toBeUndefined());

  test.each<[string, Answer, RegExp]>([
    [
      "for another name",
      certificate("ISSUED", "acme.test", "www.acme.test"),
      /covers acme\.test, .*www\.acme\.test, and not inbox/,
    ],
    ["that is not issued", certificate("PENDING_VALIDATION", "inbox.acme.test"), /PENDING_VALIDATION, not issued/],
    ["that is not there", jsonRefusal("ResourceNotFoundException"), /knows no certificate/],
    ["that one may not see", jsonRefusal("AccessDeniedException"), /may not acm:DescribeCertificate/],
  ])("a certificate %s", (_what, answer, sentence) => expect(check(answer)).rejects.toThrow(sentence));
});
