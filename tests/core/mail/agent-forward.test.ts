// I7: what a mail that begins with `@fwd` sends on. The programs' own ways are golden mails (`fwd-*.eml`); here is what is decided.
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { isForwardRequest, readForward, takeForward, withForwardDoubts } from "../../../functions/core/mail/agent-forward.ts";
import { forwardedDate } from "../../../functions/core/mail/forwarded-date.ts";
import { htmlToText } from "../../../functions/core/mail/html-text.ts";
import type { Forward, OriginalMail, ParsedMail } from "../../../functions/core/mail/mail.ts";
import { forwardedSubject } from "../../../functions/core/mail/subject.ts";
import { mail } from "../../helpers/mails.ts";
import { read } from "./read.ts";

const block = [
  "---------- Forwarded message ---------",
  "From: Lucía <lucia@client.example>",
  "Date: Fri, 20 Nov 2026 at 09:41",
  "Subject: Cups",
  "To: Ana <ana@acme.test>",
  "",
  "Ten cups.",
].join("\n");

function forward(text: string, more: Partial<ParsedMail> = {}, enclosed: readonly ParsedMail[] = []): Forward {
  return readForward({
    mail: { subject: "Fwd: Cups", date: "2026-11-20T12:00:00.000Z", text, ...more },
    enclosed,
    zone: "+0100",
  });
}

function originalIn(text: string, more: Partial<ParsedMail> = {}): OriginalMail {
  const { original } = forward(text, more);
  if (!original) throw new Error("nothing was read");
  return original;
}

describe("the request", () => {
  test.each(["@fwd", "@FWD", "\n\n  @Fwd  ", "@fwd: please", "@fwd, please", "\u200b@fwd\u00a0x", "@fwd\n\nFrom: x"])(
    "is %j",
    (text) => expect(isForwardRequest(text)).toBe(true),
  );

  test.each([
    "",
    "fwd",
    "@fwdx",
    "@fwd.example",
    "@fwd-team",
    "@fwd@x.example",
    "Hello\n@fwd",
    "> @fwd",
    `${"\n".repeat(1500)}@fwd`,
  ])("is not %j", (text) => expect(isForwardRequest(text)).toBe(false));

  test("is only read where it stands", async () => {
    expect((await read(`From: a@x.example\nSubject: s\n\n${block}`)).forward).toBeUndefined();
    expect((await read(`From: a@x.example\nSubject: s\n\n@fwd\n\n${block}`)).forward?.original?.from.address).toBe(
      "lucia@client.example",
    );
  });
});

test("nobody asks for it with the words of a mail that they enclose", async () => {
  const inner = `From: Mallory <m@evil.example>\nSubject: s\n\n@fwd\n\n${block}`;
  const outer = `From: Ana <ana@acme.test>\nContent-Type: multipart/mixed; boundary=B\n\n--B\nContent-Type: message/rfc822\n\n${inner}\n--B--\n`;
  const found = await read(outer);
  expect([found.text.startsWith("@fwd"), found.forward]).toEqual([true, undefined]);
});

describe("what the forwarder wrote", () => {
  test.each([
    ["nothing", `@fwd\n\n${block}`, ""],
    ["beside the request", `@fwd Be quick!\n\n${block}`, "Be quick!"],
    ["below it", `@fwd\n\nBe quick!\nShe waits.\n\n${block}`, "Be quick!\nShe waits."],
    ["above a signature", `@fwd\nBe quick!\n\n-- \nAna Ferrer\nAcme\n\n${block}`, "Be quick!"],
    ["only a signature", `@fwd\n\n-- \nAna Ferrer\nAcme\n\n${block}`, ""],
    ["only a phone's", `@fwd\n\nSent from my iPhone\n\n${block}`, ""],
    ["below a mail with marks", `@fwd\n\n${block.replace(/^/gm, "> ")}\n\nNo discount!`, "No discount!"],
    ["below the mark of its end", `@fwd\n\n${block}\n\n----- End forwarded message -----\n\nNo discount!`, "No discount!"],
    ["on both sides", `@fwd Quick!\n${block.replace(/^/gm, "> ")}\nNo discount!`, "Quick!\n\nNo discount!"],
  ])("%s", (_where, text, words) => {
    const found = forward(text);
    expect(found.words).toBe(words);
    expect(found.original?.text).toBe("Ten cups.");
  });
});

