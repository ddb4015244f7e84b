// Who gets a reply, seen or unseen, and what it quotes: proposed, changed, kept with the draft, and sent as it is on screen.
import { fireEvent, screen, waitFor } from "@solidjs/testing-library";
import { describe, expect, test, vi } from "vitest";
import { refusal } from "../helpers/fake-api.ts";
import { received, sent } from "./entries.ts";
import { press } from "./open-pane.tsx";
import { begunWith, editor, open, openWith, pane, replies, send, takeReplies, write } from "./replying.tsx";

vi.mock("../../../web/src/composer/editor.ts", async () => await import("./fake-editor.ts"));

describe("who was on the answered mail", () => {
  const marco = { name: "Marco", address: "marco@example.com" };
  const eva = { name: "", address: "eva@example.com" };
  const aliases = ["support@acme.test", "help@acme.test"];
  const sentBody = async () => {
    takeReplies();
    send();
    await waitFor(() => expect(replies()).toHaveLength(1));
    return replies()[0]?.body as Record<string, unknown>;
  };

  test("is answered as a whole, or the sender alone, by choice", async () => {
    openWith({ cc: [marco] });
    await write("Hello");
    expect(screen.getByRole("button", { name: "Reply to all" }).getAttribute("aria-pressed")).toBe("true");
    fireEvent.click(screen.getByRole("button", { name: "Reply to the sender" }));
    expect(screen.getByText("Left out: Marco")).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Reply to all" }));
    expect(screen.queryByText(/Left out/)).toBeNull();
    fireEvent.click(screen.getByRole("button", { name: "Reply to the sender" }));
    expect(await sentBody()).toMatchObject({ cc: [], to: [{ address: "lucia@example.com" }] });
  });

  test("is answered by Shift R to the sender alone, and by R as a whole again", async () => {
    openWith({ cc: [marco] });
    await screen.findByRole("button", { name: /^Reply to/ });
    press("R", { shiftKey: true });
    await editor();
    expect(screen.getByText("Left out: Marco")).toBeTruthy();
    expect(screen.getByRole("button", { name: "Reply to the sender" }).getAttribute("aria-pressed")).toBe("true");
    fireEvent.click(screen.getByRole("button", { name: /^Leave/ }));
    press("r");
    await editor();
    expect(screen.getByRole("button", { name: "Reply to all" }).getAttribute("aria-pressed")).toBe("true");
    fireEvent.click(screen.getByRole("button", { name: /^Leave/ }));
    press("R", { shiftKey: true });
    fireEvent.input(await editor(), { target: { value: "Between us" } });
    fireEvent.click(screen.getByRole("button", { name: /^Leave/ }));
    // What is begun goes on to whom it was meant for.
    press("r");
    await editor();
    expect(await sentBody()).toMatchObject({ cc: [], to: [{ address: "lucia@example.com" }] });
  });

  test("is named when left out, and so is who was not on it", async () => {
    openWith({ leftOut: [eva] });
    await write("Hello");
    expect(screen.getByText("Left out: eva@example.com")).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: /Change the recipients$/ }));
    fireEvent.click(screen.getByRole("button", { name: "Cc" }));
    const cc = screen.getByRole("textbox", { name: "Cc" });
    fireEvent.input(cc, { target: { value: "boss@elsewhere.test, eva@example.com" } });
    fireEvent.keyDown(cc, { key: "Enter" });
    expect(screen.getByText("Not on the answered mail: boss@elsewhere.test")).toBeTruthy();
    expect(screen.queryByText(/Left out/)).toBeNull();
  });

  test("gets the answer from the address that was written to, or from another of the inbox's", async () => {
    openWith({ aliases, from: { name: "Acme Support", address: "help@acme.test" } });
    await write("Hello");
    fireEvent.click(screen.getByRole("button", { name: /Change the recipients$/ }));
    const from = screen.getByRole<HTMLSelectElement>("combobox", { name: "From" });
    expect(from.value).toBe("help@acme.test");
    fireEvent.change(from, { target: { value: "support@acme.test" } });
    expect(await sentBody()).toMatchObject({ from: "support@acme.test" });
  });

  test("is answered from the proposed address without its being sent along", async () => {
    openWith({ aliases });
    await write("Hello");
    expect(await sentBody()).not.toHaveProperty("from");
  });
});

