// The settings of an inbox on its page: shown at once, taken back when refused, and nobody else's change with it.
import { cleanup, fireEvent, screen, waitFor } from "@solidjs/testing-library";
import { afterEach, describe, expect, test } from "vitest";
import { defaultSettings, type InboxSettings } from "../../../functions/core/inbox/settings.ts";
import { queryClient, queryKeys } from "../../../web/src/data/query-client.ts";
import { setLocale } from "../../../web/src/i18n/index.ts";
import { exampleSubject } from "../../../web/src/pages/settings/conversations-part.tsx";
import { askSentence } from "../../../web/src/pages/settings/whom-to-ask.tsx";
import { gate, refusal } from "../helpers/fake-api.ts";
import { kept, openSettings, server, signedIn } from "./settings-server.tsx";

const open = (path = "/settings/inboxes/inb_support/conversations") => openSettings(path);

const radio = (name: string | RegExp) => screen.getByRole<HTMLInputElement>("radio", { name });
const form = () => screen.findByRole<HTMLInputElement>("switch", { name: "Mail from web forms" });
const forwards = () => screen.getByRole<HTMLInputElement>("switch", { name: "Forwards by members" });

describe("a setting", () => {
  test("is shown before the server has answered, and sent alone", async () => {
    const answer = gate<unknown>();
    server.on(/^PATCH/u, answer.answer);
    open();
    fireEvent.click(await form());
    expect((await form()).checked).toBe(true);
    await waitFor(() => expect(server.called(/^PATCH/u)[0]).toMatchObject({ body: { isReplyToSender: true } }));
    answer.open({ ...defaultSettings, isReplyToSender: true, quoting: "all" });
    // The answer is the whole truth: what somebody else decided meanwhile shows, too.
    await waitFor(() => expect(radio(/^The whole conversation/u).checked).toBe(true));
    expect((await form()).checked).toBe(true);
  });

  test("that is refused goes back with the server's sentence", async () => {
    server.on(/^PATCH/u, () => refusal(403, "access.denied", "Your access does not allow that."));
    open();
    fireEvent.click(await form());
    await screen.findByText("Not saved. Your access does not allow that.");
    expect((await form()).checked).toBe(false);
  });

  test("that is refused takes no other along, though both were on their way", async () => {
    const first = gate<unknown>();
    let calls = 0;
    server.on(/^PATCH/u, ({ body }) => {
      calls += 1;
      if (calls === 1) return first.answer();
      kept.settings = { ...kept.settings, ...(body as Partial<InboxSettings>) };
      return kept.settings;
    });
    open();
    fireEvent.click(await form());
    fireEvent.click(forwards());
    expect([(await form()).checked, forwards().checked]).toEqual([true, false]);
    first.open(refusal(400, "input.wrong-value", "No."));
    await screen.findByText("Not saved. No.");
    expect([(await form()).checked, forwards().checked]).toEqual([false, false]);
    await waitFor(() => expect(kept.settings).toEqual({ ...defaultSettings, takesForwards: false }));
    expect([(await form()).checked, forwards().checked]).toEqual([false, false]);
  });

  test("an answer that was asked for before the change does not undo it", async () => {
    open();
    await form();
    const late = gate<unknown>();
    server.on(/^GET \/inboxes\/\w+\/settings/u, late.answer);
    void queryClient.invalidateQueries({ queryKey: queryKeys.inboxSettings("inb_support") });
    await waitFor(() => expect(server.called(/^GET .*settings/u)).toHaveLength(2));
    fireEvent.click(await form());
    await waitFor(() => expect(kept.settings.isReplyToSender).toBe(true));
    late.open(defaultSettings);
    await new Promise((resolve) => setTimeout(resolve));
    expect((await form()).checked).toBe(true);
  });

  test("days are sent when the field is left, and only if they are others; an empty field goes back", async () => {
    kept.settings = { ...defaultSettings, reopening: "within" };
    open();
    const days = await screen.findByRole<HTMLInputElement>("spinbutton", { name: /in which an answer reopens$/u });
    fireEvent.input(days, { target: { value: "1" } });
    expect(server.called(/^PATCH/u)).toEqual([]);
    fireEvent.change(days, { target: { value: "" } });
    expect(days.value).toBe("30");
    fireEvent.change(days, { target: { value: "30" } });
    fireEvent.change(days, { target: { value: "14" } });
    await waitFor(() => expect(server.called(/^PATCH/u).map(({ body }) => body)).toEqual([{ reopeningDays: 14 }]));
  });

  test("spam that is kept is 0 days; deleting begins with thirty", async () => {
    open();
    await form();
    fireEvent.click(radio(/^Are kept/u));
    await waitFor(() => expect(kept.settings.spamDays).toBe(0));
    expect(screen.queryByRole("spinbutton", { name: "Days that spam is kept" })).toBeNull();
    fireEvent.click(radio(/^Are removed/u));
    await waitFor(() => expect(kept.settings.spamDays).toBe(30));
  });

  test("who gets a conversation back is no question where none reopens", async () => {
    open();
    await form();
    expect(screen.getByRole("group", { name: "Who has it once it is open again" })).toBeTruthy();
    fireEvent.click(radio(/^The answer begins/u));
    expect(screen.queryByRole("group", { name: "Who has it once it is open again" })).toBeNull();
  });

  test("shows to a reader, who cannot touch it and is told whom to ask", async () => {
    open("/settings/inboxes/inb_sales/conversations");
    expect((await form()).disabled).toBe(true);
    await screen.findByText("You can read this. To change it, ask an administrator.");
    expect(screen.getAllByRole("group").every((group) => group.hasAttribute("disabled"))).toBe(true);
  });

  test("what cannot be loaded says why, and is tried again", async () => {
    server.on(/^GET \/inboxes\/\w+\/settings/u, () => refusal(404, "inbox.missing", "There is no such inbox."));
    open();
    await screen.findByText("There is no such inbox.");
    server.on(/^GET \/inboxes\/\w+\/settings/u, () => kept.settings);
    fireEvent.click(screen.getByRole("button", { name: "Try again" }));
    await form();
  });
});

