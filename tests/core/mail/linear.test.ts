// Four times the input takes about four times the time, for every entry point and every shape that has hurt a parser.
import { describe, expect, test } from "vitest";
import { readForward } from "../../../functions/core/mail/agent-forward.ts";
import { readAddresses } from "../../../functions/core/mail/read-addresses.ts";
import { automaticOf } from "../../../functions/core/mail/automatic.ts";
import { automaticMark } from "../../../functions/core/mail/automatic-subject.ts";
import { readReport } from "../../../functions/core/mail/bounce-report.ts";
import { createTnefReader } from "../../../functions/core/mail/tnef.ts";
import { readRtf } from "../../../functions/core/mail/rtf.ts";
import { expandRtf } from "../../../functions/core/mail/lzfu.ts";
import { limits } from "../../../functions/core/limits.ts";
import { decodeBytes } from "../../../functions/core/mail/charset.ts";
import { readInvitation } from "../../../functions/core/mail/invitation.ts";
import { readSignedData } from "../../../functions/core/mail/signed-data.ts";
import { safeFilename } from "../../../functions/core/mail/filename.ts";
import { dmarcDomain } from "../../../functions/core/mail/authentication.ts";
import { cleanName } from "../../../functions/core/mail/clean.ts";
import { readDate } from "../../../functions/core/mail/date.ts";
import { forwardingConfirmation } from "../../../functions/core/mail/forwarding-confirmation.ts";
import { forwardingTraces } from "../../../functions/core/mail/forwarding-traces.ts";
import { decodeHeaderText } from "../../../functions/core/mail/header-text.ts";
import { readFields } from "../../../functions/core/mail/header.ts";
import { readStructured } from "../../../functions/core/mail/parameters.ts";
import { safeSheet } from "../../../functions/core/mail/css-sheet.ts";
import { htmlToText, sanitiseHtml } from "../../../functions/core/mail/html.ts";
import { picturesIn } from "../../../functions/core/mail/inline-parts.ts";
import { senderWarnings } from "../../../functions/core/mail/look-alike.ts";
import { foldQuote } from "../../../functions/core/mail/quote.ts";
import { readIds } from "../../../functions/core/mail/references.ts";
import { baseSubject } from "../../../functions/core/mail/subject.ts";
import { readThreadIndex } from "../../../functions/core/mail/thread-index.ts";
import { fastest } from "../../helpers/fastest.ts";
import { scanned } from "./read.ts";

const sanitise = (html: string) => sanitiseHtml(html, { images: "held", inlineImage: () => undefined });

const known = {
  addresses: ["a@client.example"],
  domains: ["acme.test"],
  names: [{ name: "Acme Support", address: "a@acme.test" }],
};

const googles = {
  from: { name: "", address: "forwarding-noreply@google.com" },
  isSenderWellFormed: true,
  dmarcDomain: "google.com",
  to: [],
};