describe("Bcc", () => {
  const field = () => screen.getByRole("textbox", { name: "Bcc" });
  const type = (address: string) => {
    fireEvent.input(field(), { target: { value: address } });
    fireEvent.keyDown(field(), { key: "Enter" });
  };

  test("has a link beside Cc, takes the focus, and goes out as such", async () => {
    open();
    takeReplies();
    await write("Hello");
    expect(screen.queryByRole("textbox", { name: "Bcc" })).toBeNull();
    fireEvent.click(screen.getByRole("button", { name: /Change the recipients$/ }));
    fireEvent.click(screen.getByRole("button", { name: "Bcc" }));
    await waitFor(() => expect(document.activeElement).toBe(field()));
    expect(screen.queryByRole("button", { name: "Bcc" })).toBeNull();
    type("Boss <boss@example.com>");
    expect(screen.getByText("Not on the answered mail: Boss")).toBeTruthy();
    send();
    await waitFor(() => expect(replies()).toHaveLength(1));
    expect(replies()[0]?.body).toMatchObject({ cc: [], bcc: [{ name: "Boss", address: "boss@example.com" }] });
  });

  test("is asked for by Ctrl+Shift+B while writing, and only then", async () => {
    open();
    await screen.findByRole("button", { name: /^Reply to/ });
    press("B", { ctrlKey: true, shiftKey: true });
    expect(screen.queryByRole("textbox", { name: "Bcc" })).toBeNull();
    await write("Hello");
    (await editor()).focus();
    press("B", { ctrlKey: true, shiftKey: true });
    await waitFor(() => expect(document.activeElement).toBe(field()));
    (await editor()).focus();
    press("B", { ctrlKey: true, shiftKey: true });
    await waitFor(() => expect(document.activeElement).toBe(field()));
  });

  test("is kept with the draft, and named in the quiet line", async () => {
    open();
    await write("Hello");
    (await editor()).focus();
    press("B", { ctrlKey: true, shiftKey: true });
    type("boss@example.com");
    pane.reload();
    const line = await screen.findByRole("button", { name: /Change the recipients$/ });
    expect(line.textContent).toContain("Bcc boss@example.com");
    takeReplies();
    await editor();
    send();
    await waitFor(() => expect(replies()[0]?.body).toMatchObject({ bcc: [{ address: "boss@example.com" }] }));
  });

  test("that cannot be written to blocks the sending", async () => {
    open();
    await write("Hello");
    (await editor()).focus();
    press("B", { ctrlKey: true, shiftKey: true });
    type("nobody@nowhere");
    expect(screen.getByText("Correct the red address")).toBeTruthy();
    expect(screen.getByRole("button", { name: "Send" })).toHaveProperty("disabled", true);
  });

  test("of what was sent is shown to the team", async () => {
    begunWith(received(0), sent(5, { bcc: [{ name: "", address: "boss@example.com" }] }));
    open();
    fireEvent.click(await screen.findByRole("button", { name: /^to Lucía Fernández and 1 other/ }));
    expect(screen.getByText("Bcc").nextElementSibling?.textContent).toBe("boss@example.com");
  });
});

describe("what is quoted", () => {
  const choice = () => screen.getByRole<HTMLSelectElement>("combobox", { name: "What is quoted below" });
  const choose = (value: string) => fireEvent.change(choice(), { target: { value } });
  const asked = () => pane.server.called(/^GET .*\/replies\/quote/u).map(({ path }) => new URL(path, "http://x").searchParams);
  const quotation = (text: string) => ({
    from: { name: "Lucía", address: "lucia@example.com" },
    at: "2026-11-20T09:00:00.000Z",
    text,
  });

  test("is as the inbox has it until the writer chooses; the choice is kept and sent", async () => {
    openWith({ quoting: "all" });
    await write("Hello");
    expect(choice().value).toBe("all");
    choose("nothing");
    expect(screen.queryByRole("button", { name: /quoted/ })).toBeNull();
    pane.reload();
    await editor();
    expect(choice().value).toBe("nothing");
    takeReplies();
    send();
    await waitFor(() => expect(replies()[0]?.body).toMatchObject({ quoting: "nothing" }));
  });

  test("is shown as the server says for those who are written to", async () => {
    open();
    pane.server.on(/^GET .*\/replies\/quote/u, ({ path }) => ({
      items: path.includes("quoting=all")
        ? [quotation("The second mail"), quotation("The first mail")]
        : [quotation("The last mail")],
    }));
    await write("Hello");
    expect(asked()).toEqual([]);
    fireEvent.click(screen.getByRole("button", { name: "Show what will be quoted below" }));
    expect(await screen.findByText("The last mail")).toBeTruthy();
    choose("all");
    expect(await screen.findByText("The first mail")).toBeTruthy();
    expect(screen.getByText(/Notes are never quoted/)).toBeTruthy();
    expect(asked().map((one) => [one.get("quoting"), one.get("to")])).toEqual([
      ["last", "lucia@example.com"],
      ["all", "lucia@example.com"],
    ]);
    choose("nothing");
    expect(screen.queryByText("The first mail")).toBeNull();
  });

  test("that did not come is asked for again on demand; none is said to be none", async () => {
    open();
    pane.server.on(/^GET .*\/replies\/quote/u, () => refusal(400, "x", "No."));
    await write("Hello");
    fireEvent.click(screen.getByRole("button", { name: "Show what will be quoted below" }));
    expect(await screen.findByText(/could not be loaded/)).toBeTruthy();
    expect(await editor()).toHaveProperty("value", "Hello");
    pane.server.on(/^GET .*\/replies\/quote/u, () => ({ items: [] }));
    fireEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByText(/Nothing that these recipients were on/)).toBeTruthy();
  });
});
