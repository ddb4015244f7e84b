// Setting up how mail reaches an inbox, on the page: an address added, mail brought here, waited for, and seen to come.
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Receiving } from "../../functions/core/inbox/receiving.ts";
import { type ApiMember, signIn } from "../helpers/api.ts";
import { textMail } from "../helpers/text-mail.ts";
import { barriers, expectFit } from "./barriers.ts";
import { openStage, type Stage } from "./page.ts";
import { button, eventually, gone } from "./parts.ts";

let stage: Stage;
let ana: ApiMember;
let support: string;
let index = 0;

beforeAll(async () => {
  stage = await openStage();
  ana = await signIn(stage.platform.url, "ana@acme.test");
  const { body } = await ana.get<{ items: { id: string; name: string }[] }>("/inboxes");
  support = body.items.find(({ name }) => name === "Support")?.id ?? "";
  return () => stage.stop();
});

beforeEach(async () => {
  await ana.remove(`/inboxes/${support}/probe`);
  for (const { address, isSendingAddress } of (await receiving()).addresses) if (!isSendingAddress) await drop(address);
});

const receiving = async () => (await ana.get<Receiving>(`/inboxes/${support}/receiving`)).body;
const addresses = async () => (await receiving()).addresses.map(({ address }) => address);
const addressPath = (address: string) => `/inboxes/${support}/addresses/${encodeURIComponent(address)}`;
const add = (address: string) => ana.put(addressPath(address));
const drop = (address: string) => ana.remove(addressPath(address));
const arrives = (to: string, mail = {}) =>
  stage.platform.deliver(textMail({ subject: `Mail ${++index}`, messageId: `mail-${index}@client.example`, ...mail }), { to });

const openPart = (email = "ana@acme.test", options = {}) =>
  stage.openAs(email, { path: `/settings/inboxes/${support}/receiving`, ...options });
const item = (page: Page, address: string) => page.getByRole("listitem", { name: address, exact: true });
/** On the page itself: screen readers are told besides. */
const said = (page: Page, text: string | RegExp) => page.getByRole("main").getByText(text);
const setUp = (page: Page, address: string) => button(page, `Set up ${address}`);

/** An address that is the only one, and was never proved, is open from the start. */
async function openItem(page: Page, address: string): Promise<void> {
  await setUp(page, address).waitFor();
  if ((await setUp(page, address).getAttribute("aria-expanded")) !== "true") await setUp(page, address).click();
}

async function asks(code: string): Promise<void> {
  const { forwardTo } = await receiving();
  await arrives(forwardTo, {
    from: "Gmail Team <forwarding-noreply@google.com>",
    to: forwardTo,
    subject: `(#${code}) Gmail Forwarding Confirmation - Receive Mail from acme.help@gmail.com`,
    text: `Confirmation code: ${code}\n\n${googlesLink}\n`,
  });
}

const googlesLink = "https://mail-settings.google.com/mail/vf-%5BANGjdJ9_brCN%5D-e3P7aWGI7DzF8ZKCxNnqxqn0blw";

/** What the server says, where there is an AWS. */
async function withAws(context: BrowserContext): Promise<void> {
  await context.route("**/api/v1/inboxes/*/receiving", async (route) => {
    const answer = await route.fetch();
    const mailExchanger = { priority: 10, host: "inbound-smtp.eu-west-1.amazonaws.com" };
    await route.fulfill({ response: answer, json: { ...(await answer.json()), mailExchanger } });
  });
}

/** For a person to look at, when SCREENSHOTS names a folder. */
async function picture(page: Page, name: string): Promise<void> {
  if (process.env.SCREENSHOTS) await page.screenshot({ path: join(process.env.SCREENSHOTS, `${name}.png`), fullPage: true });
}

describe("the first address", () => {
  test("an inbox that never had mail leads its manager there, and nobody else", async () => {
    const page = await stage.openAs("ana@acme.test", { path: `/inbox/${support}/all` });
    await page.getByText("No conversations yet").waitFor();
    await picture(page, "receiving-empty-folder");
    await page.getByRole("link", { name: "Connect an address" }).click();
    await page.getByRole("heading", { level: 1, name: "Receiving mail" }).waitFor();
    // It is the only one, and nothing has come for it: what is to be done is open already.
    await item(page, "support@acme.test").getByText("Not checked yet").waitFor();
    expect(await setUp(page, "support@acme.test").getAttribute("aria-expanded")).toBe("true");
    const beto = await stage.openAs("beto@acme.test", { path: `/inbox/${support}/all` });
    await beto.getByText("No conversations yet").waitFor();
    expect(await beto.getByRole("link", { name: "Connect an address" }).count()).toBe(0);
  });

  test("waits for a mail, and turns green when it is forwarded here", async () => {
    const { forwardTo } = await receiving();
    const page = await openPart();
    await openItem(page, "support@acme.test");
    await page.getByText(forwardTo).waitFor();
    await page.getByRole("button", { name: /^(?:Wait for a mail|Check again)$/ }).click();
    await page.getByText(/^Waiting for a mail to support@acme\.test since /).waitFor();
    expect(await page.getByRole("link", { name: "Write the mail" }).getAttribute("href")).toMatch(
      /^mailto:support@acme\.test\?subject=/,
    );
    await arrives(forwardTo, { to: "support@acme.test" });
    await said(page, /^It works: a mail to support@acme\.test arrived by forwarding/).waitFor();
    await item(page, "support@acme.test").getByText("Mail arrives by forwarding").waitFor();
    await page.reload();
    await item(page, "support@acme.test").getByText("Mail arrives by forwarding").waitFor();
    expect(stage.problems()).toEqual([]);
  });
});

