// What ended in the wrong conversation is put right on the page, and by the server, for everybody who looks.
import { join } from "node:path";
import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { signIn } from "../helpers/api.ts";
import { textMail } from "../helpers/text-mail.ts";
import { openStage, type Stage } from "./page.ts";
import { button, conversation, gone, heading, message, open, row } from "./parts.ts";

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
  return () => stage.stop();
});

const arrives = (subject: string, messageId: string, more: Record<string, string> = {}) =>
  stage.platform.deliver(textMail({ subject, messageId, ...more }), { to: "support@acme.test" });

const choose = async (page: Page, menu: string, item: string | RegExp) => {
  await conversation(page).getByRole("button", { name: menu }).last().click();
  await page.getByRole("menuitem", { name: item }).click();
};

/** For a person to look at, when SCREENSHOTS names a folder. */
async function picture(page: Page, name: string): Promise<void> {
  if (process.env.SCREENSHOTS) await page.screenshot({ path: join(process.env.SCREENSHOTS, `${name}.png`) });
}

test("two conversations become one by the keyboard, a colleague sees it, and they are two again", async () => {
  await arrives("Two cups broken", "cups@x");
  await arrives("About Lucía's cups", "marco@x", { from: "Marco <marco@client.example>", text: "They are mine." });
  const page = await stage.openAs("beto@acme.test", { path: "/inbox/all/open" });
  const colleague = await stage.openAs("carla@acme.test", { path: "/inbox/all/open" });
  await row(colleague, "About Lucía's cups").waitFor();
  await open(page, "About Lucía's cups");
  await page.keyboard.press("m");
  await page.getByRole("combobox", { name: "Subject, person or #number" }).fill("two cups");
  await page.getByRole("option", { name: /Two cups broken/ }).waitFor();
  await picture(page, "merge-dialog");
  await page.keyboard.press("Enter");

  await heading(page, "Two cups broken").waitFor();
  await message(page, "They are mine.").waitFor();
  await page.getByText(/#2 About Lucía's cups was merged into this/).waitFor();
  await picture(page, "merged");
  await gone(row(page, "About Lucía's cups"));
  await gone(row(colleague, "About Lucía's cups"));

  await button(page, "Take out again").click();
  await row(page, "About Lucía's cups").waitFor();
  await gone(message(page, "They are mine."));
  expect(stage.problems()).toEqual([]);
});

test("two conversations are linked, lead to each other, and are not any more", async () => {
  await arrives("Boiler", "boiler@x");
  await arrives("Boiler, the invoice", "boiler-invoice@x");
  const page = await stage.openAs("beto@acme.test", { path: "/inbox/all/open" });
  await open(page, "Boiler, the invoice");
  await choose(page, "More actions", "Link to another conversation…");
  await page.getByRole("combobox", { name: "Subject, person or #number" }).fill("boiler");
  await page.getByRole("option", { name: /#\d+ Boiler/ }).waitFor();
  await page.keyboard.press("Enter");
  await page.getByText(/Has to do with #\d+ Boiler$/).waitFor();
  await picture(page, "linked");
  await button(page, "Open").click();
  await heading(page, "Boiler").waitFor();
  await page.getByText(/Has to do with #\d+ Boiler, the invoice/).waitFor();
  await button(page, "Remove link").click();
  await gone(page.getByText(/Has to do with/));
  await page.getByText(/Beto Núñez removed the link to #\d+ Boiler, the invoice/).waitFor();
  expect(stage.problems()).toEqual([]);
});

test("a message under another subject goes to a conversation of its own", async () => {
  await arrives("The grinder", "grinder@x");
  await arrives("And the invoice?", "invoice@x", { inReplyTo: "grinder@x", text: "I have none." });
  const page = await stage.openAs("beto@acme.test", { path: "/inbox/all/open" });
  await open(page, "The grinder");
  await page.getByText("The subject changed: does this belong here?").waitFor();
  await picture(page, "subject-changed");
  await message(page, "I have none.").getByRole("button", { name: "Move this message elsewhere…" }).click();
  await button(page, "To a new conversation").click();
  await heading(page, "And the invoice?").waitFor();
  await message(page, "I have none.").waitFor();
  await open(page, "The grinder");
  await gone(message(page, "I have none."));
  await page.getByText(/Beto Núñez moved 1 message to #\d+ And the invoice\?/).waitFor();
});

test("a conversation moves to another inbox, under a better name", async () => {
  await arrives("qustion", "question@x");
  const page = await stage.openAs("ana@acme.test", { path: "/inbox/all/open" });
  await open(page, "qustion");
  await choose(page, "More actions", "Correct the subject…");
  await page.getByRole("textbox", { name: "Subject" }).fill("Question about prices");
  await button(page, "Save").click();
  await heading(page, "Question about prices").waitFor();
  await choose(page, "More actions", "Move to another inbox…");
  await picture(page, "move-dialog");
  await page
    .getByRole("button", { name: /^Sales/ })
    .last()
    .click();
  await page.getByText("Moved to Sales").waitFor();
  const elena = await signIn(stage.platform.url, "elena@acme.test");
  expect((await elena.find("Question about prices")).answer.from.address).toBe("sales@acme.test");
});