const entries: [string, (input: string) => unknown, string[], number][] = [
  [
    "addresses",
    readAddresses,
    [
      "(",
      '"',
      "<",
      "a:",
      ",",
      "a@b.c ",
      "a@ .",
      "=?utf-8?q?",
      '"a" ',
      "(a)<b>",
      "\\",
      '\\"',
      "a, ",
      "<a@b>",
      ": <",
      "<>:",
      "> ",
      "mailto:",
      "<a@b,",
      "a@b / ",
    ],
    40_000,
  ],
  ["encoded words", (raw) => decodeHeaderText(raw), ["=?", "=?a?q?", "=?utf-8?q?a?= ", "=?utf-8?b?", "="], 40_000],
  ["fields", (raw) => readFields(Buffer.from(raw)), ["a:b\n", " \n", ":", "a\n", "a:b\n c\n"], 60_000],
  ["parameters", readStructured, ["a=b;", ";", '"', 'a="', "(", "a*0=b;", 'name="a"b', "name=a; b.c;", "a=b (", ' "a'], 60_000],
  [
    "what is sent on",
    (raw) => readForward({ mail: { subject: "", text: `@fwd\n${raw}`, html: `@fwd<br>${raw}` }, enclosed: [], zone: "" }),
    [
      "-----Original Message-----\n",
      "----- Forwarded message -----\n\n\n\n",
      "From: a\n",
      "To: a,\n",
      "\n",
      "> ",
      "a",
      "<div>",
      "<br>",
      "<blockquote>",
    ],
    60_000,
  ],
  ["ids", (raw) => readIds([raw]), ["<", ">", "<a@b.c>", "<<a>>", "a@b "], 60_000],
  ["file names", (raw) => safeFilename(raw), ["a", ".", "/", " ", "\u202e"], 60_000],
  [
    "bytes of no charset",
    (raw) => decodeBytes(Buffer.from(raw, "latin1")),
    ["\xc0", "\xe1\x80", "\x1b$B", "\xff ", "a\xe9"],
    200_000,
  ],
  [
    "bytes of a charset",
    (raw) => decodeBytes(Buffer.from(raw, "latin1"), "iso-2022-jp"),
    ["\x1b$B", "\x1b(B", "\x1b$B$\x22"],
    200_000,
  ],
  ["HZ", (raw) => decodeBytes(Buffer.from(raw, "latin1"), "hz-gb-2312"), ["~{", "~}", "~", "~{VPND"], 200_000],
  [
    "calendars",
    (raw) => readInvitation(`BEGIN:VCALENDAR\nBEGIN:VEVENT\n${raw}`),
    ["BEGIN:X\n", "END:X\n", " x\n", "X;A=b:", "ATTENDEE:mailto:a@b.c\n", '"', ";", "\\n", "\n"],
    60_000,
  ],
  [
    "winmail.dat",
    (raw) => {
      const reader = createTnefReader(limits.textPartBytes);
      reader.push(Buffer.from(raw, "latin1"));
      return reader.end();
    },
    ['x\x9f>"\x01\0', "\x02\x02\x90\x06\0\0\0\0\0\0\0", "\0"],
    200_000,
  ],
  [
    "RTF",
    (raw) => readRtf(Buffer.from(`{\\rtf1${raw}`, "latin1")),
    ["{", "}", "\\", "\\u1 ", "\\'e9", "\\uc9\\u1", "\\f1 é", "\\par"],
    60_000,
  ],
  [
    "packed RTF",
    (raw) => expandRtf(Buffer.from(`\0\0\0\0\xff\xff\xff\x7fLZFu\0\0\0\0${raw}`, "latin1")),
    ["\xff", "\xff\x00\x0f", "\0a"],
    200_000,
  ],
  ["signed data", (raw) => readSignedData(Buffer.from(raw, "latin1")), ["0\x80", "0\x82\xff\xff", "$\x80", "\x04\0"], 200_000],
  [
    "base64",
    (raw) => scanned(`Content-Type: image/png\nContent-Transfer-Encoding: base64\n\n${raw}`),
    ["YQ==\n", "=", "=\n", "A", "=\nA"],
    60_000,
  ],
  ["what stands above a header", (raw) => scanned(raw), ["\n", "\r\n", "\nA: b\n"], 60_000],
  ["lines that were not folded", (raw) => scanned(`Content-Type: a;\n${raw}`), ["name=a;\n", "name=\n", "boundary=;"], 60_000],
  ["uuencode", (raw) => scanned(`\n${raw}`), ["begin 644 a\n", "begin 644 a\n#0V%T\n", "#0V%T\n", "begin "], 60_000],
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
  [
    "traces of forwarding",
    (raw) => forwardingTraces(Buffer.from(raw)),
    ["Received: a", " for ", "for <a@", "@", "Delivered-To: a@b\n"],
    60_000,
  ],
  [
    "a forwarding confirmation",
    (raw) => forwardingConfirmation({ ...googles, subject: raw, text: raw, html: raw }, { dmarc: "PASS" }),
    ["#1", "1", "@", "a@", "a@b.example ", "https://", "https://mail.google.com/mail/vf-", "&amp;"],
    60_000,
  ],
  ["dates", readDate, ["1 ", ":", "Jan ", "("], 60_000],
  ["subjects", baseSubject, ["Re: ", "Re[2]: ", "[a] ", "Re", "[x] Re: ", "[#1", "]", "[#1] ", "  "], 4000],
  [
    "a mail server's notice",
    (text) =>
      automaticOf({ fields: readFields(Buffer.from("From: mailer-daemon@x\n")), subject: "failure notice", files: [], text }),
    [
      "a@b.example\n",
      "<a@b.example>: ",
      "-",
      "- - original ",
      "550 ",
      "mailbox ",
      "5.1.1",
      "to to ",
      " ",
      "\n",
      "from a@b\n",
      "the message ",
      "expanded from ",
      "a@b.example (generated\n from c@d.example)\n",
      "contact ",
      "a:\n",
      "  a: b\n",
      "漢a@b漢",
      "your message\n",
    ],
    20_000,
  ],
  [
    "a receipt and a challenge",
    (text) => [
      automaticOf({ fields: [], subject: `Read: ${text}`, files: [], text: text.slice(0, 1999) }),
      automaticOf({ fields: [], subject: `${text} (verification)`, files: [], text }),
    ],
    ["a\n", " ", "\n", "  a: b\n", "your document: a\n", "your message ", "AUTO: ", "a is out of "],
    60_000,
  ],
  [
    "a report",
    (text) => readReport(Buffer.from(text)),
    [
      "Final-Recipient: rfc822; a@b.example\n",
      "\n\n",
      "Action: failed\n\n",
      "Final-Recipient: ;;;",
      " ",
      "Status: 5.1.1",
      "\\x{41}",
    ],
    60_000,
  ],
  ["an automatic subject", automaticMark, ["Auto", "Out of ", " ", "[", "Automatic reply"], 60_000],
  [
    "quotes",
    foldQuote,
    [
      "> a\n",
      "On 1 Jan 2026, a wrote:\n",
      "On 2026 a@b\n",
      "On 2026 a@b: ",
      "On 1 1:11 wrote:\n\n",
      "From: a\n",
      "From: a\n> b\n",
      "-----Original Message-----\n> a\n",
      "-- \n",
      "a\n",
      "\n",
      "> a\nb\n",
      "_____\n",
      "Sent from my iPhone\n",
      "```\n",
      "a:\n",
      "A <",
      "1 ",
      "Ana Ana ",
      "wrote wrote",
    ],
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
      "<div class=gmail_signature>a<br>",
      "<hr>a",
      "<pre>a\n",
      "<br>On 1 Jan 2026, a@b.test wrote:<blockquote>b</blockquote>",
      "<style>p{color:red}</style>",
      "<style>@media(max-width:1px){",
      "<svg>",
      "<xml></svg>",
      "<body class=a>",
      "<html dir=rtl>x",
      "<a href=http://x.example>y.example",
      "<a href=http://x.example><b>",
      "<img src=https://x.example width=1 height=1>",
      "<p class='a b c d'>",
      "<td background=https://x.example>",
      "<p style='background:url(x)'>",
    ],
    60_000,
  ],
  [
    "style sheets",
    (css) => safeSheet([css]),
    [
      "p{color:red}",
      "p,",
      "a b ",
      "@media (max-width:1px){",
      "@media all,",
      "(",
      "{",
      "}",
      "/*",
      "p{a:b;",
      "p{color:",
      "url(",
      "[a=",
      ":not(",
      "'",
      "\\",
      "@import ",
    ],
    120_000,
  ],
  [
    "pictures of a mail",
    picturesIn,
    ["<img src=cid:a>", "<p style='url(", "url(", "cid:", "<td background='cid:%", "<img src='", "<style>url("],
    120_000,
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