describe("addresses", () => {
  test("one is added, set up, proved directly, removed, and back again by undo", async () => {
    const page = await openPart();
    const field = page.getByLabel("Add an address");
    await field.fill("Help@Acme.test");
    await field.press("Enter");
    await item(page, "help@acme.test").waitFor();
    expect(await field.inputValue()).toBe("");
    expect(await setUp(page, "help@acme.test").getAttribute("aria-expanded")).toBe("true");
    await button(page, "Wait for a mail").click();
    await page.getByText(/^Waiting for a mail to help@acme\.test/).waitFor();
    await arrives("help@acme.test");
    await said(page, /^It works: a mail to help@acme\.test arrived directly/).waitFor();
    await button(page, "Remove help@acme.test").click();
    await gone(item(page, "help@acme.test"));
    await eventually(addresses).toEqual(["support@acme.test"]);
    await page.keyboard.press("z");
    await item(page, "help@acme.test").getByText("Not checked yet").waitFor();
    await eventually(addresses).toEqual(["support@acme.test", "help@acme.test"]);
    expect(await button(page, "Remove support@acme.test").count()).toBe(0);
  });

  test("what the server refuses is said at the field, until something else is typed", async () => {
    const page = await openPart();
    const field = page.getByLabel("Add an address");
    await field.fill("sales@acme.test");
    await field.press("Enter");
    await page.getByRole("alert").getByText('sales@acme.test belongs to the inbox "Sales". Remove it there first.').waitFor();
    expect(await field.getAttribute("aria-invalid")).toBe("true");
    await field.press("Backspace");
    await gone(page.getByText("Remove it there first."));
  });

  test("who may not change them sees how mail arrives, and whom to ask", async () => {
    await add("help@acme.test");
    const page = await openPart("beto@acme.test");
    await page.getByText("You can read this. To change it, ask Ana Ferrer.").waitFor();
    await item(page, "help@acme.test").getByText("Not checked yet").waitFor();
    expect(await page.getByRole("main").getByRole("button").count()).toBe(0);
    expect(await page.getByRole("main").getByRole("textbox").count()).toBe(0);
  });
});

describe("bringing mail here", () => {
  test("the address to forward to is copied, with the steps of the mail service", async () => {
    const { forwardTo } = await receiving();
    const page = await openPart("ana@acme.test", {
      prepare: (context: BrowserContext) => context.grantPermissions(["clipboard-read", "clipboard-write"]),
    });
    await openItem(page, "support@acme.test");
    await button(page, "Copy: Forward to this address").click();
    expect(await page.evaluate("navigator.clipboard.readText()")).toBe(forwardTo);
    await page.getByText("Outlook and Microsoft 365").click();
    await page.getByText("in the outbound anti-spam policy").waitFor();
  });

  test("Google's question appears by itself, with its code and a link that only the person opens", async () => {
    await add("help@acme.test");
    const page = await openPart();
    await setUp(page, "help@acme.test").click();
    await asks("123456789");
    await page.getByText("Google asks: may acme.help@gmail.com forward mail here?").waitFor();
    await page.getByText("123456789", { exact: true }).waitFor();
    const link = page.getByRole("link", { name: "Open Google’s page" });
    expect(await link.getAttribute("href")).toBe(googlesLink);
    expect(await link.getAttribute("rel")).toContain("noopener");
    await button(page, "Wait for a mail").click();
    await page.getByText(/^Waiting for a mail to help@acme\.test/).waitFor();
    await picture(page, "receiving-google");
    await arrives((await receiving()).forwardTo, { to: "help@acme.test" });
    await said(page, /^It works: a mail to help@acme\.test arrived by forwarding/).waitFor();
    await gone(page.getByText("Google asks:"));
    await asks("234567890");
    await button(page, "Dismiss Google’s question").click();
    await gone(page.getByText("Google asks:"));
    await eventually(async () => (await receiving()).confirmation).toBeUndefined();
  });

  test("the MX record is there to copy, with what it takes over; on one machine there is none", async () => {
    await add("*@acme-shop.test");
    const page = await openPart("ana@acme.test", { prepare: withAws });
    await setUp(page, "*@acme-shop.test").click();
    await page.getByRole("radio", { name: /^It comes here directly/ }).check();
    await page.getByText("An MX record takes over all mail of acme-shop.test").waitFor();
    for (const value of ["MX", "10", "acme-shop.test", "inbound-smtp.eu-west-1.amazonaws.com"])
      await page.getByRole("main").locator("code").getByText(value, { exact: true }).waitFor();
    await picture(page, "receiving-mx");
    const local = await openPart();
    await setUp(local, "*@acme-shop.test").click();
    await local.getByRole("radio", { name: /^It comes here directly/ }).check();
    await local.getByText("This inbox runs on one machine").waitFor();
  });
});

