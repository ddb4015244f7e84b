// Putting right what ended in the wrong conversation, as a person does it: from the menus, with the dialogs.
import { fireEvent, screen, waitFor } from "@solidjs/testing-library";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { ConversationPage } from "../../../functions/api/views.ts";
import { conversations } from "../../../web/src/data/conversation-table.ts";
import { refusal } from "../helpers/fake-api.ts";
import { pageOf, received } from "./entries.ts";
import { type OpenPane, openPane } from "./open-pane.tsx";

vi.mock("../../../web/src/composer/editor.ts", async () => await import("./fake-editor.ts"));

let pane: OpenPane | undefined;
beforeEach(() => localStorage.clear());
afterEach(() => {
  pane?.close();
  conversations.forget("con_2");
});

const two = () => withHeader({ number: 7, messageCount: 2 });
const withHeader = (more: Partial<ConversationPage["conversation"]>): ConversationPage => {
  const page = pageOf([received(0), received(1)]);
  return { ...page, conversation: { ...page.conversation, ...more } };
};
const other = { ...withHeader({}).conversation, id: "con_2", number: 12, subject: "The same cups" };

async function open(name: string, menu = "More actions"): Promise<void> {
  const [button] = await screen.findAllByRole("button", { name: menu });
  fireEvent.pointerDown(button as Element, { button: 0, pointerType: "mouse" });
  fireEvent.pointerUp(button as Element, { button: 0, pointerType: "mouse" });
  fireEvent.click(button as Element);
  const item = await screen.findByRole("menuitem", { name: new RegExp(`^${name}`) });
  fireEvent.pointerDown(item, { button: 0, pointerType: "mouse" });
  fireEvent.pointerUp(item, { button: 0, pointerType: "mouse" });
  fireEvent.click(item);
}

