// Every screen for everybody: without a barrier that a machine can find, on a phone, narrow and enlarged.
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { signIn } from "../helpers/api.ts";
import { barriers, expectFit } from "./barriers.ts";
import { openStage, type Stage, type WindowOptions } from "./page.ts";
import { button, editor, gone, heading, message, note, noteField, open, row } from "./parts.ts";
import { redPng, richMail } from "./rich-mail.ts";

let stage: Stage;
const subject = "A conversation with everything in it";

beforeAll(async () => {
  stage = await openStage();
  await stage.platform.deliver(
    await richMail({
      subject,
      messageId: "<everything@client.example>",
      cc: "Marco <marco@client.example>",
      html: `<table width="600"><tr><td bgcolor="#ffe"><h1>Hello</h1><p>A <a href="https://client.example/">link</a>,
        <img src="https://client.example/a.png" alt="far away" width="300"></p></td></tr></table>
        <blockquote type="cite">What you wrote</blockquote>`,
      attachments: [
        { filename: "A rather long name of a file that does not fit.pdf", content: "pdf" },
        { filename: "red.png", contentType: "image/png", content: redPng },
      ],
    }),
    { to: "support@acme.test" },
  );
  const ana = await signIn(stage.platform.url, "ana@acme.test");
  const { conversation } = await ana.find(subject);
  await ana.reply(conversation, "<p>An answer that does not arrive.</p>");
  await stage.platform.idle();
  await stage.platform.report((await stage.platform.outbox())[0], { type: "bounce", reason: "550 5.1.1 No such user" });
  await ana.post(`/conversations/${conversation.id}/notes`, {
    text: "A note with https://client.example/a/very/long/address/in/it",
  });
  await stage.platform.deliver(await richMail({ subject: "Another", text: "Short." }), { to: "sales@acme.test" });
  return () => stage.stop();
});

describe.each(["light", "dark"] as const)("axe finds nothing, %s", (colorScheme) => {
  // The page's policy lets no script in; in this window, and only for axe, it is set aside.
  const opened = (path: string, email: string | undefined = "ana@acme.test") =>
    stage.openAs(email, { path, colorScheme, bypassCSP: true, viewport: { width: 1440, height: 900 } });

  test("signing in", async () => {
    const page = await stage.openAs(undefined, { colorScheme, bypassCSP: true });
    await page.getByRole("link", { name: "Sign in" }).waitFor();
    expect(await barriers(page)).toEqual([]);
  });

  test("the list", async () => {
    const page = await opened("/inbox/all/open");
    await row(page, subject).waitFor();
    await button(page, /^Your menu/).waitFor();
    expect(await barriers(page)).toEqual([]);
  });

  test("an empty folder", async () => {
    const page = await opened("/inbox/all/mine");
    await page.getByText("Nothing assigned to you").waitFor();
    expect(await barriers(page)).toEqual([]);
  });

  test("a conversation, with its reply being written", async () => {
    const page = await opened("/inbox/all/open");
    await open(page, subject);
    await note(page, "A note with").waitFor();
    await button(page, /^Reply to /).click();
    await editor(page).fill("Dear Lucía");
    await page.getByText("Draft saved").waitFor();
    expect(await barriers(page)).toEqual([]);
  });

  test("a conversation, with its details open and a note being written", async () => {
    const page = await opened("/inbox/all/open");
    await open(page, subject);
    await message(page, "lucia@client.example").getByRole("button", { name: /^to / }).first().click();
    await button(page, /^Note\b/).click();
    await noteField(page).fill("For us");
    await page.getByText("Draft saved").waitFor();
    expect(await barriers(page)).toEqual([]);
  });

  test("the shortcut help, the assigning and a menu", async () => {
    const page = await opened("/inbox/all/open");
    await open(page, subject);
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.keyboard.press("a");
    await page.getByRole("combobox", { name: "Find a person…" }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await button(page, /^Your menu/).click();
    await page.getByRole("menuitem", { name: "Sign out" }).waitFor();
    expect(await barriers(page)).toEqual([]);
  });
});

describe.each([
  { name: "a phone", width: 390, height: 844 },
  { name: "the narrowest", width: 320, height: 640 },
])("on $name, $width px wide", ({ width, height }) => {
  const phone: WindowOptions = { viewport: { width, height }, isMobile: true, hasTouch: true };

  test("list and conversation take turns, and both ways back work", async () => {
    const page = await stage.openAs("ana@acme.test", phone);
    await row(page, subject).tap();
    await heading(page, subject).waitFor();
    await gone(row(page, subject));
    await button(page, "Back to the list").tap();
    await row(page, subject).waitFor();
    await gone(heading(page, subject));
    await row(page, subject).tap();
    await heading(page, subject).waitFor();
    await page.goBack();
    await row(page, subject).waitFor();
    await page.getByRole("button", { name: "Show inboxes and folders" }).tap();
    await page.getByRole("dialog", { name: "Inboxes and folders" }).getByRole("link", { name: /^Mine/ }).first().tap();
    await page.getByText("Nothing assigned to you").waitFor();
  });

  test("nothing has to be scrolled sideways, and a reply can be written and sent", async () => {
    const page = await stage.openAs("ana@acme.test", phone);
    await row(page, subject).waitFor();
    await expectFit(page);
    await row(page, subject).tap();
    await heading(page, subject).waitFor();
    await note(page, "A note with").waitFor();
    await expectFit(page);
    await button(page, /^Reply to /).tap();
    await editor(page).fill("From a train");
    await expectFit(page);
    await expectInView(page, "Send");
    await expectInView(page, "Send & close");
  });
});

test("at 200 %, on a screen of 1280 × 800, everything is there and fits", async () => {
  const page = await stage.openAs("ana@acme.test", { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 });
  await row(page, subject).waitFor();
  await expectFit(page);
  await open(page, subject);
  await expectFit(page);
  await open(page, "Another");
  await button(page, /^Reply to /).click();
  await editor(page).fill("Large letters");
  await expectInView(page, "Reply");
  await expectInView(page, "Send");
  await expectInView(page, "Send & close");
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await help.waitFor();
  await expectFit(page);
  await help.getByRole("button", { name: "Close" }).click();
  await gone(help);
});

async function expectInView(page: Page, name: string): Promise<void> {
  const box = await button(page, name).boundingBox();
  const size = page.viewportSize();
  if (!box || !size) throw new Error(`${name} is not there`);
  expect(box.x).toBeGreaterThanOrEqual(0);
  expect(box.y).toBeGreaterThanOrEqual(0);
  expect(box.x + box.width).toBeLessThanOrEqual(size.width);
  expect(box.y + box.height).toBeLessThanOrEqual(size.height);
}
