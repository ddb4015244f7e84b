// Whatever strangers write into a name, a subject or a filename is shown as they wrote it, and never becomes a part of the page.
import type { Locator, Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { signIn } from "../helpers/api.ts";
import { openStage, type Stage } from "./page.ts";
import { addNote, button, conversation, heading, message, note, row } from "./parts.ts";
import { richMail } from "./rich-mail.ts";

let stage: Stage;
let page: Page;

beforeAll(async () => {
  stage = await openStage();
  page = await stage.openAs("ana@acme.test");
  return () => stage.stop();
});

const hostile = [
  { name: "an image", text: "<img src=x onerror=top.ran=1>" },
  { name: "a script", text: "</title><script>top.ran=1</script>" },
  { name: "the end of an attribute", text: `"'><svg onload=top.ran=1>` },
  { name: "a template", text: "{{constructor.constructor('top.ran=1')()}} ${top.ran=1}" },
  { name: "a link", text: "javascript:top.ran=1" },
  { name: "entities", text: "&lt;img src=x onerror=top.ran=1&gt; &amp;" },
];

test.each(hostile)("$name in names, subject, text and filename", async ({ text }) => {
  const subject = `Subject ${text}`;
  await stage.platform.deliver(
    await richMail({
      from: { name: `Sender ${text}`, address: "lucia@client.example" },
      replyTo: { name: `Answers ${text}`, address: "answers@other.example" },
      cc: { name: `Copy ${text}`, address: "copy@client.example" },
      subject,
      text: `Text ${text}`,
      attachments: [{ filename: `File ${text}.txt`, contentType: "text/plain", content: "x" }],
    }),
    { to: "support@acme.test" },
  );
  await page.goto("/inbox/all/open");
  await shows(row(page, subject), subject, `Sender ${text}`, `Text ${text}`);
  await row(page, subject).click();
  await heading(page, subject).waitFor();
  expect(await page.title()).toContain(subject);

  const card = message(page, `Text ${text}`);
  await card.getByRole("button", { name: /^to / }).click();
  await shows(card, `Sender ${text} <lucia@client.example>`, `Copy ${text} <copy@client.example>`, subject, "Answers");
  await shows(card.getByRole("list", { name: "1 attachment" }), ".txt");
  await button(page, /^Reply to /).click();
  await page.getByRole("button", { name: "Change the recipients" }).click();
  await shows(page.getByRole("group", { name: "Cc" }), `Copy ${text}`);
  await nothingRan();
});

test.each(hostile)("$name in a note and in what a server said when it refused our mail", async ({ text }) => {
  const subject = `Refusal ${text}`;
  await stage.platform.deliver(await richMail({ subject, text: "A question" }), { to: "support@acme.test" });
  const ana = await signIn(stage.platform.url, "ana@acme.test");
  await ana.reply((await ana.find(subject)).conversation, "<p>An answer</p>");
  await stage.platform.idle();
  const mail = (await stage.platform.outbox()).find((one) => one.subject === `Re: ${subject}`);
  await stage.platform.report(mail, { type: "bounce", reason: `550 5.1.1 ${text}` });

  await page.goto("/inbox/all/open");
  await row(page, subject).click();
  const sent = page.getByRole("article", { name: /^Message from Ana/ });
  await shows(sent, "Bounced", `550 5.1.1 ${text}`);
  await shows(conversation(page), `A message could not be delivered: 550 5.1.1 ${text}`);
  await addNote(page, `Note ${text}`);
  await shows(note(page, "Note"), `Note ${text}`);
  await nothingRan();
});

test("a content type, a charset and a date that are none", async () => {
  const mail = [
    "From: Lucía <lucia@client.example>",
    "Subject: Odd",
    "Date: <img src=x onerror=top.ran=1>",
    "MIME-Version: 1.0",
    'Content-Type: multipart/mixed; boundary="b"',
    "",
    "--b",
    'Content-Type: text/plain; charset="<script>top.ran=1</script>"',
    "",
    "An odd mail",
    "--b",
    'Content-Type: <img/src=x onerror=top.ran=1>; name="odd.bin"',
    "Content-Disposition: attachment",
    "",
    "x",
    "--b--",
    "",
  ];
  await stage.platform.deliver(mail.join("\n"), { to: "support@acme.test" });
  await page.goto("/inbox/all/open");
  await row(page, "Odd").click();
  await shows(message(page, "An odd mail"), "odd.bin");
  await nothingRan();
});

/** As it stands on the screen, to the letter; white space aside. */
async function shows(part: Locator, ...texts: string[]): Promise<void> {
  await part.waitFor();
  for (const text of texts)
    await expect.poll(async () => plain(await part.innerText()), { timeout: 5000 }).toContain(plain(text));
}

function plain(text: string): string {
  return text.replace(/[\s\u2066-\u2069]+/g, " ");
}

async function nothingRan(): Promise<void> {
  const found = await page.evaluate(() => ({
    ran: "ran" in globalThis,
    strangers: document.querySelectorAll("img[src=x], [onerror], [onload], body script, a[href^=javascript]").length,
  }));
  expect(found).toEqual({ ran: false, strangers: 0 });
  expect(stage.problems()).toEqual([]);
}
