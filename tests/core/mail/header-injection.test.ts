// T-HI: no field of a reply can end its header, whatever stands in it.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { composeMail, envelopeOf, type OutgoingMail } from "../../../functions/core/mail/compose.ts";
import { numberedSubject } from "../../../functions/core/mail/subject.ts";
import { parseRecipients } from "../../../functions/core/mail/recipients.ts";
import { read } from "./read.ts";

const mail: OutgoingMail = {
  from: { name: "Acme Support", address: "support@acme.test" },
  to: [{ name: "Kim", address: "kim@example.com" }],
  cc: [{ name: "Lee", address: "lee@example.com" }],
  replyTo: [{ name: "Acme", address: "r.a.b@reply.acme.test" }],
  subject: "Re: Hello",
  inReplyTo: "asked@example.com",
  references: ["asked@example.com"],
  date: "2026-11-22T09:30:00.000Z",
  text: "Hi Kim",
  html: "<p>Hi Kim</p>",
  headers: { "Thread-Topic": "Hello" },
};

const hostile = fc.string({
  unit: fc.constantFrom(...'\r\n\0\t\v\f\u0085\u2028\u2029\u200b\u202e <>@,;:"\\=?_()[]aZ9.\u00fc\u6f22\ud83c\udf89%&'),
  maxLength: 120,
});

/** A text put into one field of the mail. */
const fields: Record<string, (text: string) => Partial<OutgoingMail>> = {
  subject: (subject) => ({ subject }),
  "name of From": (name) => ({ from: { name, address: "support@acme.test" } }),
  "name of To": (name) => ({ to: [{ name, address: "kim@example.com" }] }),
  "name of Cc": (name) => ({ cc: [{ name, address: "lee@example.com" }] }),
  "name of Reply-To": (name) => ({ replyTo: [{ name, address: "r.a.b@reply.acme.test" }] }),
  "address of To": (address) => ({ to: [{ name: "", address }] }),
  "address of Cc": (address) => ({ cc: [{ name: "", address }] }),
  "In-Reply-To": (inReplyTo) => ({ inReplyTo }),
  References: (id) => ({ references: ["a@b.example", id] }),
  "Message-ID": (messageId) => ({ messageId }),
  "a further header": (value) => ({ headers: { "Thread-Topic": value } }),
  "the name of a file": (filename) => ({ attachments: [{ filename, contentType: "text/plain", content: Buffer.from("x") }] }),
  "the type of a file": (contentType) => ({ attachments: [{ filename: "a.txt", contentType, content: Buffer.from("x") }] }),
};

const attacks = {
  CR: "a@b.example\rBcc: evil@evil.example",
  LF: "a@b.example\nBcc: evil@evil.example",
  CRLF: "a@b.example\r\nBcc: evil@evil.example",
  "a folded line": "a@b.example\r\n Bcc: evil@evil.example",
  "an empty line": "a@b.example\r\n\r\n<script>",
  NUL: "a@b.example\0Bcc: evil@evil.example",
  "U+0085": "a@b.example\u0085Bcc: evil@evil.example",
  "U+2028": "a@b.example\u2028Bcc: evil@evil.example",
  "U+2029": "a@b.example\u2029Bcc: evil@evil.example",
  "a vertical tab": "a@b.example\vBcc: evil@evil.example",
};

describe("a line break is refused, with a sentence", () => {
  const cases = Object.keys(fields).flatMap((field) =>
    Object.entries(attacks).map(([what, text]) => [field, what, text] as const),
  );
  test.each(cases)("%s: %s", async (field, _what, text) => {
    await expect(composeMail({ ...mail, ...fields[field]?.(text) })).rejects.toMatchObject({
      name: "Refused",
      kind: "invalid",
      message: expect.stringMatching(/^.{20,}\.$/s),
    });
  });
});