describe("the header", () => {
  test.each([
    ["a name and an address", "Lucía <lucia@client.example>", "Lucía"],
    ["an address", "lucia@client.example", ""],
    ["an address twice", "lucia@client.example <lucia@client.example>", ""],
    ["a name in quotes", '"Fernández, Lucía" <lucia@client.example>', "Fernández, Lucía"],
    ["a last name first", "Fernández, Lucía <lucia@client.example>", "Fernández, Lucía"],
    ["Outlook's old brackets", "Lucía [mailto:lucia@client.example]", "Lucía"],
    ["a link beside the address", "Lucía <lucia@client.example<mailto:lucia@client.example>>", "Lucía"],
    ["what turns the direction", "\u202eLucía <lucia@client.example>", "Lucía"],
  ])("names its writer by %s", (_how, written, name) =>
    expect(originalIn(`@fwd\n${block.replace("Lucía <lucia@client.example>", written)}`).from).toEqual({
      name: name === "" ? expect.stringMatching(/^(lucia@client\.example)?$/) : name,
      address: "lucia@client.example",
    }),
  );

  test("ends where its labels come again, and the mail says the rest", () => {
    expect(originalIn(`@fwd\n${block.replace("Ten cups.", "Date: Friday\nFrom: Madrid\nTen cups.")}`).text).toBe(
      "Date: Friday\nFrom: Madrid\nTen cups.",
    );
  });

  test("loses no word of a mail that follows without a blank line", () => {
    expect(originalIn(`@fwd\n${block.replace("\n\nTen cups.", "\nTen cups.")}`).text).toBe("Ten cups.");
  });

  test("may have a blank line between all of its lines", () => {
    expect(originalIn(`@fwd\n${block.replaceAll("\n", "\n\n")}`)).toMatchObject({ subject: "Cups", text: "Ten cups." });
  });

  test("takes recipients that are wrapped, and a subject too long for its line", () => {
    const subject = "The cups that we bought from you in the spring of last year are";
    const written = block
      .replace("Subject: Cups", `Subject: ${subject}\nbroken`)
      .replace("<ana@acme.test>", "<ana@acme.test>,\n Marco <marco@client.example>,\n <eva@client.example>");
    const { to, text, ...original } = originalIn(`@fwd\n${written}`);
    expect([original.subject, text]).toEqual([`${subject} broken`, "Ten cups."]);
    expect(to.map(({ address }) => address)).toEqual(["ana@acme.test", "marco@client.example", "eva@client.example"]);
  });

  test("is the first: what the mail itself forwards or answers belongs to it", () => {
    const deeper =
      "\n\n-----Original Message-----\nFrom: Mallory <mallory@evil.example>\nSent: Monday, November 16, 2026 9:00 AM\nSubject: x\n\nx";
    const original = originalIn(`@fwd\n${block}${deeper}`);
    expect([original.from.address, original.text]).toEqual(["lucia@client.example", `Ten cups.${deeper}`]);
  });

  test("without an address is nobody's, whoever is named deeper", () => {
    const found = forward(
      `@fwd\n${block.replace(" <lucia@client.example>", "")}\n\nFrom: M <m@evil.example>\nSent: x\nSubject: y\n\nz`,
    );
    expect([found.original, found.doubt?.code]).toEqual([undefined, "forward.no-address"]);
  });
});

describe("the subject", () => {
  test.each([
    ["Fwd: Cups", "Cups"],
    ["FW: WG: RV: Cups", "Cups"],
    ["Fwd: Re: Cups", "Re: Cups"],
    ["I: Tazze", "Tazze"],
    ["转发：杯子", "杯子"],
    ["Cups (fwd)", "Cups"],
    ["Cups", "Cups"],
  ])("%s was %s", (subject, was) => expect(forwardedSubject(subject)).toBe(was));

  test("is what the header says, and else the mail's own", () => {
    expect(originalIn(`@fwd\n${block}`, { subject: "Fwd: URGENT" }).subject).toBe("Cups");
    expect(originalIn(`@fwd\n${block.replace("Subject: Cups\n", "")}`, { subject: "Fwd: Re: Cups" }).subject).toBe("Re: Cups");
  });
});

