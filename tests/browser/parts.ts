// The parts of the page by the names that people and screen readers know them by.
import type { FrameLocator, Locator, Page, Route } from "playwright-core";
import { expect } from "vitest";

export const patience = { timeout: 10_000, interval: 50 };

/** A conversation's row in the list. */
export function row(page: Page, subject: string): Locator {
  return page.getByRole("row").filter({ has: page.getByText(subject, { exact: true }) });
}

/** Opens a conversation as a reader does: by a click on its row. */
export async function open(page: Page, subject: string): Promise<void> {
  await row(page, subject).click();
  await heading(page, subject).waitFor();
}

export function heading(page: Page, subject: string): Locator {
  return page.getByRole("heading", { level: 2, name: subject, exact: true });
}

/** The open conversation. */
export function conversation(page: Page): Locator {
  return page.getByRole("article", { name: "Conversation" });
}

/** The message that says this, ours or theirs. */
export function message(page: Page, text: string): Locator {
  return page.getByRole("article", { name: /^Message from / }).filter({ hasText: text });
}

export function note(page: Page, text: string): Locator {
  return page.getByRole("article", { name: /^Internal note by / }).filter({ hasText: text });
}

/** Where a mail's HTML is shown. */
export function mailFrame(page: Page): FrameLocator {
  return page.frameLocator("iframe[title^='Message from ']");
}

export function editor(page: Page): Locator {
  return page.getByRole("textbox", { name: "Text of the reply" });
}

export function noteField(page: Page): Locator {
  return page.getByRole("textbox", { name: "Text of the note" });
}

export function button(page: Page, name: string | RegExp): Locator {
  return page.getByRole("button", { name, exact: typeof name === "string" });
}

/** Opens the reply and types, without sending. */
export async function startReply(page: Page, text: string): Promise<void> {
  await button(page, /^Reply to /).click();
  await editor(page).click();
  await page.keyboard.type(text);
}

export async function send(page: Page): Promise<void> {
  await button(page, "Send").click();
}

export async function addNote(page: Page, text: string): Promise<void> {
  await button(page, /^Note\b/).click();
  await noteField(page).fill(text);
  await button(page, /^Add note/).click();
  await note(page, text).waitFor();
}

export async function gone(part: Locator): Promise<void> {
  await part.waitFor({ state: "hidden" });
}

/** Waits until something that is not on the page, such as the outbox, is as expected. */
export function eventually<Value>(read: () => Promise<Value>) {
  return expect.poll(read, patience);
}

/** Keeps every request to that address waiting until the returned function is called, then lets `answer` see to it. */
export async function hold(page: Page, address: string, answer = (route: Route) => route.continue()): Promise<() => void> {
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(address, (route) => released.then(() => answer(route)));
  return () => release();
}
