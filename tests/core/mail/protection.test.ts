// Mail that is signed or encrypted: what can be read is read, and what cannot is said and offered.
import { describe, expect, test } from "vitest";
import { readSignedData } from "../../../functions/core/mail/signed-data.ts";
import { contentOf, read } from "./read.ts";

const oids = { signed: "2a864886f70d010702", enveloped: "2a864886f70d010703", data: "2a864886f70d010701" };

function der(tag: number, ...content: (Buffer | string)[]): Buffer {
  const body = Buffer.concat(content.map((each) => (typeof each === "string" ? Buffer.from(each, "hex") : each)));
  const length =
    body.length < 0x80
      ? [body.length]
      : [0x84, body.length >>> 24, body.length >>> 16, body.length >>> 8, body.length].map((n) => n & 0xff);
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
}

function indefinite(tag: number, ...content: Buffer[]): Buffer {
  return Buffer.concat([Buffer.from([tag, 0x80]), ...content, Buffer.alloc(2)]);
}

const before = [der(0x02, "01"), der(0x31)];

function signed(content: Buffer): Buffer {
  const encapsulated = der(0x30, der(0x06, oids.data), der(0xa0, der(0x04, content)));
  return der(0x30, der(0x06, oids.signed), der(0xa0, der(0x30, ...before, encapsulated, der(0x31))));
}

/** As OpenSSL and Outlook stream it. */
function signedInPieces(content: Buffer): Buffer {
  const pieces = Array.from({ length: Math.ceil(content.length / 100) }, (_, i) =>
    der(0x04, content.subarray(i * 100, i * 100 + 100)),
  );
  const encapsulated = indefinite(0x30, der(0x06, oids.data), indefinite(0xa0, indefinite(0x24, ...pieces)));
  return indefinite(0x30, der(0x06, oids.signed), indefinite(0xa0, indefinite(0x30, ...before, encapsulated)));
}

function opaque(data: Buffer): string {
  return `From: kim@example.com\nSubject: Opaque\nContent-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m\nContent-Transfer-Encoding: base64\n\n${data.toString("base64").replace(/.{76}/g, "$&\n")}\n`;
}

const inside = Buffer.from(
  "Content-Type: multipart/mixed; boundary=i\r\n\r\n--i\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nGrüße aus Köln\r\n--i\r\nContent-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\nSGVsbG8=\r\n--i--\r\n",
);

describe("an opaque signature is opened", () => {
  test("in one piece, with its files", async () => {
    const raw = opaque(signed(inside));
    const mail = await read(raw);
    expect([mail.text, mail.protection]).toEqual(["Grüße aus Köln", { kind: "signed", by: "s/mime" }]);
    expect(mail.attachments.map(({ filename }) => filename)).toEqual(["a.pdf", "smime.p7m"]);
    expect(mail.attachments.slice(0, 1).map((file) => contentOf(raw, file).toString())).toEqual(["Hello"]);
  });

  test("in many pieces, as text; its files are in the container", async () => {
    const mail = await read(opaque(signedInPieces(inside)));
    expect([mail.text, mail.attachments.map(({ filename }) => filename)]).toEqual(["Grüße aus Köln", ["smime.p7m"]]);
  });

  test.each([
    ["encrypted", der(0x30, der(0x06, oids.enveloped), der(0xa0, der(0x30, der(0x02, "00")))), "encrypted"],
    ["garbage", Buffer.from("this is not DER"), "encrypted"],
    [
      "without content",
      der(0x30, der(0x06, oids.signed), der(0xa0, der(0x30, ...before, der(0x30, der(0x06, oids.data))))),
      "signed",
    ],
    ["cut", signed(inside).subarray(0, 120), "signed"],
  ])("%s: said, and offered as it is", async (_case, data, kind) => {
    const mail = await read(opaque(data));
    expect(mail.protection).toEqual({ kind, by: "s/mime" });
    expect([mail.text, mail.attachments.map(({ filename }) => filename)]).toEqual(["", ["smime.p7m"]]);
    expect(mail.defects.map(({ code }) => code)).toContain("smime.closed");
  });

  test("no byte of it, made anything, hangs or throws", () => {
    for (const whole of [signed(inside), signedInPieces(inside)]) {
      for (let at = 0; at < Math.min(whole.length, 300); at++) {
        for (const lie of [0, 0x7f, 0x80, 0x84, 0xff]) {
          const data = Buffer.from(whole);
          data[at] = lie;
          const { content } = readSignedData(data);
          expect(content?.length ?? 0).toBeLessThanOrEqual(data.length);
        }
      }
    }
  });

  test("signatures within signatures end", () => {
    let data: Buffer = inside;
    for (let i = 0; i < 20; i++) data = signed(Buffer.from(opaque(data)));
    return expect(read(opaque(data))).resolves.toMatchObject({ protection: { kind: "signed" } });
  });
});

describe("by structure", () => {
  const multipart = (subtype: string, second: string) =>
    `From: kim@example.com\nContent-Type: multipart/${subtype}; boundary=b\n\n--b\nContent-Type: text/plain\n\nHello.\n--b\nContent-Type: ${second}\n\nX\n--b--\n`;

  test.each([
    [multipart("signed", "application/pkcs7-signature; name=smime.p7s"), { kind: "signed", by: "s/mime" }],
    [multipart("signed", "application/pgp-signature; name=signature.asc"), { kind: "signed", by: "pgp" }],
    [multipart("encrypted", "application/octet-stream; name=encrypted.asc"), { kind: "encrypted", by: "pgp" }],
    [multipart("mixed", "application/pdf"), undefined],
    ["From: a@b.test\n\nHi\n-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----\n", { kind: "encrypted", by: "pgp" }],
    ["From: a@b.test\n\n-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nHi\n", { kind: "signed", by: "pgp" }],
    ["From: a@b.test\n\n> -----BEGIN PGP MESSAGE-----\nWhat is this?\n", undefined],
  ])("case %#", async (raw, protection) => expect((await read(raw)).protection).toEqual(protection));

  test("the signature stays listed, so that nothing is hidden", async () => {
    const mail = await read(multipart("signed", "application/pkcs7-signature; name=smime.p7s"));
    expect([mail.text, mail.attachments.map(({ filename }) => filename)]).toEqual(["Hello.", ["smime.p7s"]]);
  });
});
