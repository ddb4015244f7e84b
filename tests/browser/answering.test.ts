// Who gets a reply, seen or unseen, and what it quotes: chosen with the keyboard, shown before it goes, and so it goes out.
import { join } from "node:path";
import type { Page } from "playwright-core";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { signIn } from "../helpers/api.ts";
import { textMail } from "../helpers/text-mail.ts";
import { openStage, type Stage } from "./page.ts";
import { button, editor, gone, message, open, send, startReply } from "./parts.ts";

let stage: Stage;
let subject: string;
let count = 0;

beforeAll(async () => {
  stage = await openStage();
  return () => stage.stop();
});

/** Lucía asked, with Marco in Cc; Beto answered, and noted something; she wrote again. */
beforeEach(async () => {
  subject = `Answering ${++count}`;
  const messageId = `answering-${count}@client.example`;
  const arrives = (mail: Parameters<typeof textMail>[0]) =>
    stage.platform.deliver(textMail({ subject, cc: "Marco <marco@client.example>", ...mail }), { to: "support@acme.test" });
  await arrives({ messageId, text: "It makes a noise." });
  const beto = await signIn(stage.platform.url, "beto@acme.test");
  const { conversation } = await beto.find(subject);
  await beto.reply(conversation, "<p>Since when?</p>", { cc: ["marco@client.example"] });
  await beto.post(`/conversations/${conversation.id}/notes`, { text: "Probably dropped it." });
  await arrives({ messageId: `again-${messageId}`, inReplyTo: messageId, text: "Since May." });
  await stage.platform.idle();
});

async function opened(options: Parameters<Stage["openAs"]>[1] = {}): Promise<Page> {
  const page = await stage.openAs("ana@acme.test", options);
  await open(page, subject);
  await message(page, "Since May.").waitFor();
  return page;
}

/** For a person to look at, when they name a folder in SCREENSHOTS. */
async function shot(page: Page, name: string): Promise<void> {
  if (process.env.SCREENSHOTS) await page.screenshot({ path: join(process.env.SCREENSHOTS, `${name}.png`) });
}

const bcc = (page: Page) => page.getByRole("textbox", { name: "Bcc" });
const quoting = (page: Page) => page.getByRole("combobox", { name: "What is quoted below" });
const showQuote = (page: Page) => button(page, "Show what will be quoted below").click();

async function lastSent() {
  await stage.platform.idle();
  const mail = (await stage.platform.outbox()).findLast((one) => one.subject === `Re: ${subject}`);
  return { mail, raw: await stage.platform.original(mail) };
}

describe("a reply", () => {
  test("goes unseen to who is in Bcc, and quotes what was chosen", { timeout: 60_000 }, async () => {
    const page = await opened();
    await startReply(page, "It is under warranty.");
    await page.keyboard.press("Control+Shift+B");
    await bcc(page).waitFor();
    await page.keyboard.type("boss@acme-group.example,");
    await page.getByText("Not on the answered mail: boss@acme-group.example").waitFor();
    expect(await editor(page).locator("strong").count()).toBe(0);

    await quoting(page).selectOption("all");
    await showQuote(page);
    const composer = page.getByRole("region", { name: "Write" });
    await composer.getByText("It makes a noise.").waitFor();
    expect(await composer.getByText("Probably dropped it.").count()).toBe(0);
    await shot(page, "bcc-and-quote");

    // All of it is still there after a reload.
    await page.getByText("Draft saved").waitFor();
    await page.reload();
    await editor(page).waitFor();
    expect(await quoting(page).inputValue()).toBe("all");
    await button(page, /Change the recipients$/)
      .filter({ hasText: "Bcc boss@acme-group.example" })
      .waitFor();

    await send(page);
    await gone(editor(page));
    const { mail, raw } = await lastSent();
    expect(mail).toMatchObject({ to: ["lucia@client.example"], cc: ["marco@client.example"], bcc: ["boss@acme-group.example"] });
    for (const text of ["> Since May.", ">> Since when?", ">> It makes a noise."]) expect(raw).toContain(text);
    expect(raw).not.toMatch(/boss|dropped/);

    const card = page.getByRole("article", { name: /^Message from Ana/ });
    await card.getByRole("button", { name: /^to Lucía and 2 others/ }).click();
    await card.getByRole("definition").filter({ hasText: "boss@acme-group.example" }).waitFor();
    await page.context().close();
  });

  test("goes to all by R and to the sender alone by Shift R, and says who is left out", { timeout: 60_000 }, async () => {
    const page = await opened();
    await page.keyboard.press("r");
    await editor(page).waitFor();
    expect(await button(page, "Reply to all").getAttribute("aria-pressed")).toBe("true");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Shift+R");
    await page.getByText("Left out: Marco").waitFor();
    await button(page, "Reply to all").click();
    await gone(page.getByText("Left out: Marco"));
    await button(page, "Reply to the sender").click();
    await quoting(page).selectOption("nothing");
    await editor(page).click();
    await page.keyboard.type("Between us.");
    await send(page);
    await gone(editor(page));
    const { mail, raw } = await lastSent();
    expect(mail).toMatchObject({ to: ["lucia@client.example"], cc: [], bcc: [] });
    expect(raw).not.toContain("Since May.");
    await page.context().close();
  });

  test.each(["light", "dark"] as const)("fits on a phone, %s", { timeout: 60_000 }, async (colorScheme) => {
    const page = await opened({ colorScheme, viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
    await startReply(page, "It is under warranty.");
    await button(page, /Change the recipients$/).click();
    await button(page, "Bcc").click();
    await bcc(page).fill("boss@acme-group.example");
    await bcc(page).press("Enter");
    await quoting(page).selectOption("all");
    await showQuote(page);
    await page.getByText(/Notes are never quoted/).waitFor();
    await shot(page, `phone-${colorScheme}-top`);
    await quoting(page).scrollIntoViewIfNeeded();
    await page.getByRole("region", { name: "Write" }).getByText("It makes a noise.").scrollIntoViewIfNeeded();
    await shot(page, `phone-${colorScheme}-quote`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await page.context().close();
  });
});

test("nothing complained on the way", () => expect(stage.problems()).toEqual([]));