test("the page does not look for ever; a mail that comes later counts", async () => {
  await add("help@acme.test");
  const page = await openPart("ana@acme.test", { prepare: (context: BrowserContext) => context.clock.install() });
  await setUp(page, "help@acme.test").click();
  await button(page, "Wait for a mail").click();
  await page.getByText(/^Waiting for a mail to help@acme\.test/).waitFor();
  await page.clock.fastForward("15:01");
  await page.getByText("Nothing has come for 15 minutes, so this page has stopped looking.").waitFor();
  await picture(page, "receiving-stopped");
  const asked: string[] = [];
  page.on("request", (request) => void (request.url().endsWith("/receiving") && asked.push(request.url())));
  await page.clock.runFor(20_000);
  expect(asked).toEqual([]);
  await arrives("help@acme.test");
  await button(page, "Look again").click();
  await page.clock.runFor(3000);
  await said(page, /^It works: a mail to help@acme\.test arrived directly/).waitFor();
});

test("stopping to wait ends it", async () => {
  await add("help@acme.test");
  const page = await openPart();
  await setUp(page, "help@acme.test").click();
  await button(page, "Wait for a mail").click();
  await button(page, "Stop waiting").click();
  await button(page, "Wait for a mail").waitFor();
  // The keyboard goes on from there.
  await page.keyboard.press("Tab");
  expect(await page.evaluate("document.activeElement.textContent")).toBe("Wait for a mail");
  expect((await receiving()).probe).toBeUndefined();
});

describe.each(["light", "dark"] as const)("axe finds nothing, %s", (colorScheme) => {
  test("while it waits, with Google's question, and once it is green", async () => {
    await add("help@acme.test");
    await add("*@acme-shop.test");
    // The page's policy lets no script in; in this window, and only for axe, it is set aside.
    const options = { colorScheme, bypassCSP: true, viewport: { width: 1440, height: 1700 }, prepare: withAws };
    const page = await openPart("ana@acme.test", options);
    await setUp(page, "help@acme.test").click();
    await asks("987654321");
    await page.getByText("Google asks:").waitFor();
    await page.getByText("Gmail and Google Workspace").click();
    await button(page, "Wait for a mail").click();
    await page.getByText(/^Waiting for a mail/).waitFor();
    await picture(page, `receiving-waiting-${colorScheme}`);
    expect(await barriers(page)).toEqual([]);
    await arrives("help@acme.test");
    await said(page, /^It works/).waitFor();
    await page.getByRole("radio", { name: /^It comes here directly/ }).check();
    await picture(page, `receiving-green-${colorScheme}`);
    expect(await barriers(page)).toEqual([]);
  });
});

test.each([390, 320])("on a phone, %d px wide, everything fits", async (width) => {
  await add("somebody-with-a-very-long-name@a-rather-long-domain-name.example");
  const phone = { viewport: { width, height: 844 }, isMobile: true, hasTouch: true, prepare: withAws };
  const page = await openPart("ana@acme.test", phone);
  await setUp(page, "somebody-with-a-very-long-name@a-rather-long-domain-name.example").tap();
  await asks("555555555");
  await page.getByText("Google asks:").waitFor();
  await button(page, "Wait for a mail").tap();
  await page.getByText(/^Waiting for a mail/).waitFor();
  await expectFit(page);
  await picture(page, `receiving-phone-${width}`);
  await page.getByRole("radio", { name: /^It comes here directly/ }).check();
  await expectFit(page);
  await picture(page, `receiving-mx-phone-${width}`);
});

test("nothing went wrong in any of these windows but what the server refused on purpose", () => {
  expect(stage.problems().filter((problem) => !/status of 409 .*\/addresses\/sales%40acme\.test\)$/u.test(problem))).toEqual([]);
});
