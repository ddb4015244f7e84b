// Writing and sending: the draft that is never lost, the guard before sending, the recipients, the note that is no mail.
import { fireEvent, screen, waitFor, within } from "@solidjs/testing-library";
import { describe, expect, test, vi } from "vitest";
import { refusal } from "../helpers/fake-api.ts";
import { ana, beto, change, note, received } from "./entries.ts";
import { press } from "./open-pane.tsx";
import { begunWith, editor, entries, open, pane, replies, send, takeReplies, write } from "./replying.tsx";

vi.mock("../../../web/src/composer/editor.ts", async () => await import("./fake-editor.ts"));

const drafts = () => Object.keys(localStorage).filter((name) => name.startsWith("draft:"));

describe("sending", () => {
  test("posts what is on screen with the version that was seen, and shows it", async () => {
    open();
    takeReplies();
    await write("Two new cups are on their way.");
    send();
    expect(await screen.findByText("it went out")).toBeTruthy();
    expect(replies()[0]?.body).toEqual({
      html: "<p>Two new cups are on their way.</p>",
      to: [{ name: "Lucía Fernández", address: "lucia@example.com" }],
      cc: [],
      quoting: "last",
      attachments: [],
      version: 2,
    });
    expect(replies()[0]?.headers.get("idempotency-key")).toBeTruthy();
    await waitFor(() => expect(screen.queryByRole("textbox")).toBeNull());
    expect(drafts()).toEqual([]);
  });

  test("by Ctrl+Enter, and by Ctrl+Shift+Enter with closing", async () => {
    open();
    takeReplies();
    await write("Done");
    fireEvent.keyDown(await editor(), { key: "Enter", ctrlKey: true, shiftKey: true });
    await waitFor(() => expect(pane.server.called(/^PUT .*\/closure$/u)).toHaveLength(1));
    expect(replies()).toHaveLength(1);
  });

  test("that fails keeps the text, and trying again uses the same key", async () => {
    open();
    pane.server.on(/^POST .*\/replies$/u, () => refusal(400, "reply.recipient-own", "That is one of our own addresses."));
    await write("Text that must not be lost");
    send();
    expect(await screen.findByText(/That is one of our own addresses/)).toBeTruthy();
    expect((await editor()) as HTMLTextAreaElement).toHaveProperty("value", "Text that must not be lost");
    takeReplies();
    send();
    await waitFor(() => expect(replies()).toHaveLength(2));
    expect(replies()[0]?.headers.get("idempotency-key")).toBe(replies()[1]?.headers.get("idempotency-key"));
  });

  test("twice in a row sends once", async () => {
    open();
    takeReplies();
    await write("Once");
    const button = screen.getByRole("button", { name: "Send" });
    fireEvent.click(button);
    fireEvent.click(button);
    await screen.findByText("it went out");
    expect(replies()).toHaveLength(1);
  });
});

describe("the guard", () => {
  const stale = () => refusal(409, "reply.stale", "Something new happened.");

  test("stops when a mail came in meanwhile, shows it, and sends only when asked", async () => {
    open();
    pane.server.on(/^POST .*\/replies$/u, ({ body }) => {
      if ((body as { version: number }).version < 3) {
        entries.push(received(9, { text: "Wait, three cups" }));
        return stale();
      }
      return Response.json({ id: "msg_x", version: 4 }, { status: 201 });
    });
    await write("Two cups");
    send();
    const banner = (await screen.findByText(/Your reply has not been sent/)).closest("[role=alert]");
    expect(await within(banner as HTMLElement).findByText("Lucía Fernández wrote: Wait, three cups")).toBeTruthy();
    expect(replies()).toHaveLength(1);
    fireEvent.click(screen.getByRole("button", { name: "Send anyway" }));
    await waitFor(() => expect(replies()).toHaveLength(2));
    expect(replies()[1]?.body).toMatchObject({ version: 3, html: "<p>Two cups</p>" });
  });

  test("knows of news that are on screen already, without asking the server", async () => {
    open();
    await write("Two cups");
    entries.push(note(9, "Do not send anything yet", ana));
    await pane.refetch();
    await screen.findByText("Do not send anything yet");
    send();
    expect(await screen.findByText(/Ana Torres added a note: Do not send anything yet/)).toBeTruthy();
    expect(replies()).toHaveLength(0);
    fireEvent.click(screen.getByRole("button", { name: "Review" }));
    expect(screen.queryByText(/Your reply has not been sent/)).toBeNull();
  });

  test("does not stop for what I did myself", async () => {
    open();
    pane.server.on(/^POST .*\/replies$/u, ({ body }) => {
      if ((body as { version: number }).version < 3) {
        entries.push(change(9, { name: "conversation.reopened" }, beto));
        return stale();
      }
      return Response.json({ id: "msg_x", version: 4 }, { status: 201 });
    });
    await write("Two cups");
    send();
    await waitFor(() => expect(replies()).toHaveLength(2));
    expect(screen.queryByText(/Your reply has not been sent/)).toBeNull();
  });
});