describe("what decodes to a line break does not", () => {
  const encoded = {
    "an encoded word": "=?utf-8?q?a=0D=0ABcc:_evil=40evil.example?=",
    "an encoded word in base64": "=?utf-8?b?YQ0KQmNjOiBldmlsQGV2aWwuZXhhbXBsZQ==?=",
    "percent signs": "a%0d%0aBcc: evil@evil.example",
    "an escape": "a\\r\\nBcc: evil@evil.example",
    "HTML entities": "a&#13;&#10;Bcc: evil@evil.example",
    "a lone surrogate": "a\ud800\nBcc".replace("\n", " "),
    "letters whose low byte is a line break": "a\u010d\u010aBcc: evil@evil.example",
  };
  const free = ["subject", "name of To", "name of Cc", "a further header", "the name of a file"];
  test.each(free.flatMap((field) => Object.entries(encoded).map(([what, text]) => [field, what, text] as const)))(
    "%s: %s",
    async (field, _what, text) => expectNothingAdded(await composeMail({ ...mail, ...fields[field]?.(text) })),
  );
});

describe("what is too long", () => {
  test.each(["subject", "In-Reply-To", "References", "a further header", "the name of a file"])(
    "in %s stays on legal lines",
    async (field) => {
      for (const text of ["x".repeat(900), "word ".repeat(400), "\u00fc".repeat(2000)]) {
        const raw = await composeMail({ ...mail, ...fields[field]?.(text) }).catch((error: Error) => {
          expect(error.name).toBe("Refused");
        });
        if (!raw) continue;
        await expectNothingAdded(raw);
        for (const line of raw.toString("latin1").split("\r\n")) expect(line.length).toBeLessThanOrEqual(998);
      }
    },
  );

  test("in a name is refused", async () => {
    await expect(composeMail({ ...mail, ...fields["name of To"]?.("x".repeat(5000)) })).rejects.toMatchObject({
      name: "Refused",
    });
  });
});

test("nothing in a Bcc reaches the envelope of SES but one address: refused, or as it was given", () => {
  for (const text of Object.values(attacks))
    for (const address of [
      { name: text, address: "kim@example.com" },
      { name: "", address: text },
    ])
      expect(() => envelopeOf({ ...mail, bcc: [address] })).toThrow(expect.objectContaining({ name: "Refused" }));
  fc.assert(
    fc.property(hostile, (text) => {
      try {
        const { bcc, ...others } = envelopeOf({ ...mail, bcc: [{ name: text, address: `${text}@b.example` }] });
        expect(bcc).toEqual([expect.stringMatching(/^[!-~]+@b\.example$/)]);
        expect(others).toEqual({ from: "support@acme.test", to: ["kim@example.com"], cc: ["lee@example.com"] });
      } catch (error) {
        expect(error).toMatchObject({ name: "Refused" });
      }
    }),
    { seed: 20261125, numRuns: 600 },
  );
});

test("typed recipients break at none of them either", () => {
  for (const text of Object.values(attacks))
    expect(() => parseRecipients([text], "to")).toThrow(expect.objectContaining({ name: "Refused" }));
});

test("any text in any field: refused, or in its place", async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...Object.values(fields)), hostile, async (put, text) => {
      const raw = await composeMail({ ...mail, ...put(text) }).catch((error: Error) => {
        expect(error.name).toBe("Refused");
      });
      if (raw) await expectNothingAdded(raw);
    }),
    { seed: 20261125, numRuns: 600 },
  );
});

test("a subject that a number is put into: refused, or in its place", async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom("before", "after"), hostile, async (place, text) => {
      const raw = await composeMail({ ...mail, subject: numberedSubject(text, 1042, place) }).catch((error: Error) => {
        expect(error.name).toBe("Refused");
      });
      if (raw) await expectNothingAdded(raw);
    }),
    { seed: 20261125, numRuns: 300 },
  );
});

const usual = new Set(
  "thread-topic from to cc reply-to in-reply-to references subject message-id date mime-version content-type content-transfer-encoding".split(
    " ",
  ),
);

async function expectNothingAdded(raw: Buffer): Promise<void> {
  const header = raw.toString("latin1").split("\r\n\r\n")[0] ?? "";
  expect(header.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
  const names = [...header.matchAll(/^([^\s:]+):/gm)].map(([, name = ""]) => name.toLowerCase());
  for (const name of names) expect(usual).toContain(name);
  expect(new Set(names).size).toBe(names.length);
  const back = await read(raw);
  expect(JSON.stringify([back.to, back.cc, back.replyTo].flat().map(({ address }) => address))).not.toContain("evil.example");
  expect(back.text).toBe("Hi Kim");
}
