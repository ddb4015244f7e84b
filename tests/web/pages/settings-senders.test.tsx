// Senders on the settings page: what is said of them, changed, taken back, and refused.
import { cleanup, fireEvent, screen, waitFor, within } from "@solidjs/testing-library";
import { expect, test } from "vitest";
import { canUndo, undoLast } from "../../../web/src/data/undo.ts";
import { refusal } from "../helpers/fake-api.ts";
import { kept, openSettings, rule, server, signedIn } from "./settings-server.tsx";

const open = () => openSettings("/settings/inboxes/inb_support/senders");
const row = (pattern: string) => {
  const found = screen.getAllByRole("listitem").find((item) => within(item).queryByText(pattern));
  if (!found) throw new Error(`no row of ${pattern}`);
  return within(found);
};

test("say what becomes of their mail, who said it and when, whoever that was", async () => {
  open();
  await screen.findByText("@ads.example");
  expect(row("@ads.example").getByText("Their mail goes to the spam folder.")).toBeTruthy();
  expect(await row("@ads.example").findByText(/Ana Torres/u)).toBeTruthy();
  expect(row("lucia@client.example").getByText(/A former member/u)).toBeTruthy();
  expect(row("lucia@client.example").getByText("Nov 22, 2026")).toBeTruthy();
});

test("a pattern of whatever kind is shown and taken back as the server says it", async () => {
  const odd = "/^(win|prize)-\\d+@.*\\.example$/";
  kept.rules = [rule(odd)];
  open();
  fireEvent.click(await screen.findByRole("button", { name: `Remove ${odd}` }));
  await waitFor(() =>
    expect(server.called(/^DELETE/u)[0]?.path).toBe(`/inboxes/inb_support/senders?pattern=${encodeURIComponent(odd)}`),
  );
});

test("one that is removed is gone at once, and undo brings it back to its place as it was", async () => {
  open();
  fireEvent.click(await screen.findByRole("button", { name: "Remove @ads.example" }));
  expect(screen.queryByRole("button", { name: "Remove @ads.example" })).toBeNull();
  await waitFor(() => expect(kept.rules.map(({ pattern }) => pattern)).toEqual(["lucia@client.example"]));
  undoLast();
  await screen.findByRole("button", { name: "Remove @ads.example" });
  expect(screen.getAllByRole("button", { name: /^Remove / }).map(({ title }) => title)[0]).toBe("Remove @ads.example");
  await waitFor(() => expect(server.called(/^PUT/u)[0]?.body).toEqual({ pattern: "@ads.example", treatment: "spam" }));
});

test("one whose removal is refused is there again, with the reason, and nothing is left to undo", async () => {
  server.on(/^DELETE/u, () => refusal(403, "access.denied", "Not you."));
  open();
  fireEvent.click(await screen.findByRole("button", { name: "Remove @ads.example" }));
  await screen.findByText("Not saved. Not you.");
  expect(screen.getByRole("button", { name: "Remove @ads.example" })).toBeTruthy();
  expect(canUndo()).toBe(false);
});

test("another treatment is shown at once, and undo says the one before", async () => {
  open();
  await screen.findByText("@ads.example");
  const choice = row("@ads.example").getByRole<HTMLSelectElement>("combobox");
  fireEvent.change(choice, { target: { value: "silent" } });
  expect(row("@ads.example").getByText(/only in the mail log/u)).toBeTruthy();
  await waitFor(() => expect(server.called(/^PUT/u)[0]?.body).toEqual({ pattern: "@ads.example", treatment: "silent" }));
  undoLast();
  await waitFor(() => expect(server.called(/^PUT/u)[1]?.body).toEqual({ pattern: "@ads.example", treatment: "spam" }));
  expect(await row("@ads.example").findByText(/spam folder/u)).toBeTruthy();
});

test("one is added without what stands around it; nothing is sent for an empty field", async () => {
  open();
  const field = await screen.findByLabelText<HTMLInputElement>("Address, domain or pattern");
  fireEvent.input(field, { target: { value: "   " } });
  fireEvent.click(screen.getByRole("button", { name: "Add" }));
  expect(server.called(/^PUT/u)).toEqual([]);
  expect(document.activeElement).toBe(field);
  fireEvent.input(field, { target: { value: "  @pest.example " } });
  fireEvent.click(screen.getByRole("button", { name: "Add" }));
  await screen.findByRole("button", { name: "Remove @pest.example" });
  expect(server.called(/^PUT/u).map(({ body }) => body)).toEqual([{ pattern: "@pest.example", treatment: "spam" }]);
  await waitFor(() => expect(field.value).toBe(""));
});

test("what is refused stays in the field, with the reason there and nowhere else", async () => {
  server.on(/^PUT/u, () => refusal(400, "sender.pattern", "Name an address."));
  open();
  const field = await screen.findByLabelText<HTMLInputElement>("Address, domain or pattern");
  fireEvent.input(field, { target: { value: "nonsense" } });
  fireEvent.click(screen.getByRole("button", { name: "Add" }));
  await screen.findByText("Name an address.");
  expect([field.value, field.getAttribute("aria-invalid")]).toEqual(["nonsense", "true"]);
  expect(screen.getAllByText(/Name an address\./u)).toHaveLength(1);
  fireEvent.input(field, { target: { value: "nonsens" } });
  expect(screen.queryByText("Name an address.")).toBeNull();
});

test("of all inboxes are an administrator's, and go to their own address", async () => {
  open();
  await screen.findByText("@ads.example");
  expect(screen.queryByRole("region", { name: "In all inboxes" })).toBeNull();
  cleanup();
  server.on(/^GET \/senders/u, () => ({ items: [] }));
  signedIn({ role: "admin" });
  open();
  const all = within(await screen.findByRole("region", { name: "In all inboxes" }));
  fireEvent.input(all.getByLabelText("Address, domain or pattern"), { target: { value: "@pest.example" } });
  fireEvent.click(all.getByRole("button", { name: "Add" }));
  await waitFor(() => expect(server.called(/^PUT/u).map(({ path }) => path)).toEqual(["/senders"]));
});