describe("the draft", () => {
  test("is there after a reload, without taking the focus", async () => {
    open();
    await write("Half a sentence");
    pane.reload();
    expect(await editor()).toHaveProperty("value", "Half a sentence");
    expect(document.activeElement).toBe(document.body);
    expect(drafts()).toHaveLength(1);
  });

  test("survives Escape", async () => {
    open();
    await write("Half a sentence");
    const area = await editor();
    area.focus();
    press("Escape");
    expect(document.activeElement).toBe(document.body);
    expect(await editor()).toHaveProperty("value", "Half a sentence");
  });

  test("of a note and of a reply are two", async () => {
    open();
    await write("For the customer");
    fireEvent.click(screen.getByRole("button", { name: "Note" }));
    fireEvent.input(await screen.findByRole("textbox", { name: "Text of the note" }), { target: { value: "For us" } });
    fireEvent.click(screen.getByRole("button", { name: "Reply" }));
    expect(await editor()).toHaveProperty("value", "For the customer");
    pane.reload();
    expect(await editor()).toHaveProperty("value", "For the customer");
    expect(drafts()).toHaveLength(2);
  });
});

describe("recipients", () => {
  test("that cannot be written to block the sending until they are mended", async () => {
    open();
    await write("Hello");
    fireEvent.click(screen.getByRole("button", { name: /Change the recipients$/ }));
    const to = screen.getByRole("textbox", { name: "To" });
    fireEvent.input(to, { target: { value: "nobody@nowhere" } });
    fireEvent.keyDown(to, { key: "Enter" });
    expect(screen.getByRole("button", { name: "nobody@nowhere is not a valid address" })).toBeTruthy();
    expect(screen.getByRole("button", { name: "Send" })).toHaveProperty("disabled", true);
    expect(screen.getByText("Correct the red address")).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Remove nobody@nowhere" }));
    expect(screen.getByRole("button", { name: "Send" })).toHaveProperty("disabled", false);
  });

  test("none at all block it, too", async () => {
    open();
    await write("Hello");
    fireEvent.click(screen.getByRole("button", { name: /Change the recipients$/ }));
    fireEvent.click(screen.getByRole("button", { name: "Remove lucia@example.com" }));
    expect(screen.getByText("Add a recipient")).toBeTruthy();
    expect(screen.getByRole("button", { name: "Send" })).toHaveProperty("disabled", true);
  });

  test("pasted by the dozen become chips", async () => {
    open();
    await write("Hello");
    fireEvent.click(screen.getByRole("button", { name: /Change the recipients$/ }));
    fireEvent.click(screen.getByRole("button", { name: "Cc" }));
    const cc = screen.getByRole("textbox", { name: "Cc" });
    const paste = new Event("paste", { bubbles: true, cancelable: true });
    Object.defineProperty(paste, "clipboardData", { value: { getData: () => "Ana <ana@x.test>, b@x.test\nc@x.test" } });
    cc.dispatchEvent(paste);
    const group = screen.getByRole("group", { name: "Cc" });
    expect(within(group).getAllByRole("button", { name: /^Remove/ })).toHaveLength(3);
  });
});

describe("questions before sending", () => {
  test("a mail that speaks of an attachment and has none asks once", async () => {
    open();
    takeReplies();
    await write("Te adjunto la factura");
    send();
    expect(await screen.findByText(/nothing is attached/)).toBeTruthy();
    expect(replies()).toHaveLength(0);
    fireEvent.click(screen.getByRole("button", { name: "Send anyway" }));
    await waitFor(() => expect(replies()).toHaveLength(1));
  });

  test("a reply right after a colleague's note warns, after one's own it does not", async () => {
    begunWith(received(0), note(1, "Who takes this?", ana));
    open();
    await write("I do");
    expect(screen.getByText(/The last entry is a note from Ana Torres/)).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Reply to the customer" }));
    expect(screen.queryByText(/The last entry is a note/)).toBeNull();
    pane.close();
    begunWith(received(0), note(1, "Mine", beto));
    open();
    await write("I do");
    expect(screen.queryByText(/The last entry is a note/)).toBeNull();
  });
});

describe("a note", () => {
  test("is posted as text, and its draft goes", async () => {
    open();
    pane.server.on(/^POST .*\/notes$/u, () => {
      entries.push(note(9, "She called", beto));
      return Response.json({ id: "not_x", version: 3 }, { status: 201 });
    });
    await screen.findByRole("button", { name: /^Note/ });
    press("n");
    const area = await screen.findByRole("textbox", { name: "Text of the note" });
    fireEvent.input(area, { target: { value: "She called" } });
    fireEvent.keyDown(area, { key: "Enter", ctrlKey: true });
    await waitFor(() => expect(pane.server.called(/^POST .*\/notes$/u)[0]?.body).toEqual({ text: "She called" }));
    expect(await screen.findByText("She called")).toBeTruthy();
    await waitFor(() => expect(drafts()).toEqual([]));
  });
});
