// A reply as a person writes it: the pane is opened, words are typed, Send is pressed, and the server takes it. Each test begins anew.
import { fireEvent, screen } from "@solidjs/testing-library";
import { afterEach, beforeEach } from "vitest";
import type { ConversationPage, EntryView } from "../../../functions/api/views.ts";
import { beto, pageOf, received, sent } from "./entries.ts";
import { type OpenPane, openPane, press } from "./open-pane.tsx";

export let pane: OpenPane;
/** What is in the conversation; a mail of Lucía's to begin with. */
export let entries: EntryView[];

beforeEach(() => {
  localStorage.clear();
  entries = [received(0)];
});
afterEach(() => pane.close());

export function begunWith(...all: EntryView[]): void {
  entries = all;
}

/** @param page for a conversation about which the server says something special */
export function open(page = () => pageOf([...entries], { version: entries.length + 1 })): void {
  pane = openPane(page);
}

/** With this about the answer, as the server proposes it. */
export function openWith(answer: Partial<ConversationPage["answer"]>): void {
  open(() => {
    const page = pageOf([...entries], { version: 2 });
    return { ...page, answer: { ...page.answer, ...answer } };
  });
}

export const editor = () => screen.findByRole("textbox", { name: "Text of the reply" });

export async function write(text: string): Promise<void> {
  await screen.findByRole("button", { name: /^Reply to/ });
  press("r");
  fireEvent.input(await editor(), { target: { value: text } });
}

export const send = () => fireEvent.click(screen.getByRole("button", { name: "Send" }));

/** Replies are taken from now on, and stand in the conversation. */
export function takeReplies(): void {
  pane.server.on(/^POST .*\/replies$/u, () => {
    entries.push(sent(50, { by: beto, text: "it went out" }));
    return Response.json({ id: sent(50).id, version: entries.length + 1 }, { status: 201 });
  });
}

/** The calls that sent one. */
export const replies = () => pane.server.called(/^POST .*\/replies$/u);