describe("the date", () => {
  const later = "2026-11-21T12:00:00.000Z";
  test.each([
    ["Fri, 20 Nov 2026 at 09:41", "08:41"],
    ["Fri, 20 Nov 2026 09:41:00 -0500", "14:41"],
    ["Friday, November 20, 2026 9:41 AM", "08:41"],
    ["Freitag, 20. November 2026 09:41", "08:41"],
    ["viernes, 20 de noviembre de 2026 9:41", "08:41"],
    ["vendredi 20 novembre 2026 09:41", "08:41"],
    ["20 November 2026 at 09:41:00 CET", "08:41"],
    ["On Friday, November 20th, 2026 at 9:41 AM", "08:41"],
    ["Friday, November 20, 2026 at 09:41:00 AM GMT+1", "08:41"],
    ["20.11.2026 09:41", "08:41"],
    ["2026年11月20日(金) 9:41", "08:41"],
    ["20-11-2026 09:41", undefined],
    ["piątek, 20 listopada 2026 09:41", undefined],
    ["yesterday", undefined],
    ["", undefined],
  ])("%s", (written, time) =>
    expect(forwardedDate(written, "+0100", later)).toBe(time === undefined ? undefined : `2026-11-20T${time}:00.000Z`),
  );

  test("after the mail that sends it on is none", () => {
    expect(forwardedDate("Fri, 20 Nov 2026 at 09:41", "+0100", "2026-11-20T08:00:00.000Z")).toBeUndefined();
  });
});

describe("HTML", () => {
  const header =
    "---- Forwarded message ----<br>From: Lucía &lt;lucia@client.example&gt;<br>Subject: Cups<br>To: Ana &lt;ana@acme.test&gt;<br>";
  const cut = (html: string) => originalIn(`@fwd secret\n${block}`, { html });

  test("is cut below the header, inside the elements that are open there, with its style sheets", () => {
    const { html = "", defects } = cut(
      `<style media="print">p{color:red}</style><body style="color:blue"><p>@fwd secret<img src="logo.png"></p><div class="q">${header}<p>Ten <b>cups</b>.</p></div></body>`,
    );
    expect(defects).toEqual([]);
    expect(html).toBe(
      '<style media="print">p{color:red}</style><body style="color:blue"><div class="q"><br><p>Ten <b>cups</b>.</p></div></body>',
    );
  });

  test("loses what stands below a mail in a quotation, and not its other quotations", () => {
    const { html = "" } = cut(
      `<p>@fwd secret</p><blockquote>${header}</blockquote><i>secret</i><blockquote>Ten cups.</blockquote><p>secret</p>`,
    );
    expect(htmlToText(html)).not.toContain("secret");
    expect(htmlToText(html)).toContain("Ten cups.");
  });

  test.each([
    ["names another writer", `<p>@fwd secret</p>${header.replace("lucia@client", "mallory@evil")}<p>Ten cups.</p>`],
    ["has no header", "<p>@fwd secret</p><p>Ten cups.</p>"],
    ["ends with the header", `<p>@fwd secret</p><p>Ten cups.</p>${header}`],
    ["has it in one line", `<pre>@fwd secret\n${block.replaceAll("<", "&lt;")}</pre>`],
  ])("that %s is kept whole, and says so", (_what, html) => {
    const original = cut(html);
    expect([original.html, original.defects.map(({ code }) => code)]).toEqual([html, ["forward.html-whole"]]);
    expect(original.text).toBe("Ten cups.");
  });
});

describe("a mail that came whole", () => {
  const enclosed = mail({ messageId: "cups-1@client.example", inReplyTo: ["x@y"], digest: "own" });

  test("is taken as it was", () => {
    const { words, original } = forward("@fwd Quick!", { html: "<p>@fwd Quick!</p>" }, [enclosed]);
    expect(words).toBe("Quick!");
    expect(original).toMatchObject({ from: enclosed.from, text: "It makes a noise.", messageId: "cups-1@client.example" });
    expect(original?.html).toBeUndefined();
  });

  test("gives way to one that stands in the text", () => {
    expect(forward(`@fwd\n${block}`, {}, [enclosed]).original?.text).toBe("Ten cups.");
  });

  test.each([
    ["two of them", [enclosed, enclosed], "forward.several"],
    ["one without a sender to trust", [mail({ isSenderWellFormed: false })], "forward.no-address"],
    ["none", [], "forward.unreadable"],
  ])("%s", (_what, files, code) => expect(forward("@fwd", {}, files)).toMatchObject({ doubt: { code } }));
});

