// The settings of an inbox on the page: changed, kept, refused, read by those who may only read, and used without a mouse.
import { join } from "node:path";
import type { Page } from "playwright-core";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type ApiMember, signIn } from "../helpers/api.ts";
import { barriers, expectFit } from "./barriers.ts";
import { openStage, type Stage } from "./page.ts";
import { button, eventually, gone } from "./parts.ts";

let stage: Stage;
let ana: ApiMember;
let support: string;

beforeAll(async () => {
  stage = await openStage();
  ana = await signIn(stage.platform.url, "ana@acme.test");
  const { body } = await ana.get<{ items: { id: string; name: string }[] }>("/inboxes");
  support = body.items.find(({ name }) => name === "Support")?.id ?? "";
  return () => stage.stop();
});

const usual = {
  reopening: "always",
  reopeningDays: 30,
  numberPlace: "nowhere",
  quoting: "last",
  isReplyToSender: false,
  spamDays: 30,
};

beforeEach(async () => {
  await ana.call("PATCH", `/inboxes/${support}/settings`, usual);
  for (const path of [`/inboxes/${support}/senders`, "/senders"]) {
    const { items } = (await ana.get<{ items: { pattern: string }[] }>(path)).body;
    for (const { pattern } of items) await ana.remove(`${path}?pattern=${encodeURIComponent(pattern)}`);
  }
});

const openPart = (part: string, email = "ana@acme.test", options = {}) =>
  stage.openAs(email, { path: `/settings/inboxes/${support}/${part}`, ...options });
const settings = async () => (await ana.get(`/inboxes/${support}/settings`)).body;
const patterns = async () =>
  (await ana.get<{ items: { pattern: string }[] }>(`/inboxes/${support}/senders`)).body.items.map(({ pattern }) => pattern);
const block = (pattern: string, treatment = "spam", path = `/inboxes/${support}/senders`) =>
  ana.put(path, { pattern, treatment });
const radio = (page: Page, name: string | RegExp) => page.getByRole("radio", { name });

/** For a person to look at, when SCREENSHOTS names a folder. */
async function picture(page: Page, name: string): Promise<void> {
  if (process.env.SCREENSHOTS) await page.screenshot({ path: join(process.env.SCREENSHOTS, `${name}.png`), fullPage: true });
}