describe("where", () => {
  test("without an inbox it is the first; without a part, or with one that does not exist, the first part", async () => {
    const history = open("/settings/inboxes");
    await screen.findByRole("heading", { level: 1, name: "Conversations" });
    await waitFor(() => expect(history.get()).toBe("/settings/inboxes/inb_support"));
    cleanup();
    open("/settings/inboxes/inb_sales/nonsense");
    await screen.findByRole("heading", { level: 1, name: "Conversations" });
    expect(document.title).toBe("Conversations · Sales · Inbox settings · Inbox");
  });

  test("another inbox keeps the part, and nothing that was typed for the one before", async () => {
    signedIn({ access: { inb_support: "manage", inb_sales: "manage" } });
    open("/settings/inboxes/inb_support/senders");
    fireEvent.input(await screen.findByLabelText("Address, domain or pattern"), { target: { value: "@pest" } });
    fireEvent.click(screen.getByRole("link", { name: "Sales" }));
    await screen.findByRole("heading", { level: 2, name: "In Sales" });
    expect(screen.getByLabelText<HTMLInputElement>("Address, domain or pattern").value).toBe("");
  });

  test("an inbox that is not mine is not there; whoever has none is told so", async () => {
    open("/settings/inboxes/inb_other");
    await screen.findByText("There is nothing here");
    cleanup();
    queryClient.removeQueries({ queryKey: queryKeys.inboxes });
    server.on(/^GET \/inboxes$/u, () => ({ items: [] }));
    open("/settings/inboxes");
    await screen.findByText("You are not in any inbox yet");
  });
});

describe("words", () => {
  afterEach(() => setLocale("en"));

  test("follow the language, those that came with the page, too", async () => {
    open();
    await form();
    await setLocale("es");
    expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Conversaciones");
    expect(screen.getByRole("switch", { name: "Correo de formularios web" })).toBeTruthy();
    await setLocale("it");
    expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Conversazioni");
  });

  test.each([
    ["nowhere", "Re: Broken grinder"],
    ["before", "Re: [#1042] Broken grinder"],
    ["after", "Re: Broken grinder [#1042]"],
  ] as const)("the example with the number %s is %s", (place, subject) => {
    expect(exampleSubject(place, "Broken grinder")).toBe(subject);
  });

  test("whom to ask, by name", async () => {
    expect(askSentence([])).toBe("You can read this. To change it, ask an administrator.");
    expect(askSentence(["Ana"])).toBe("You can read this. To change it, ask Ana.");
    expect(askSentence(["Ana", "Beto", "Carla"])).toBe("You can read this. To change it, ask Ana, Beto, or Carla.");
    await setLocale("es");
    expect(askSentence(["Ana", "Beto"])).toBe("Puedes leerlo. Para cambiarlo, pídeselo a Ana o Beto.");
  });
});
