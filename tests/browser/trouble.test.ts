// When something is in the way: the server refuses, the network is gone, the session is over. Nothing is lost, and it is said.
import type { Page } from "playwright-core";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type ApiMember, signIn } from "../helpers/api.ts";
import { textMail } from "../helpers/text-mail.ts";
import { openStage, type Stage } from "./page.ts";
import { button, editor, eventually, gone, heading, hold, open, row, send, startReply } from "./parts.ts";

let stage: Stage;
let ana: ApiMember;
let page: Page;
let subject: string;
let count = 0;

beforeAll(async () => {
  stage = await openStage();
  ana = await signIn(stage.platform.url, "ana@acme.test");
  return () => stage.stop();
});

beforeEach(async () => {
  subject = `Trouble ${++count}`;
  await stage.platform.deliver(textMail({ subject }), { to: "support@acme.test" });
  page = await stage.openAs("ana@acme.test");
  await open(page, subject);
  return () => page.context().close();
});

const stored = async () => (await ana.find(subject)).conversation;

describe("a change is shown at once, and taken back when the server refuses it", () => {
  test.each([
    { status: 403, code: "forbidden", message: "You may not close this." },
    { status: 409, code: "conversation.changed", message: "Somebody was quicker." },
    { status: 500, code: "internal", message: "Something broke." },
  ])("closing, answered by $status", async ({ status, code, message }) => {
    const refusal = { status, json: { code, message, requestId: "req-1" } };
    const release = await hold(page, "**/closure", (route) => route.fulfill(refusal));
    await page.keyboard.press("e");
    await gone(row(page, subject));
    release();
    await page.getByRole("alert").getByText(`“${subject}” was not closed. ${message}`).waitFor({ timeout: 20_000 });
    await row(page, subject).waitFor();
    expect(await page.getByText(`Closed “${subject}”`).count()).toBe(0);
    expect((await stored()).closure).toBeUndefined();
  });

  test("assigning, when a colleague was quicker and this page does not know it yet", async () => {
    const release = await hold(page, "**/assignment");
    await page.keyboard.press("i");
    await button(page, /^Ana/).waitFor();
    const { id } = await stored();
    const people = await ana.get<{ items: { id: string; email: string }[] }>("/members");
    const carla = people.body.items.find(({ email }) => email === "carla@acme.test");
    await ana.put(`/conversations/${id}/assignment`, { memberId: carla?.id });
    release();
    await page.getByRole("alert").getByText(`“${subject}” was not assigned.`).waitFor();
    await button(page, /^Carla/).waitFor();
    expect((await stored()).assignment?.memberId).toBe(carla?.id);
  });

  test("a reply that is refused stays in the editor, and goes out once when it is sent again", async () => {
    await page.route("**/replies", (route) =>
      route.fulfill({ status: 403, json: { code: "forbidden", message: "Not from here.", requestId: "req-2" } }),
    );
    await startReply(page, "Word for word.");
    await send(page);
    await page.getByRole("alert").getByText("Not sent. Not from here.").waitFor();
    expect(await editor(page).innerText()).toBe("Word for word.");
    await page.unroute("**/replies");
    await send(page);
    await gone(editor(page));
    await stage.platform.idle();
    expect((await stage.platform.outbox()).filter((mail) => mail.subject === `Re: ${subject}`)).toHaveLength(1);
  });

  test("a reply whose answer got lost goes out once, however often it is sent", async () => {
    await page.route("**/replies", async (route) => {
      await route.fetch();
      await route.abort();
    });
    await startReply(page, "Only once.");
    await send(page);
    // The page itself has tried again by then; each try reached the server.
    await page.getByRole("alert").getByText("Not sent.").waitFor({ timeout: 20_000 });
    await page.unroute("**/replies");
    await send(page);
    await gone(editor(page));
    await stage.platform.idle();
    expect((await stage.platform.outbox()).filter((mail) => mail.subject === `Re: ${subject}`)).toHaveLength(1);
  });
});

describe("offline", () => {
  test("it is said; changes wait and are made when the network is back, and so is what came meanwhile", async () => {
    await page.context().setOffline(true);
    await page.getByText("You are offline. You can go on reading.").waitFor();
    await page.keyboard.press("i");
    await page.getByText("You are offline. 1 change will be sent when you are back.").waitFor();
    await button(page, /^Ana/).waitFor();
    await stage.platform.deliver(textMail({ subject: `${subject}, meanwhile` }), { to: "support@acme.test" });
    expect((await stored()).assignment).toBeUndefined();

    await page.context().setOffline(false);
    await gone(page.getByText(/^You are offline/));
    await eventually(async () => (await stored()).assignment !== undefined).toBe(true);
    await row(page, `${subject}, meanwhile`)
      .or(button(page, /1 new$/))
      .first()
      .waitFor();
  });

  test("what cannot be loaded says so, and loads when asked again", async () => {
    await page.route("**/api/v1/conversations?**", (route) =>
      route.fulfill({ status: 403, json: { code: "forbidden", message: "Not today.", requestId: "req-3" } }),
    );
    await page.goto("/inbox/all/open");
    await page.getByText("The conversations could not be loaded").waitFor();
    await page.getByText("Not today.").waitFor();
    await page.getByText("req-3").waitFor();
    await page.unroute("**/api/v1/conversations?**");
    await button(page, "Try again").click();
    await row(page, subject).waitFor();
  });
});

describe("the session is over", () => {
  test("a dialog says so, signing in happens in another tab, and the draft is still there and goes out", async () => {
    await startReply(page, "Written before the session ended.");
    await page.context().clearCookies();
    await send(page);
    const dialog = page.getByRole("dialog", { name: "Your session has ended" });
    const tab = page.waitForEvent("popup");
    await dialog.getByRole("link", { name: "Sign in again" }).click();
    const issuer = await tab;
    await issuer.getByRole("button", { name: /ana@acme\.test/ }).click();
    await gone(dialog);
    if (!issuer.isClosed()) await issuer.waitForEvent("close");

    await heading(page, subject).waitFor();
    expect(await editor(page).innerText()).toBe("Written before the session ended.");
    await send(page);
    await gone(editor(page));
    await stage.platform.idle();
    expect((await stage.platform.outbox()).filter((mail) => mail.subject === `Re: ${subject}`)).toHaveLength(1);
  });

  test("somebody else who signs in there finds a page of their own, without the draft", async () => {
    await startReply(page, "By Ana.");
    await page.getByText("Draft saved").waitFor();
    await page.context().clearCookies();
    await send(page);
    const dialog = page.getByRole("dialog", { name: "Your session has ended" });
    const tab = page.waitForEvent("popup");
    await dialog.getByRole("link", { name: "Sign in again" }).click();
    await (await tab).getByRole("button", { name: /beto@acme\.test/ }).click();
    await button(page, /^Your menu Beto/).waitFor();
    await open(page, subject);
    await button(page, /^Reply to /).click();
    expect(await editor(page).innerText()).not.toContain("By Ana.");
  });
});