describe("taking it", () => {
  const by = { memberId: "mem_1", name: "Ana", to: "support@acme.test" };
  const around = mail({
    from: { name: "Ana", address: "ana@acme.test" },
    replyTo: [{ name: "", address: "ana@home.example" }],
    transportDate: "2026-11-20T12:00:00.000Z",
    dmarcDomain: "acme.test",
    html: "<p>@fwd secret</p>",
    inReplyTo: ["cups-1@client.example"],
    defects: [{ code: "message-id.missing", detail: "" }],
    digest: "around",
  });

  test("leaves nothing of the forwarder's but who they are, and the ids by which the mail is threaded", () => {
    const { text, subject } = { text: `@fwd secret\n${block}`, subject: "Fwd: Cups" };
    const taken = takeForward({ ...around, forward: forward(text, { subject, html: "<p>@fwd secret</p>" }) }, by);
    expect(taken).toMatchObject({
      from: { name: "Lucía", address: "lucia@client.example" },
      via: { address: "ana@acme.test" },
      forwarder: { ...by, isOriginalId: false },
      replyTo: [],
      subject: "Cups",
      messageId: "first@client.example",
      inReplyTo: ["cups-1@client.example"],
      digest: "around",
    });
    expect(taken.dmarcDomain ?? taken.transportDate ?? taken.forward).toBeUndefined();
    expect(taken.defects.map(({ code }) => code)).toEqual(["message-id.missing", "forward.html-whole"]);
  });

  test("of a mail that came whole, its own ids", () => {
    const enclosed = mail({
      messageId: "cups-2@client.example",
      references: ["cups-1@client.example"],
      digest: "own",
      text: "Cups.",
    });
    const taken = takeForward({ ...around, forward: forward("@fwd", {}, [enclosed]) }, by);
    expect(taken).toMatchObject({ messageId: "cups-2@client.example", inReplyTo: [], references: ["cups-1@client.example"] });
    expect([taken.digest, taken.html, taken.forwarder?.isOriginalId]).toEqual(["own", undefined, true]);
    const { messageId: _none, ...nameless } = enclosed;
    const without = takeForward({ ...around, forward: forward("@fwd", {}, [nameless]) }, by);
    expect([without.messageId, without.digest, without.forwarder?.isOriginalId]).toEqual([
      "first@client.example",
      "around",
      false,
    ]);
  });

  test("where there is none, the mail is its sender's", () => {
    expect(takeForward({ ...around, forward: forward("@fwd") }, by).from?.address).toBe("ana@acme.test");
    expect(takeForward(around, by)).toEqual(around);
  });

  test("why it was not taken is part of the entry, and nothing else of that entry's doubts", () => {
    const [doubt, other] = [
      { code: "forward.several", detail: "" },
      { code: "date.missing", detail: "" },
    ];
    expect(withForwardDoubts(mail(), [other, doubt]).defects).toEqual([doubt]);
    expect(withForwardDoubts(around, [other])).toEqual(around);
  });
});

describe("no golden mail", () => {
  const folder = new URL("../../fixtures/mail/", import.meta.url);
  const names = readdirSync(folder).filter((name) => /^fwd-.*\.eml$/.test(name));

  test.each(names)("%s shows a word of its forwarder's in what is sent on, nor loses one of its writer's", async (name) => {
    const { forward: found, text } = await read(readFileSync(new URL(name, folder)));
    const { words = "", original } = found ?? {};
    const shown = `${original?.text ?? ""}\n${htmlToText(original?.html ?? "")}`;
    for (const line of words.split("\n").filter(Boolean)) expect(shown).not.toContain(line);
    expect(shown).not.toMatch(/@fwd/i);
    // Of what stands in the mail itself: whatever is no header line is either the writer's or the forwarder's.
    if (!original || original.enclosed || name.includes("yahoo")) return;
    const kept = `${words} ${original.text}`.replace(/\s+/g, "");
    const last =
      text
        .trim()
        .split("\n")
        .at(-1)
        ?.replace(/^[>\s]+/, "") ?? "";
    expect(kept).toContain(last.replace(/\s+/g, ""));
  });

  test("there are those of ten programs and more", () => expect(names.length).toBeGreaterThan(20));
});
