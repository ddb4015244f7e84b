// The demo as data: every mail composed as the play would, then read back by a parser that has never seen the demo.
import { type ParsedMail, simpleParser } from "mailparser";
import { inflateSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { wavesOf } from "../../local/demo/actor.ts";
import { momentOf } from "../../local/demo/clock.ts";
import { type Answered, type ComposedMail, composeMail } from "../../local/demo/compose.ts";
import { quote } from "../../local/demo/quoting.ts";
import { stories } from "../../local/demo/stories.ts";
import type { MemberName, Step, Story } from "../../local/demo/story.ts";

interface Read {
  readonly story: Story;
  readonly step: Step;
  readonly composed: ComposedMail;
  readonly wire: string;
  readonly parsed: ParsedMail;
}

// A Wednesday, so that two weeks of working days lie behind it.
const now = new Date("2026-03-18T16:30:00");
const replyAddress = "r.c0ffee.5igned@reply.acme.test";
let mails: Read[];

beforeAll(async () => {
  mails = (await Promise.all(stories.map(readStory))).flat();
});

describe("every mail", () => {
  test("carries only ASCII and CRLF, in lines that SMTP takes", () => {
    for (const { wire } of mails) {
      expect(wire).toMatch(/^[\x01-\x7f]*$/);
      expect(wire.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
      expect(Math.max(...wire.split("\r\n").map((line) => line.length))).toBeLessThanOrEqual(998);
    }
  });

  test("leaves no placeholder behind", () => {
    for (const { wire } of mails) expect(wire).not.toMatch(/\{\{|undefined|\[object/);
  });

  test("parses, with a sender, a subject and something to read", () => {
    for (const { parsed, story } of mails) {
      expect(parsed.from?.value[0]?.address, story.name).toMatch(/^[\w.+-]+@[\w.-]+\.example$/);
      expect(parsed.subject, story.name).toBeTruthy();
      expect(parsed.text || parsed.html || parsed.attachments.length, story.name).toBeTruthy();
    }
  });

  test("is its own: no Message-ID comes twice", () => {
    const ids = mails.map(({ composed }) => composed.asAnswered.messageId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("is of the last two weeks and a bit, and older than now", () => {
    const dated = mails.filter(({ story }) => story.name !== "broken");
    for (const { parsed, story } of dated) {
      const days = (now.getTime() - (parsed.date?.getTime() ?? 0)) / 86_400_000;
      expect(days, story.name).toBeGreaterThan(0);
      expect(days, story.name).toBeLessThan(15);
    }
    expect(
      dated.filter(({ parsed }) => now.getTime() - (parsed.date?.getTime() ?? 0) < 6 * 3600_000).length,
    ).toBeGreaterThanOrEqual(10);
  });

  test("goes to the inboxes of its story, or to the signed reply address of what it answers", () => {
    for (const { composed, story, step } of mails) {
      const inboxes = story.inboxes.map((inbox) => `${inbox}@acme.test`);
      const isAnswer = step.kind === "mail" && !step.letter.subject && composed.envelope.to[0] === replyAddress;
      expect(composed.envelope.to, story.name).toEqual(isAnswer ? [replyAddress] : inboxes);
    }
  });

  test("names nobody real: only reserved domains and telephone numbers", () => {
    const text = mails.map(({ parsed }) => `${parsed.text}\n${parsed.html || ""}`).join("\n");
    const domains = [...text.matchAll(/(?:@|https?:\/\/)((?:[\w-]+\.)+[a-z]{2,})/g)].map(([, domain]) => domain);
    expect(domains.filter((domain) => !/(^|\.)(test|example)$/.test(domain ?? ""))).toEqual([]);
    const phones = [...text.matchAll(/(?:phone|tel\.?|Teléfono)\s+([\d ]{9,})/giu)].map(([, phone]) => phone?.trim() ?? "");
    expect(phones.length).toBeGreaterThan(4);
    for (const phone of phones) expect(phone).toMatch(/^(01632 960 \d{3}|600 000 \d{3}|055 0000 \d{3})$/);
  });
});

describe("the company's fortnight", () => {
  test("is thirty-odd conversations in English, Spanish and Italian, with a guest from Kyoto", () => {
    expect(stories.length).toBeGreaterThanOrEqual(30);
    expect(stories.length).toBeLessThan(40);
    for (const language of ["en", "es", "it"]) {
      expect(stories.filter((story) => story.language === language).length, language).toBeGreaterThanOrEqual(6);
    }
    expect(stories.some((story) => story.language === "ja")).toBe(true);
  });

  test("gives each story a name and a first sender of its own, by which its conversation is found", () => {
    const openers = stories.map(({ name }) => mails.find(({ story }) => story.name === name)?.composed.from);
    expect(new Set(stories.map(({ name }) => name)).size).toBe(stories.length);
    expect(new Set(openers).size).toBe(stories.length);
  });

  test("tells each story forwards in time", () => {
    for (const story of stories) {
      const moments = story.steps.flatMap((step) => ("when" in step ? [momentOf(step.when, now).getTime()] : []));
      expect(moments, story.name).toEqual([...moments].sort((a, b) => a - b));
      const waves = wavesOf(story);
      expect(waves, story.name).toEqual([...waves].sort((a, b) => a - b));
    }
  });

  test("begins each story with a mail, and bounces only what was answered", () => {
    for (const { name, steps } of stories) {
      const kinds = steps.map(({ kind }) => kind);
      expect(["mail", "eml"], name).toContain(kinds[0]);
      if (kinds.includes("bounce")) expect(kinds.slice(0, kinds.indexOf("bounce")), name).toContain("answer");
    }
  });

  test("asks of members only what their access allows", () => {
    const access: Record<string, readonly MemberName[]> = {
      support: ["ana", "beto", "carla"],
      sales: ["ana", "dario", "elena"],
      jobs: ["ana"],
    };
    const observers: Record<string, readonly MemberName[]> = { support: ["dario"], sales: [], jobs: ["elena"] };
    for (const { name, inboxes, steps } of stories) {
      const workers = access[inboxes[0]] ?? [];
      for (const step of steps) {
        if (!("by" in step)) continue;
        const isGentle = step.kind === "read" || (step.kind === "note" && inboxes[0] === "jobs");
        const mayAct = isGentle ? [...workers, ...(observers[inboxes[0]] ?? [])] : workers;
        expect(mayAct, `${name}: ${step.kind}`).toContain(step.by);
        if (step.kind === "assign") expect(workers, name).toContain(step.to);
      }
    }
  });

  test("leaves every state behind: unassigned, assigned to each, closed, noted, answered, waiting, bounced, read and unread", () => {
    const has = (kind: Step["kind"]) => (story: Story) => story.steps.some((step) => step.kind === kind);
    const isFromOutside = (step: Step) => step.kind === "mail" || step.kind === "eml";
    expect(stories.filter((story) => !has("assign")(story)).length).toBeGreaterThanOrEqual(8);
    const owners = stories.flatMap(({ steps }) => steps.flatMap((step) => (step.kind === "assign" ? [step.to] : [])));
    expect(new Set(owners)).toEqual(new Set(["ana", "beto", "carla", "dario", "elena"]));
    expect(stories.filter(has("close")).length).toBeGreaterThanOrEqual(5);
    expect(stories.filter(has("note")).length).toBeGreaterThanOrEqual(5);
    expect(stories.filter(has("read")).length).toBeGreaterThanOrEqual(5);
    expect(stories.filter((story) => story.steps.every(isFromOutside)).length).toBeGreaterThanOrEqual(5);
    const talk = stories.map(({ steps }) => steps.filter((step) => isFromOutside(step) || step.kind === "answer").at(-1));
    expect(talk.filter((step) => step?.kind === "answer").length).toBeGreaterThanOrEqual(5);
    expect(stories.some(has("bounce"))).toBe(true);
  });
});

describe("the kinds of mail", () => {
  test("a thread of eight: the customer's mails refer to our answers", () => {
    const { steps } = storyNamed("eight");
    expect(steps.filter(({ kind }) => kind === "mail" || kind === "answer")).toHaveLength(8);
    const [first, ...later] = mailsOf("eight");
    expect(first?.parsed.inReplyTo).toBeUndefined();
    for (const { parsed, wire } of later) {
      expect(parsed.inReplyTo).toMatch(/^<ses-\d+@email\.amazonses\.com>$/);
      expect(parsed.references).toContain(parsed.inReplyTo);
      expect(parsed.subject).toBe("Re: My Lumaca drips, and so do I");
      expect(wire).toContain(`To: ${replyAddress}`);
      expect(parsed.text).toMatch(/> .*wrote:/);
    }
  });

  test("a customer who writes twice refers to their own first mail", () => {
    const [first, second] = mailsOf("neighbour");
    expect(second?.parsed.inReplyTo).toBe(first?.composed.asAnswered.messageId);
    expect(second?.composed.envelope.to).toEqual(["support@acme.test"]);
    expect(second?.parsed.text).not.toContain("wrote:");
  });

  test("a third party joins from the Cc", () => {
    const [first, second] = mailsOf("cafe-marea");
    expect(first?.wire).toContain("Cc: andreu@soler-reparaciones.example");
    expect(second?.parsed.from?.value[0]?.address).toBe("andreu@soler-reparaciones.example");
  });

  test("one application, two inboxes: one mail, both in the envelope", () => {
    const [mail] = mailsOf("two-doors");
    expect(mail?.composed.envelope.to).toEqual(["jobs@acme.test", "sales@acme.test"]);
    expect(mail?.wire).toContain("Cc: sales@acme.test");
  });

  test("an answer may go to the inbox itself, by In-Reply-To alone", () => {
    const [, second] = mailsOf("palanca");
    expect(second?.composed.envelope.to).toEqual(["support@acme.test"]);
    expect(second?.parsed.inReplyTo).toContain("amazonses");
  });

  test("a bounce: multipart/report from the null sender, about the mail that went out", () => {
    const bounce = mailsOf("returned").at(-1);
    expect(bounce?.composed.envelope.from).toBe("");
    expect(bounce?.wire).toContain("Content-Type: multipart/report; report-type=delivery-status");
    expect(bounce?.wire).toContain("Final-Recipient: rfc822; walter@finch-clocks.example");
    expect(bounce?.wire).toContain("Message-ID: <ses-2@email.amazonses.com>");
  });

  test("an out-of-office says that nobody wrote it", () => {
    const auto = mailsOf("out-of-office").at(-1);
    expect(auto?.parsed.headers.get("auto-submitted")).toBe("auto-generated");
    expect(auto?.parsed.inReplyTo).toBe("<ses-2@email.amazonses.com>");
  });

  test("a list mail and a newsletter carry their list headers", () => {
    expect(mailsOf("lever-list")[0]?.wire).toMatch(/^List-Id: /m);
    const [newsletter] = mailsOf("caldaie");
    expect(newsletter?.wire).toMatch(/^Precedence: bulk/m);
    expect(newsletter?.parsed.html).toMatch(/<img src="https:\/\/track\.[^"]+" width="1" height="1"/);
    expect(newsletter?.parsed.html).toContain("<table");
    expect(newsletter?.wire).not.toContain("Content-Type: text/plain");
  });

  test("charsets: ISO-8859-1 in quoted-printable, iso-2022-jp in subject and body, an emoji in a subject", () => {
    const [descaling] = mailsOf("descalcificacion");
    expect(descaling?.wire).toContain("charset=ISO-8859-1");
    expect(descaling?.parsed.text).toContain("«con regularidad». ¿Qué es regularidad?");
    const [kyoto] = mailsOf("kyoto");
    expect(kyoto?.parsed.subject).toBe("Lumacaの木製ハンドルについて");
    expect(kyoto?.parsed.text).toContain("漆を塗っても大丈夫でしょうか");
    expect(mailsOf("not-speaking")[0]?.parsed.subject).toContain("☕💔");
  });

  test("inline images by Content-ID, with a Content-Disposition and without", () => {
    const [rust] = mailsOf("rust");
    expect(rust?.parsed.attachments[0]).toMatchObject({ contentDisposition: "inline", cid: "tray.photo@inkwell.example" });
    const [gauge] = mailsOf("manometro");
    expect(gauge?.wire).toContain("cid:image001.png@01DC4A7E.3B1F9A20");
    expect(gauge?.wire).not.toContain("Content-Disposition");
    expect(gauge?.parsed.attachments[0]?.cid).toBe("image001.png@01DC4A7E.3B1F9A20");
  });

  test("a whole mail inside a mail", () => {
    const [attached] = mailsOf("forwarded")[0]?.parsed.attachments ?? [];
    expect(attached?.contentType).toBe("message/rfc822");
    expect(attached?.content.toString()).toContain("address does not exist (E17)");
  });

  test("hostile HTML brings every trick it promises", () => {
    const html = String(mailsOf("crook")[0]?.parsed.html);
    for (const trick of ["<script", "onerror=", "onload=", "javascript:", "<form", "<iframe", 'http-equiv="refresh"', "<base"]) {
      expect(html).toContain(trick);
    }
  });

  test("broken MIME is broken, and still readable at the top", () => {
    const [broken] = mailsOf("broken");
    expect(broken?.wire).not.toContain("--=_scan--");
    expect(broken?.wire).toContain("x-scanner-9000");
    expect(broken?.parsed.from?.value[0]?.address).toBe("scanner@oldmill-guesthouse.example");
  });
});

describe("the files", () => {
  test("are what their names say", () => {
    const files = mails.flatMap(({ parsed, story }) => (story.name === "broken" ? [] : parsed.attachments));
    const named = (extension: string) =>
      files.filter((file) => file.filename?.endsWith(`.${extension}`)).map(({ content }) => content);
    for (const extension of ["pdf", "csv", "png", "jpeg", "ics", "zip", "eml"])
      expect(named(extension), extension).not.toEqual([]);
    for (const pdf of named("pdf")) expectPdf(pdf);
    for (const png of named("png")) expectPng(png);
    for (const jpeg of named("jpeg")) expect(jpeg.toString("hex")).toMatch(/^ffd8ff.*ffd9$/);
    for (const ics of named("ics")) expect(ics.toString()).toMatch(/^BEGIN:VCALENDAR\r\n[^]*END:VCALENDAR\r\n$/);
    for (const archive of named("zip")) expect(archive.readUInt32LE(0)).toBe(0x04034b50);
  });

  test("a CSV keeps its accents and its semicolons", () => {
    const csv = mailsOf("rivenditore")[0]?.parsed.attachments[0];
    expect(csv?.content.toString()).toContain("codice;articolo;quantità");
  });

  test("job applications bring CVs", () => {
    const applications = stories.filter(({ inboxes }) => inboxes[0] === "jobs");
    expect(applications.length).toBeGreaterThanOrEqual(4);
    for (const { name } of applications)
      expect(mailsOf(name)[0]?.parsed.attachments[0]?.contentType, name).toBe("application/pdf");
  });

  test("at least one of our answers carries a file", () => {
    expect(stories.some(({ steps }) => steps.some((step) => step.kind === "answer" && step.files?.length))).toBe(true);
  });
});

describe("time and quotes", () => {
  test("workdays skip the weekend, minutes do not", () => {
    const monday = new Date("2026-03-16T10:00:00");
    expect(momentOf("1 workday ago 09:40", monday).toDateString()).toBe("Fri Mar 13 2026");
    expect(momentOf("6 workdays ago 09:40", monday).toDateString()).toBe("Fri Mar 06 2026");
    expect(momentOf("40 minutes ago", monday)).toEqual(new Date("2026-03-16T09:20:00"));
    expect(() => momentOf("recently", monday)).toThrow("recently");
  });

  test("today's mails come after yesterday's, whatever the hour", () => {
    for (const clock of ["00:10", "09:00", "23:50"]) {
      const moment = new Date(`2026-03-18T${clock}:00`);
      expect(momentOf("350 minutes ago", moment).getTime()).toBeGreaterThan(momentOf("1 workday ago 17:59", moment).getTime());
    }
  });

  test.each([
    ["gmail", "es", "escribió:", "gmail_quote"],
    ["gmail", "it", "ha scritto:", "gmail_quote"],
    ["apple-mail", "en", "wrote:", 'blockquote type="cite"'],
    ["thunderbird", "es", "escribió:", "moz-cite-prefix"],
    ["outlook", "en", "From: Acme", "border-top:solid #E1E1E1"],
    ["outlook", "es", "De: Acme", "<b>Enviado:</b>"],
    ["outlook", "it", "Da: Acme", "<b>Oggetto:</b>"],
  ] as const)("%s quotes in %s as it does", (client, language, lead, mark) => {
    const { text, html } = quote(client, language, "Gracias & <hasta> luego", ours(2));
    expect(text).toContain(lead);
    expect(text).toContain("Gracias & <hasta> luego");
    expect(html).toContain("Gracias &amp; &lt;hasta&gt; luego");
    expect(html).toContain(mark);
  });
});

/** All mails of a story as the play sends them, each answering what came before. */
async function readStory(story: Story): Promise<Read[]> {
  const read: Read[] = [];
  let before: Answered | undefined;
  for (const [index, step] of story.steps.entries()) {
    if (step.kind === "answer") before = ours(index, before, story);
    if (step.kind !== "mail" && step.kind !== "eml") continue;
    const composed = await composeMail(story, index, now, before);
    read.push({ story, step, composed, wire: composed.raw.toString("latin1"), parsed: await simpleParser(composed.raw) });
    before = composed.asAnswered;
  }
  return read;
}

/** What the outbox would say about an answer of ours. */
function ours(index: number, before?: Answered, story?: Story): Answered {
  const at = momentOf("30 minutes ago", now);
  const subject = before?.subject.startsWith("Re:") ? before.subject : `Re: ${before?.subject ?? "La palanca"}`;
  return {
    isOurs: true,
    messageId: `<ses-${index}@email.amazonses.com>`,
    references: before ? [before.messageId] : [],
    replyTo: replyAddress,
    name: "Acme",
    address: `${story?.inboxes[0] ?? "support"}@acme.test`,
    to: before?.address ?? "ines.vidal@casavidal.example",
    subject,
    at,
    text: "Buenos días:\n\nno es usted.",
    html: "<p>Buenos días:</p><p>no es usted.</p>",
  };
}

function storyNamed(name: string): Story {
  const story = stories.find((one) => one.name === name);
  if (!story) throw new Error(`no story is called ${name}`);
  return story;
}

function mailsOf(name: string): Read[] {
  return mails.filter(({ story }) => story === storyNamed(name));
}

/** Every object begins where the cross-reference table says (ISO 32000-1 section 7.5.4). */
function expectPdf(pdf: Buffer): void {
  const text = pdf.toString("latin1");
  const start = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)?.[1]);
  expect(text.slice(start, start + 4)).toBe("xref");
  const offsets = [...text.slice(start).matchAll(/^(\d{10}) 00000 n $/gm)].map(([, offset]) => Number(offset));
  expect(offsets.length).toBeGreaterThanOrEqual(6);
  for (const [index, offset] of offsets.entries()) expect(text.slice(offset)).toMatch(new RegExp(`^${index + 1} 0 obj`));
}

function expectPng(png: Buffer): void {
  expect(png.subarray(0, 8).toString("latin1")).toBe("\x89PNG\r\n\x1a\n");
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const dataSize = png.readUInt32BE(33);
  expect(inflateSync(png.subarray(41, 41 + dataSize)).length).toBe(height * (1 + width * 3));
}
