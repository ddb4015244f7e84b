// What is being written is safe, and what is meant for colleagues stays with them.
import type { Page } from "playwright-core";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { signIn } from "../helpers/api.ts";
import { textMail } from "../helpers/text-mail.ts";
import { openStage, type Stage } from "./page.ts";
import { addNote, button, editor, gone, message, note, noteField, open, send, startReply } from "./parts.ts";

let stage: Stage;
let page: Page;
let subject: string;
let count = 0;

beforeAll(async () => {
  stage = await openStage();
  return () => stage.stop();
});

beforeEach(async () => {
  subject = `Draft ${++count}`;
  await stage.platform.deliver(textMail({ subject }), { to: "support@acme.test" });
  page = await stage.openAs("ana@acme.test");
  await open(page, subject);
  return () => page.context().close();
});

const colours = (part: ReturnType<typeof note>) =>
  part.evaluate((element) => {
    const { backgroundColor, borderTopColor } = getComputedStyle(element);
    return { backgroundColor, borderTopColor };
  });

describe("drafts", () => {
  test("a reply survives a reload, with its formatting", async () => {
    await startReply(page, "Half ");
    await page.keyboard.press("Control+b");
    await page.keyboard.type("a sentence");
    await page.getByText("Draft saved").waitFor();
    await page.reload();
    await editor(page).waitFor();
    expect(await editor(page).innerText()).toBe("Half a sentence");
    expect(await editor(page).locator("strong").innerText()).toBe("a sentence");
  });

  test("so does one that was typed in the very moment before", async () => {
    await startReply(page, "Just in time");
    await page.reload();
    expect(await editor(page).innerText()).toBe("Just in time");
  });

  test("so does a note, in its own field", async () => {
    await button(page, /^Note\b/).click();
    await noteField(page).fill("Not for the customer");
    await page.reload();
    await noteField(page).waitFor();
    expect(await noteField(page).inputValue()).toBe("Not for the customer");
    expect(await editor(page).count()).toBe(0);
  });

  test("each belongs to its conversation", async () => {
    const other = `${subject}, another`;
    await startReply(page, "For the first");
    await stage.platform.deliver(textMail({ subject: other }), { to: "support@acme.test" });
    await page.goto("/inbox/all/open");
    await open(page, other);
    await startReply(page, "For the second");
    await open(page, subject);
    expect(await editor(page).innerText()).toBe("For the first");
    await open(page, other);
    expect(await editor(page).innerText()).toBe("For the second");
  });

  test("one that was sent is gone", async () => {
    await startReply(page, "Sent and gone");
    await send(page);
    await gone(editor(page));
    await page.reload();
    await button(page, /^Reply to /).waitFor();
    expect(await page.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith("draft:")))).toEqual([]);
  });
});

describe("notes", () => {
  test("a note is yellow, has a lock and says what it is, while it is written and after", async () => {
    await button(page, /^Note\b/).click();
    await page.getByText("Only your team sees this").waitFor();
    const box = page.getByRole("region", { name: "Write" }).locator("> div");
    const boxColours = await colours(box);
    await noteField(page).fill("Ask the workshop.");
    await button(page, /^Add note/).click();
    const card = note(page, "Ask the workshop.");
    await card.getByText("Internal note", { exact: true }).waitFor();
    const cardColours = await colours(card);
    expect(cardColours.backgroundColor).toBe(boxColours.backgroundColor);
    expect(isYellow(cardColours.backgroundColor), cardColours.backgroundColor).toBe(true);
    expect(isYellow((await colours(message(page, "It makes a noise."))).backgroundColor)).toBe(false);
  });

  test("it goes to nobody: not by itself, and not in the reply that follows it", async () => {
    await addNote(page, "He is a difficult customer.");
    await stage.platform.idle();
    const ours = async () => (await stage.platform.outbox()).filter((mail) => mail.subject === `Re: ${subject}`);
    expect(await ours()).toEqual([]);
    await startReply(page, "Dear Lucía, we are looking into it.");
    await send(page);
    await gone(editor(page));
    await stage.platform.idle();
    const [mail, ...more] = await ours();
    expect(more).toEqual([]);
    expect(await stage.platform.original(mail)).not.toContain("difficult");
  });

  test("after a colleague's note, a reply asks whether it is meant for the customer", async () => {
    const beto = await signIn(stage.platform.url, "beto@acme.test");
    await beto.post(`/conversations/${(await beto.find(subject)).conversation.id}/notes`, { text: "What shall we say?" });
    await note(page, "What shall we say?").waitFor();
    await button(page, /^Reply to /).click();
    await page.getByText("The last entry is a note from Beto Núñez. This reply goes to the customer.").waitFor();
    await button(page, "Switch to note").click();
    await noteField(page).waitFor();
  });
});

/** More red and green than blue by a margin that an eye sees. */
function isYellow(colour: string): boolean {
  const channels = /^rgba?\((\d+), (\d+), (\d+)/.exec(colour)?.slice(1).map(Number) ?? [];
  const [red = 0, green = 0, blue = 0] = channels;
  return Math.min(red, green) - blue > 15;
}
