// Four times the input takes about four times the time, for every entry point and every shape that has hurt a parser.
import { describe, expect, test } from "vitest";
import { readAddresses } from "../../../functions/core/mail/address-list.ts";
import { dmarcDomain } from "../../../functions/core/mail/authentication.ts";
import { cleanName } from "../../../functions/core/mail/clean.ts";
import { readDate } from "../../../functions/core/mail/date.ts";
import { decodeHeaderText } from "../../../functions/core/mail/encoded-word.ts";
import { readFields, readStructured } from "../../../functions/core/mail/header.ts";
import { htmlToText, sanitiseHtml } from "../../../functions/core/mail/html.ts";
import { senderWarnings } from "../../../functions/core/mail/look-alike.ts";
import { foldQuote } from "../../../functions/core/mail/quote.ts";
import { readIds } from "../../../functions/core/mail/references.ts";
import { baseSubject } from "../../../functions/core/mail/subject.ts";
import { readThreadIndex } from "../../../functions/core/mail/thread-index.ts";
import { scanned } from "./read.ts";

const sanitise = (html: string) => sanitiseHtml(html, { images: "held", inlineImage: () => undefined });

const known = {
  addresses: ["a@client.example"],
  domains: ["acme.test"],
  names: [{ name: "Acme Support", address: "a@acme.test" }],
};

const entries: [string, (input: string) => unknown, string[], number][] = [
  ["addresses", readAddresses, ["(", '"', "<", "a:", ",", "a@b.c ", "a@ .", "=?utf-8?q?", '"a" ', "(a)<b>", "\\"], 40_000],
  ["encoded words", (raw) => decodeHeaderText(raw), ["=?", "=?a?q?", "=?utf-8?q?a?= ", "=?utf-8?b?", "="], 40_000],
  ["fields", (raw) => readFields(Buffer.from(raw)), ["a:b\n", " \n", ":", "a\n", "a:b\n c\n"], 60_000],
  ["parameters", readStructured, ["a=b;", ";", '"', 'a="', "(", "a*0=b;"], 60_000],
  ["ids", (raw) => readIds([raw]), ["<", ">", "<a@b.c>", "<<a>>", "a@b "], 60_000],
  ["names", cleanName, ["\u200d", "م\u200c", "a\u200d", "\u00ad ", "\u{e0041}", " \u2028"], 60_000],
  [
    "look-alikes",
    (name) =>
      senderWarnings({ from: { name, address: `${name}@${name}` }, replyTo: [{ name: "", address: `a@${name}` }] }, known),
    ["rn", "cl", "аa", "I.", "a@b.example ", "@", "xn--a.", "<"],
    30_000,
  ],
  ["results of checks", dmarcDomain, ["amazonses.com;", "dmarc=pass ", "(", "dmarc=pass header.from=", ";"], 60_000],
  ["Thread-Index", readThreadIndex, ["A", " ", "=", "A\t"], 60_000],
  ["dates", readDate, ["1 ", ":", "Jan ", "("], 60_000],
  ["subjects", baseSubject, ["Re: ", "Re[2]: ", "[a] ", "Re", "[x] Re: "], 4000],
  [
    "quotes",
    foldQuote,
    ["> a\n", "On 1 Jan 2026, a wrote:\n", "On 2026 a@b\n", "From: a\n", "-- \n", "a\n", "\n", "> a\nb\n", "_____\n"],
    60_000,
  ],
  [
    "HTML as text",
    htmlToText,
    [
      "<div>",
      "</div>",
      "<a href='",
      "<!--",
      "<!",
      "&amp",
      "<p>a</p>",
      "<b",
      "<table><tr><td>",
      "<ul><li>",
      "<a href=http://x>a</a>",
      "<blockquote>",
    ],
    120_000,
  ],
  [
    "sanitising",
    sanitise,
    [
      "<div>",
      "</div>",
      "<a href='",
      "<!--",
      "<p>a",
      "<b></i>",
      "<li>",
      "<td>",
      "<blockquote type=cite>a",
      "<div class=gmail_quote>",
      "<div id=divRplyFwdMsg>",
      "<p style='color:red;",
      "<style>",
      "<details class=quote>",
    ],
    60_000,
  ],
  [
    "scanning",
    scanned,
    ["Content-Type: multipart/mixed; boundary=b\n\n--b\n--\n", "\n--", "begin 644 a\n", "a: b\n", "\r", "-\n"],
    200_000,
  ],
];

describe.each(entries)("%s", (_name, run, shapes, size) => {
  // Other programs on the machine may steal time from a run, so a shape may try again; what is quadratic fails every time.
  test.each(shapes)("%j", { retry: 3 }, (shape) => {
    const of = (length: number) => shape.repeat(Math.ceil(length / shape.length));
    run(of(size / 8)); // warm
    const [quarter, whole] = [fastest(() => run(of(size / 4))), fastest(() => run(of(size)))];
    // Quadratic would be 16; a few milliseconds of noise must not count.
    expect(whole).toBeLessThan(quarter * 9 + 30);
    expect(whole).toBeLessThan(2000);
  });
});

function fastest(run: () => unknown): number {
  const times = Array.from({ length: 3 }, () => {
    const started = performance.now();
    run();
    return performance.now() - started;
  });
  return Math.min(...times);
}
