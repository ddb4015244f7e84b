// Google's question before an account of theirs may forward to us: read in any language, believed from Google alone.
import { describe, expect, test } from "vitest";
import { forwardingConfirmation } from "../../../functions/core/mail/forwarding-confirmation.ts";
import { mailWith, read } from "./read.ts";

const link = "https://mail-settings.google.com/mail/vf-%5BANGjdJ9_brCNgl_AIYnkFYn9TgEgE1%5D-e3P7aWGI7DzF8ZKCxNnqxqn0blw";
const undo = "https://mail-settings.google.com/mail/uf-%5BANGjdJ-Cq8_x%5D-e3P7aWGI7DzF8ZKCxNnqxqn0blw";
const forwardTo = "in.01jd0000000000000000000001@reply.acme.test";
const passed =
  "Authentication-Results: amazonses.com; spf=pass; dkim=pass header.i=@google.com; dmarc=pass header.from=google.com;";

const english = `support.acme@gmail.com has requested to automatically forward mail to your email
address ${forwardTo}.
Confirmation code: 123456789

To allow support.acme@gmail.com to automatically forward mail to your address,
please click the link below to confirm the request:

${link}

If you click the link and it appears to be broken, please copy and paste it
into a new browser window.

If you do not approve of this request, no further action is required. If you accidentally clicked the
link, click this link to cancel this verification:
${undo}

To learn more about why you might have received this message, please
visit: http://support.google.com/mail/bin/answer.py?answer=184973.
`;

interface Written {
  readonly from?: string;
  readonly subject?: string;
  readonly text?: string;
  readonly html?: string;
  readonly results?: string;
}

function written({ from = "Gmail Team <forwarding-noreply@google.com>", results = passed, ...mail }: Written) {
  const { subject = "(#123456789) Gmail Forwarding Confirmation - Receive Mail from support.acme@gmail.com" } = mail;
  const type = `Content-Type: text/${mail.html ? "html" : "plain"}; charset=utf-8`;
  return read(
    mailWith(`${results}\nFrom: ${from}\nTo: ${forwardTo}\nSubject: ${subject}\n${type}`, mail.html ?? mail.text ?? english),
  );
}

const confirmation = async (mail: Written, dmarc: "PASS" | "FAIL" | "GRAY" = "PASS") =>
  forwardingConfirmation(await written(mail), { dmarc });

describe("code, link and account are read", () => {
  test("in English", async () => {
    expect(await confirmation({})).toEqual({ code: "123456789", link, account: "support.acme@gmail.com" });
  });

  test.each([
    ["Spanish", "(#83581330) Confirmación de reenvío de Gmail: recibir correo de soporte@tienda.example"],
    ["Italian", "(#83581330) Conferma di inoltro di Gmail - Ricevi posta da soporte@tienda.example"],
    ["German", "(#83581330) Gmail-Weiterleitungsbestätigung – E-Mails erhalten von soporte@tienda.example"],
    ["French", "(#83581330) Confirmation de transfert Gmail - Recevoir des e-mails de « soporte@tienda.example »"],
    ["Japanese", "（#83581330）Gmail の転送の確認 - soporte@tienda.exampleからのメールを受信"],
    ["Chinese", "(#83581330) Gmail 转发确认 - 接收来自soporte@tienda.example的邮件"],
  ])("in %s", async (_language, subject) => {
    const text = `…\n\n${link}\n\n${undo}\n`;
    expect(await confirmation({ subject, text })).toEqual({ code: "83581330", link, account: "soporte@tienda.example" });
  });

  test.each([
    ["English", "Confirmation code: 123456789"],
    ["Spanish", "Código de confirmación: 123456789"],
    ["Japanese", "確認コード：123456789"],
    ["Chinese", "确认码：123456789。"],
  ])("the code from the text, in %s, past numbers that are none", async (_language, line) => {
    const text = `order20261125@gmail.com, http://support.google.com/1234567890\n20261125123456\n${line}\n`;
    const subject = "Gmail Forwarding Confirmation - Receive Mail from order20261125@gmail.com";
    expect(await confirmation({ subject, text })).toEqual({ code: "123456789", account: "order20261125@gmail.com" });
  });

  test("a link without a code, as some accounts get it; the account from the text, when it is not our own address", async () => {
    const text = `${forwardTo}: support.acme@gmail.com wants to forward.\n${link}\n`;
    expect(await confirmation({ subject: "Gmail Forwarding Confirmation", text })).toEqual({
      link,
      account: "support.acme@gmail.com",
    });
  });

  test("from HTML alone, and from the older host", async () => {
    const old = "https://mail.google.com/mail/vf-%5BANGjdJ%5D-x?a=1&b=2";
    const html = `<p>Confirm:</p><a href="${old.replace("&", "&amp;")}">here</a><a href="${undo}">or not</a>`;
    expect((await confirmation({ html }))?.link).toBe(old);
  });
});

describe("a link is Google's or none", () => {
  test.each([
    ["takes the confirmation back", undo],
    ["is not https", link.replace("https:", "http:")],
    ["only begins like Google's", link.replace("google.com", "google.com.evil.example")],
    ["only ends like Google's", link.replace("mail-settings.google.com", "evilmail-settings.google.com.example")],
    ["has a name before the host", link.replace("mail-settings", "mail.google.com@mail-settings")],
    ["has another port", link.replace("google.com/", "google.com:8443/")],
    ["is on another of Google's hosts", link.replace("mail-settings.google.com", "sites.google.com")],
    ["has another path", link.replace("/mail/vf-", "/mail/x/vf-")],
    ["is endless", `${link}${"a".repeat(1000)}`],
  ])("one that %s is left out", async (_why, other) => {
    expect(await confirmation({ text: `Code 123456789\n${other}\n` })).toEqual({
      code: "123456789",
      account: "support.acme@gmail.com",
    });
  });
});

describe("nothing is read of", () => {
  test("a mail that DMARC does not vouch for", async () => {
    expect(await confirmation({}, "FAIL")).toBeUndefined();
    expect(await confirmation({}, "GRAY")).toBeUndefined();
  });

  test("a mail whose pass was for another domain, or is the sender's own claim", async () => {
    expect(await confirmation({ results: passed.replace("header.from=google.com", "header.from=evil.example") })).toBeUndefined();
    expect(await confirmation({ results: passed.replace("amazonses.com", "mx.evil.example") })).toBeUndefined();
  });

  test("another sender, even at Google, and one of two", async () => {
    expect(await confirmation({ from: "no-reply@google.com" })).toBeUndefined();
    expect(await confirmation({ from: "forwarding-noreply@google.com.evil.example" })).toBeUndefined();
    expect(await confirmation({ from: "a@evil.example, forwarding-noreply@google.com" })).toBeUndefined();
  });

  test("a mail that has neither code nor link", async () => {
    expect(await confirmation({ subject: "Forwarding", text: "support.acme@gmail.com has stopped forwarding." })).toBeUndefined();
  });
});