describe("merging", () => {
  test("into one with the same contact, chosen from the list; then that one is shown", async () => {
    const shown = vi.fn();
    pane = openPane(two, "reply", shown);
    pane.server.on(/related$/u, () => ({ items: [other] }));
    await open("Merge into another conversation");
    fireEvent.click(await screen.findByRole("option", { name: /#12 The same cups/ }));
    await waitFor(() => expect(shown).toHaveBeenCalledWith("con_2"));
    expect(pane.server.called(/^PUT .*merger/u)).toMatchObject([
      { path: "/conversations/con_1/merger", body: { into: "con_2" } },
    ]);
    expect(await screen.findByText("Merged into #12 The same cups")).toBeTruthy();
  });

  test("by number, whether or not it is in the list", async () => {
    pane = openPane(two);
    pane.server.on(/related$/u, () => ({ items: [] }));
    pane.server.on(/^GET \/numbers\/12$/u, () => other);
    await open("Merge into another conversation");
    fireEvent.input(await screen.findByRole("combobox", { name: "Subject, person or #number" }), { target: { value: "#12" } });
    expect(await screen.findByRole("option", { name: /The same cups/ })).toBeTruthy();
  });

  test("that the server refuses says why, and stays here", async () => {
    const shown = vi.fn();
    pane = openPane(two, "reply", shown);
    pane.server.on(/related$/u, () => ({ items: [other] }));
    pane.server.on(/merger$/u, () => refusal(400, "merge.too-many", "At most 20 conversations can be merged into one."));
    await open("Merge into another conversation");
    fireEvent.click(await screen.findByRole("option", { name: /The same cups/ }));
    expect(await screen.findByText(/At most 20 conversations/)).toBeTruthy();
    expect(shown).not.toHaveBeenCalled();
  });

  test("one that is part of another says so, leads there, can be taken out, and takes no reply", async () => {
    const shown = vi.fn();
    const merger = { into: "con_2", by: { kind: "member", id: "mem_ana", name: "Ana" }, at: other.createdAt } as const;
    pane = openPane(() => withHeader({ merger }), "reply", shown);
    pane.server.on(/^GET \/conversations\/con_2$/u, () => ({ ...two(), conversation: other }));
    expect(await screen.findByText("This is part of #12 The same cups")).toBeTruthy();
    expect(screen.queryByRole("button", { name: /^Reply to/ })).toBeNull();
    fireEvent.click(screen.getByRole("button", { name: "Open" }));
    expect(shown).toHaveBeenCalledWith("con_2");
    fireEvent.click(screen.getByRole("button", { name: "Take out again" }));
    await waitFor(() =>
      expect(pane?.server.called(/^DELETE .*merger/u)).toMatchObject([{ path: "/conversations/con_1/merger" }]),
    );
  });
});

test("one that goes on with another, and one that goes on elsewhere, say so and lead there", async () => {
  const shown = vi.fn();
  const follows = { conversationId: "con_0", number: 1041, subject: "The grinder" };
  const followedBy = { conversationId: "con_9", subject: "" };
  pane = openPane(() => withHeader({ follows, followedBy }), "read", shown);
  expect(await screen.findByText("Continues #1041 The grinder")).toBeTruthy();
  expect(screen.getByText("Goes on in (no subject)")).toBeTruthy();
  for (const button of screen.getAllByRole("button", { name: "Open" })) fireEvent.click(button);
  expect(shown.mock.calls).toEqual([["con_0"], ["con_9"]]);
  expect(pane.server.called(/con_(0|9)/u)).toEqual([]);
});

test("put together again, they are named once", async () => {
  pane = openPane(() => withHeader({ follows: { conversationId: "con_2", subject: "Cups" }, mergedIds: ["con_2"] }));
  pane.server.on(/^GET \/conversations\/con_2$/u, () => ({ ...two(), conversation: other }));
  expect(await screen.findByText("#12 The same cups was merged into this")).toBeTruthy();
  expect(screen.queryByText(/^Continues/)).toBeNull();
});

test("a message goes to a conversation of its own, and that one is shown", async () => {
  const shown = vi.fn();
  pane = openPane(two, "reply", shown);
  pane.server.on(/related$/u, () => ({ items: [] }));
  pane.server.on(/^POST .*splits$/u, () => ({ id: "con_3", version: 1 }));
  await screen.findByText("received at 1");
  await open("Move this message elsewhere", "More about this message");
  fireEvent.click(await screen.findByRole("button", { name: "To a new conversation" }));
  await waitFor(() => expect(shown).toHaveBeenCalledWith("con_3"));
  expect(pane.server.called(/splits$/u)[0]?.body).toEqual({ messageIds: [received(0).id] });
});

test("what else was possible is said on the message, with the way there", async () => {
  const tied = { ...received(1), candidates: [{ conversationId: "con_2", id: "a@b" }] };
  pane = openPane(() => ({ ...two(), entries: [received(0), tied] }));
  pane.server.on(/^GET \/conversations\/con_2$/u, () => ({ ...two(), conversation: other }));
  const link = await screen.findByRole("link", { name: "#12 The same cups" });
  expect(link.getAttribute("href")).toBe("/c/con_2");
});

test("a message under another subject asks whether it belongs here", async () => {
  pane = openPane(() => ({ ...two(), entries: [received(0), { ...received(1), isNewSubject: true }] }));
  expect(await screen.findByText("The subject changed: does this belong here?")).toBeTruthy();
});

test("subject and contact are corrected", async () => {
  pane = openPane(two);
  await open("Correct the subject");
  fireEvent.input(await screen.findByRole("textbox", { name: "Subject" }), { target: { value: " Three cups " } });
  fireEvent.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(pane?.server.called(/subject$/u)[0]?.body).toEqual({ subject: "Three cups" }));
});

test("who may only read is offered none of it", async () => {
  pane = openPane(two, "read");
  const [button] = await screen.findAllByRole("button", { name: "More actions" });
  fireEvent.click(button as Element);
  expect(screen.queryByRole("menuitem", { name: /^Merge/ })).toBeNull();
});