describe("conversations", () => {
  test("what is changed is kept: it is there after a reload", async () => {
    const page = await openPart("conversations");
    await radio(page, /^It reopens for some days/).check();
    const days = page.getByRole("spinbutton", { name: "Days after closing in which an answer reopens" });
    await days.fill("14");
    await days.press("Enter");
    await radio(page, "Before the subject").check();
    await page.getByText("Re: [#1042] Broken grinder").waitFor();
    await page.getByRole("switch", { name: "Mail from web forms" }).check();
    await radio(page, /^Are kept/).check();
    await eventually(settings).toMatchObject({
      reopening: "within",
      reopeningDays: 14,
      numberPlace: "before",
      isReplyToSender: true,
      spamDays: 0,
    });

    await page.reload();
    expect(await radio(page, /^It reopens for some days/).isChecked()).toBe(true);
    expect(await days.inputValue()).toBe("14");
    await page.getByText("Re: [#1042] Broken grinder").waitFor();
    expect(await page.getByRole("switch", { name: "Mail from web forms" }).isChecked()).toBe(true);
    expect(await radio(page, /^Are kept/).isChecked()).toBe(true);
  });

  test("what the server refuses goes back, with its reason", async () => {
    const page = await openPart("conversations");
    const days = page.getByRole("spinbutton", { name: "Days that spam is kept" });
    await days.fill("99999");
    await days.press("Enter");
    await page.getByRole("alert").getByText("Not saved. Say whole days, from 0 to 3650.").waitFor();
    await eventually(() => days.inputValue()).toBe("30");
    expect(await settings()).toMatchObject({ spamDays: 30 });
  });

  test("a reader sees what is decided and whom to ask, and can change nothing", async () => {
    const page = await openPart("conversations", "dario@acme.test");
    await page.getByText("You can read this. To change it, ask Ana Ferrer.").waitFor();
    expect(await radio(page, /^It reopens However/).isChecked()).toBe(true);
    for (const control of await page.getByRole("main").locator("input").all()) expect(await control.isDisabled()).toBe(true);
    await picture(page, "settings-reader");
  });

  test("the keyboard alone gets there, changes something, and gets to the other part and inbox", async () => {
    const page = await stage.openAs("ana@acme.test", { path: "/inbox/all/open" });
    await button(page, /^Your menu/).waitFor();
    await page.keyboard.press("Control+,");
    await page.waitForURL(/\/settings\/inboxes\/inb_/);
    await page.goto(`/settings/inboxes/${support}/conversations`);
    await radio(page, /^It reopens However/).waitFor();
    await tabTo(page, "It reopens");
    await page.keyboard.press("ArrowDown");
    await eventually(settings).toMatchObject({ reopening: "within" });
    await page.keyboard.press("Tab");
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("7");
    await page.keyboard.press("Tab");
    await eventually(settings).toMatchObject({ reopeningDays: 7 });
    await tabTo(page, "Mail from web forms");
    await page.keyboard.press("Space");
    await eventually(settings).toMatchObject({ isReplyToSender: true });
    await page.getByRole("link", { name: "Senders" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Senders" }).waitFor();
    await page.getByRole("link", { name: "Sales" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 2, name: "In Sales" }).waitFor();
    await page.keyboard.press("Control+,");
    await page.getByRole("heading", { level: 1, name: "Conversations" }).waitFor();
    await page.getByText("sales@acme.test", { exact: false }).first().waitFor();
  });
});

describe("senders", () => {
  test("one is added, changed, removed, and back again by undo", async () => {
    const page = await openPart("senders");
    await page.getByText("Nobody is blocked or allowed").first().waitFor();
    await picture(page, "settings-senders-empty");
    const here = page.getByRole("region", { name: "In Support" });
    await here.getByLabel("Address, domain or pattern").fill("@Pest.example");
    await here.getByRole("button", { name: "Add" }).click();
    const rule = here.getByRole("listitem").filter({ hasText: "@pest.example" });
    await rule.getByText("Their mail goes to the spam folder.").waitFor();
    await rule.getByText("Ana Ferrer").waitFor();
    expect(await here.getByLabel("Address, domain or pattern").inputValue()).toBe("");

    await rule.getByRole("combobox").selectOption("File as closed");
    await rule.getByText("Their mail is filed, and nobody has to work on it.").waitFor();
    await rule.getByRole("button", { name: "Remove @pest.example" }).click();
    await gone(rule);
    await eventually(patterns).toEqual([]);
    await page.getByText("Removed @pest.example").waitFor();
    await page.keyboard.press("z");
    await rule.getByText("Their mail is filed, and nobody has to work on it.").waitFor();
    await eventually(patterns).toEqual(["@pest.example"]);
    await page.reload();
    await rule.waitFor();
  });

  test("what the server refuses is said at the field, until something else is typed", async () => {
    const page = await openPart("senders");
    const field = page.getByRole("region", { name: "In Support" }).getByLabel("Address, domain or pattern");
    await field.fill("support@acme.test");
    await field.press("Enter");
    await page.getByRole("alert").getByText("That is one of this workspace's own addresses. It cannot be blocked.").waitFor();
    expect(await field.getAttribute("aria-invalid")).toBe("true");
    await picture(page, "settings-senders-refused");
    await field.press("Backspace");
    await gone(page.getByText("It cannot be blocked."));
    expect(await patterns()).toEqual([]);
  });

  test("for all inboxes, by administrators only; whoever answers mail changes those of the inbox", async () => {
    await block("everywhere@pest.example", "silent", "/senders");
    const page = await openPart("senders");
    const all = page.getByRole("region", { name: "In all inboxes" });
    await all.getByText("everywhere@pest.example").waitFor();
    const beto = await openPart("senders", "beto@acme.test");
    await beto.getByLabel("Address, domain or pattern").fill("ads@ads.example");
    await beto.getByRole("button", { name: "Add" }).click();
    await beto.getByText("Beto Núñez").first().waitFor();
    expect(await beto.getByRole("region", { name: "In all inboxes" }).count()).toBe(0);
    const dario = await openPart("senders", "dario@acme.test");
    await dario.getByText("You can read this. To change it, ask Ana Ferrer.").waitFor();
    await dario.getByText("ads@ads.example").waitFor();
    expect(await dario.getByRole("main").getByRole("button").count()).toBe(0);
    expect(await dario.getByRole("main").getByRole("combobox").count()).toBe(0);
  });

  test("more than ten can be searched", async () => {
    for (let index = 1; index <= 10; index++) await block(`shop-${index}@shop.example`);
    const page = await openPart("senders", "beto@acme.test");
    await page.getByText("shop-10@shop.example").waitFor();
    expect(await page.getByRole("searchbox").count()).toBe(0);
    await page.getByLabel("Address, domain or pattern").fill("@café.example");
    await block("@pest.example", "allowed");
    await page.reload();
    await page.getByRole("searchbox", { name: "Find a sender…" }).fill("PEST");
    await gone(page.getByText("shop-10@shop.example"));
    expect(await page.getByRole("main").getByRole("listitem").count()).toBe(1);
    await page.getByRole("searchbox").fill("nobody");
    await page.getByText("No sender like that").waitFor();
  });
});

describe("the way in", () => {
  test("from the menu, to the inbox that is shown", async () => {
    const page = await stage.openAs("ana@acme.test", { path: `/inbox/${support}/open` });
    await button(page, /^Your menu/).click();
    await picture(page, "settings-menu");
    await page.getByRole("menuitem", { name: "Inbox settings" }).click();
    await page.waitForURL(`**/settings/inboxes/${support}`);
    await page.getByRole("heading", { level: 1, name: "Conversations" }).waitFor();
    await page.getByRole("link", { name: "Back to the list" }).click();
    await page.waitForURL(`**/inbox/${support}/open`);
  });

  test("from an inbox's line in the tree", async () => {
    const page = await stage.openAs("ana@acme.test", { path: "/inbox/all/open" });
    await page.getByRole("link", { name: "Sales", exact: true }).hover();
    await picture(page, "settings-gear");
    await page.getByRole("link", { name: "Settings of Sales" }).click();
    await page.getByText("sales@acme.test", { exact: false }).first().waitFor();
  });

  test("an inbox that is not mine is not there; a part that does not exist is the first", async () => {
    const page = await stage.openAs("elena@acme.test", { path: `/settings/inboxes/${support}/senders` });
    await page.getByText("There is nothing here").waitFor();
    await page.goto("/settings/inboxes");
    await page.getByRole("heading", { level: 1, name: "Conversations" }).waitFor();
    const odd = await openPart("nonsense");
    await odd.getByRole("heading", { level: 1, name: "Conversations" }).waitFor();
  });
});

describe.each(["light", "dark"] as const)("axe finds nothing, %s", (colorScheme) => {
  // The page's policy lets no script in; in this window, and only for axe, it is set aside.
  const options = { colorScheme, bypassCSP: true, viewport: { width: 1440, height: 1500 } };

  test("conversations", async () => {
    const page = await openPart("conversations", "ana@acme.test", options);
    await radio(page, /^It reopens for some days/).check();
    await radio(page, "After the subject").check();
    await eventually(settings).toMatchObject({ numberPlace: "after" });
    await picture(page, `settings-conversations-${colorScheme}`);
    expect(await barriers(page)).toEqual([]);
  });

  test("senders, with some rules and a refusal", async () => {
    await block("@pest.example", "silent");
    await block("lucia@client.example", "allowed");
    await block("robot@ci.example", "closed", "/senders");
    const page = await openPart("senders", "ana@acme.test", options);
    await page.getByText("robot@ci.example").waitFor();
    await page.getByLabel("Address, domain or pattern").first().fill("nonsense");
    await button(page, "Add").first().click();
    await page.getByText(/^Name an address, as ana@example\.com, a domain, as @example\.com, or a pattern/).waitFor();
    await picture(page, `settings-senders-${colorScheme}`);
    expect(await barriers(page)).toEqual([]);
  });

  test("a reader's view", async () => {
    const page = await openPart("conversations", "dario@acme.test", options);
    await page.getByText("To change it, ask").waitFor();
    expect(await barriers(page)).toEqual([]);
  });
});

test.each([390, 320])("on a phone, %d px wide, everything fits and the inbox is chosen above the parts", async (width) => {
  await block("somebody-with-a-very-long-name@a-rather-long-domain-name.example");
  const page = await openPart("conversations", "ana@acme.test", {
    viewport: { width, height: 844 },
    isMobile: true,
    hasTouch: true,
  });
  await radio(page, /^It reopens However/).waitFor();
  await expectFit(page);
  await picture(page, `settings-phone-${width}`);
  await page.getByRole("link", { name: "Senders" }).tap();
  await page.getByText("somebody-with-a-very-long-name@").first().waitFor();
  await expectFit(page);
  await picture(page, `settings-senders-phone-${width}`);
  await page.getByRole("combobox", { name: "Inboxes" }).selectOption("Sales");
  await page.getByRole("heading", { level: 2, name: "In Sales" }).waitFor();
});

test("nothing went wrong in any of these windows but what the server refused on purpose", () => {
  expect(stage.problems().filter((problem) => !/status of 400 .*\/(?:settings|senders)\)$/u.test(problem))).toEqual([]);
});

/** Presses Tab until the control of that name has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      const label = element instanceof HTMLInputElement ? element.labels?.[0]?.innerText : undefined;
      return element?.getAttribute("aria-label") ?? label ?? "";
    });
    if (focused.startsWith(name)) return;
  }
  throw new Error(`Tab does not lead to "${name}"`);
}
