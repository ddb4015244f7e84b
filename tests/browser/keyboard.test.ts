// The keys of the core, as the shortcut help lists them.
import type { Page } from "playwright-core";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { signIn } from "../helpers/api.ts";
import { textMail } from "../helpers/text-mail.ts";
import { openStage, type Stage } from "./page.ts";
import { button, editor, eventually, gone, heading, message, note, noteField, row } from "./parts.ts";

let stage: Stage;
let page: Page;
let round = 0;
/** The three subjects of this case, as they stand in the list. */
let first: string;
let second: string;
let third: string;

beforeAll(async () => {
  stage = await openStage();
  page = await stage.openAs("ana@acme.test");
  return () => stage.stop();
});

beforeEach(async () => {
  round += 1;
  [first, second, third] = ["first", "second", "third"].map((name) => `The ${name} of round ${round}`) as [
    string,
    string,
    string,
  ];
  for (const subject of [third, second, first]) await stage.platform.deliver(textMail({ subject }), { to: "support@acme.test" });
  await page.goto("/inbox/all/open");
  await row(page, first).waitFor();
});

const isFocused = (subject: string) => row(page, subject).evaluate((element) => element === document.activeElement);
const press = (...keys: string[]) =>
  keys.reduce<Promise<void>>((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());

describe("through the list", () => {
  test("j and k walk, Enter opens, and then j and k open the next", async () => {
    await press("j");
    await eventually(() => isFocused(first)).toBe(true);
    await press("j", "j", "k");
    await eventually(() => isFocused(second)).toBe(true);
    await press("Enter");
    await heading(page, second).waitFor();
    await press("j");
    await heading(page, third).waitFor();
    await press("k", "k");
    await heading(page, first).waitFor();
    expect(await row(page, first).getAttribute("aria-current")).toBe("true");
  });

  test("Escape goes back to the list, to the row it came from", async () => {
    await press("j", "j", "Enter");
    await heading(page, second).waitFor();
    await press("Escape");
    await page.getByText("No conversation selected").waitFor();
    await eventually(() => isFocused(second)).toBe(true);
  });

  test("what arrives meanwhile waits above the list until . shows it", async () => {
    await press("j");
    await stage.platform.deliver(textMail({ subject: `Late in round ${round}` }), { to: "support@acme.test" });
    await button(page, /1 new$/).waitFor();
    expect(await page.getByRole("row").first().innerText()).toContain(first);
    await press(".");
    await eventually(() => isFocused(`Late in round ${round}`)).toBe(true);
  });

  test("g m goes to mine, g o back to what is open", async () => {
    await press("g", "m");
    await page.waitForURL("**/all/mine");
    await press("g", "o");
    await page.waitForURL("**/all/open");
  });
});

describe("with a conversation", () => {
  beforeEach(async () => {
    await press("j", "Enter");
    await heading(page, first).waitFor();
  });

  test("e closes it and shows the next; z takes that back", async () => {
    await press("e");
    await heading(page, second).waitFor();
    await gone(row(page, first));
    await press("z");
    await row(page, first).waitFor();
    const ana = await signIn(stage.platform.url, "ana@acme.test");
    await eventually(async () => (await ana.find(first)).conversation.closure).toBeUndefined();
  });

  test("u puts it back to unread, and again to read", async () => {
    await gone(row(page, first).getByText("Unread"));
    await press("u");
    await row(page, first).getByText("Unread").waitFor({ state: "attached" });
    await press("u");
    await row(page, first).getByText("Unread").waitFor({ state: "detached" });
  });

  test("a asks whose it shall be; letters find a person, Enter chooses", async () => {
    await press("a");
    await page.getByRole("combobox", { name: "Find a person…" }).waitFor();
    await page.keyboard.type("carl");
    await press("Enter");
    await button(page, /^Carla/).waitFor();
    const ana = await signIn(stage.platform.url, "ana@acme.test");
    await eventually(async () => (await ana.find(first)).conversation.assignment !== undefined).toBe(true);
  });

  test("r writes a reply, Ctrl+Enter sends it", async () => {
    await press("r");
    await eventually(() => editor(page).evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.type("By keys alone.");
    await press("Control+Enter");
    await page
      .getByRole("article", { name: /^Message from Ana/ })
      .getByText("Delivered", { exact: true })
      .waitFor();
    expect((await stage.platform.outbox()).filter(({ subject }) => subject === `Re: ${first}`)).toHaveLength(1);
  });

  test("n writes a note, Ctrl+Enter adds it", async () => {
    await press("n");
    await eventually(() => noteField(page).evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.type("For us.");
    await press("Control+Enter");
    await note(page, "For us.").waitFor();
  });

  test.each(["r", "n"])("while somebody types after %s, single keys are letters", async (key) => {
    await press(key);
    const field = key === "r" ? editor(page) : noteField(page);
    await eventually(() => field.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.type("jkernaui?.z");
    expect(await (key === "r" ? field.innerText() : field.inputValue())).toBe("jkernaui?.z");
    await heading(page, first).waitFor();
    expect(await page.getByRole("dialog").count()).toBe(0);

    // Escape leaves the field and keeps what was written; the keys work again.
    await press("Escape");
    await field.waitFor();
    await press("j");
    await heading(page, second).waitFor();
  });
});

describe("the shortcut help", () => {
  test("? opens it, Escape closes it, and it names every key of the core", async () => {
    await press("j", "Enter");
    await message(page, "It makes a noise.").waitFor();
    await press("?");
    const help = page.getByRole("dialog", { name: "Keyboard shortcuts" });
    await help.waitFor();
    for (const [action, key] of [
      ["Next conversation", "J"],
      ["Previous conversation", "K"],
      ["Open the conversation", "↵"],
      ["Reply", "R"],
      ["Note", "N"],
      ["Close or reopen", "E"],
      ["Assign…", "A"],
      ["Toggle unread", "U"],
    ] as const) {
      const line = help.locator("dl > div").filter({ has: page.getByText(action, { exact: true }) });
      expect(await line.locator("dd").innerText()).toBe(key);
    }
    await press("Escape");
    await gone(help);
  });

  test("under it the keys are deaf; and all single keys can be turned off", async () => {
    await press("j", "?");
    const help = page.getByRole("dialog", { name: "Keyboard shortcuts" });
    await help.waitFor();
    const box = help.getByRole("checkbox", { name: "Single-key shortcuts" });
    await box.focus();
    await press("j");
    await box.uncheck();
    await press("Escape");
    await gone(help);
    await eventually(() => isFocused(first)).toBe(true);
    await press("j", "r");
    expect(await isFocused(first)).toBe(true);
    await press("ArrowDown");
    await eventually(() => isFocused(second)).toBe(true);
    await page.evaluate(() => localStorage.removeItem("single-keys"));
  });
});
