// Several conversations at once, by hand: chosen by keys, mouse and touch, merged, closed, and taken back; a colleague sees each.
import { join } from "node:path";
import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { textMail } from "../helpers/text-mail.ts";
import { openStage, type Stage } from "./page.ts";
import { button, gone, heading, message, row } from "./parts.ts";

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
  for (const name of ["Cups", "Saucers", "Plates", "Spoons"])
    await stage.platform.deliver(
      textMail({ subject: name, messageId: `${name}@x`, text: `My ${name.toLowerCase()} are broken.` }),
      {
        to: "support@acme.test",
      },
    );
  return () => stage.stop();
});

const box = (page: Page, subject: string) => page.getByRole("checkbox", { name: new RegExp(`^Select .*: ${subject}$`) });
const bar = (page: Page) => page.getByRole("toolbar", { name: "With what is selected" });

/** For a person to look at, when SCREENSHOTS names a folder. */
async function picture(page: Page, name: string): Promise<void> {
  if (process.env.SCREENSHOTS) await page.screenshot({ path: join(process.env.SCREENSHOTS, `${name}.png`) });
}

test("chosen with the mouse, they become one; one undo makes them three again", async () => {
  const page = await stage.openAs("beto@acme.test", { path: "/inbox/all/open" });
  const colleague = await stage.openAs("carla@acme.test", { path: "/inbox/all/open" });
  await row(colleague, "Plates").waitFor();
  await row(page, "Plates").hover();
  await picture(page, "selection-hover");
  await box(page, "Plates").click();
  await row(page, "Cups").click({ modifiers: ["Shift"] });
  await bar(page).getByText("3 selected").waitFor();
  await picture(page, "selection");
  await bar(page).getByRole("button", { name: "Merge 3 conversations" }).click();
  await page.getByRole("option", { name: /#1 Cups/ }).waitFor();
  await picture(page, "selection-merge");
  await page.keyboard.press("Enter");

  await heading(page, "Cups").waitFor();
  await message(page, "My plates are broken.").waitFor();
  await message(page, "My saucers are broken.").waitFor();
  await gone(row(colleague, "Plates"));
  await gone(row(colleague, "Saucers"));
  await button(page, "Undo").click();
  await row(page, "Plates").waitFor();
  await row(colleague, "Saucers").waitFor();
  await gone(message(page, "My plates are broken."));
  expect(stage.problems()).toEqual([]);
});

test("chosen by keys, they are closed, and opened again", async () => {
  const page = await stage.openAs("beto@acme.test", { path: "/inbox/all/open" });
  await row(page, "Spoons").waitFor();
  for (const key of ["j", "x", "Shift+J", "Shift+J"]) await page.keyboard.press(key);
  await bar(page).getByText("3 selected").waitFor();
  await page.keyboard.press("e");
  await page.getByText("3 conversations closed").waitFor();
  await gone(row(page, "Spoons"));
  await row(page, "Cups").waitFor();
  await page.keyboard.press("z");
  await row(page, "Spoons").waitFor();
  await page.keyboard.press("Control+a");
  await bar(page).getByText("4 selected").waitFor();
  await page.keyboard.press("Escape");
  await gone(bar(page));
  expect(stage.problems()).toEqual([]);
});

test.each(["light", "dark"] as const)("on a phone a tap on the picture selects, %s", async (colorScheme) => {
  const viewport = { width: 390, height: 844 };
  const page = await stage.openAs("beto@acme.test", { path: "/inbox/all/open", viewport, colorScheme, hasTouch: true });
  await box(page, "Spoons").tap();
  await box(page, "Cups").tap();
  await bar(page).getByText("2 selected").waitFor();
  await picture(page, `selection-phone-${colorScheme}`);
  await bar(page).getByRole("button", { name: "Assign…" }).tap();
  await page.getByRole("option", { name: /Carla/ }).tap();
  await page.getByText(/^2 conversations (assigned|are)/).waitFor();
  await button(page, "Undo").tap();
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  expect(stage.problems()).toEqual([]);
});
