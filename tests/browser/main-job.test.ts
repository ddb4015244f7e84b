// What the product is for, once from the door to the door: sign in, mail comes, it is answered, the answer arrives, sign out.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeAll, expect, test } from "vitest";
import { projectRoot } from "../../local/platform.ts";
import { sendBySmtp } from "../helpers/platform.ts";
import { textMail } from "../helpers/text-mail.ts";
import { openStage, type Stage } from "./page.ts";
import { button, editor, gone, heading, message, row } from "./parts.ts";

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
  return () => stage.stop();
});

test("somebody signs in, a mail comes, is answered, arrives; nothing complains on the way", { timeout: 90_000 }, async () => {
  const { platform } = stage;
  const page = await stage.openAs(undefined);

  // By the issuer's own page, as everybody does.
  await page.getByRole("link", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "Who are you today?" }).waitFor();
  await page.getByRole("button", { name: /beto@acme\.test/ }).click();
  await page.waitForURL("**/inbox/all/open");
  await page.getByText("Nothing open").waitFor();

  // The page is not touched: the row comes by itself.
  const mail = textMail({
    subject: "The grinder sings",
    text: "It makes a noise.\nWhat now?",
    messageId: "sings@client.example",
  });
  await sendBySmtp(platform.smtpPort, Buffer.from(mail), { to: "support@acme.test" });
  await row(page, "The grinder sings").waitFor({ timeout: 5000 });
  await page
    .getByRole("link", { name: /^Open\s*1$/ })
    .first()
    .waitFor();

  await row(page, "The grinder sings").click();
  await heading(page, "The grinder sings").waitFor();
  await message(page, "It makes a noise.").waitFor();

  await button(page, /^Reply to Lucía/).click();
  await editor(page).click();
  await page.keyboard.type("Dear Lucía, please ");
  await page.keyboard.press("Control+b");
  await page.keyboard.type("record it");
  await page.keyboard.press("Control+b");
  await page.keyboard.type(" for us.");
  await button(page, "Send").click();

  await gone(editor(page));
  const sent = page.getByRole("article", { name: /^Message from Beto/ });
  await sent.getByText("Delivered", { exact: true }).waitFor();
  const shown = sent.frameLocator("iframe");
  expect(await shown.locator("strong").innerText()).toBe("record it");

  await platform.idle();
  const [out, ...more] = await platform.outbox();
  expect(more).toEqual([]);
  expect(out).toMatchObject({ to: ["lucia@client.example"], cc: [], bcc: [], subject: "Re: The grinder sings" });
  const original = await platform.original(out);
  expect(original).toContain("<strong>record it</strong>");
  expect(original).toContain("> It makes a noise.");

  await button(page, /^Your menu/).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Sign in to your inbox" }).waitFor();
  await page.goto("/inbox/all/open");
  await page.getByRole("heading", { name: "Sign in to your inbox" }).waitFor();

  // Twice the page asked what is there before it knew that nobody was signed in; nothing else.
  expect(stage.problems().filter((problem) => !/401 .*\/api\/v1\/(?:me|inboxes|conversations\?[^/]*)\)$/.test(problem))).toEqual(
    [],
  );
});

test("the list is painted with at most 120 KB of JavaScript, compressed, however long it takes to come", async () => {
  await stage.platform.deliver(textMail({ subject: "Light" }), { to: "support@acme.test" });
  const page = await stage.openAs("beto@acme.test", {
    path: "/sign-in",
    prepare: (context) => context.addInitScript(markFirstRow),
  });
  // Idle moments before the list are no time to fetch what the list does not need.
  await page.route("**/api/v1/conversations?**", async (route) => {
    await page.evaluate(() => new Promise((resolve) => requestIdleCallback(() => requestIdleCallback(resolve))));
    await route.continue();
  });
  await page.goto("/inbox/all/open");
  await row(page, "Light").waitFor();
  const scripts = await page.evaluate(() => {
    const [firstRow] = performance.getEntriesByName("first row");
    const before = performance.getEntriesByType("resource").filter(({ startTime }) => startTime < (firstRow?.startTime ?? 0));
    return before.map(({ name }) => new URL(name).pathname).filter((path) => path.endsWith(".js"));
  });
  expect(scripts).toContain("/theme.js");
  const sizes = await Promise.all(
    scripts.map(async (path) => gzipSync(await readFile(join(projectRoot, "web/dist", path))).length),
  );
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(120 * 1024);
});

/** In the page. */
function markFirstRow(): void {
  const observer = new MutationObserver(() => {
    if (!document.querySelector("[role=row]")) return;
    performance.mark("first row");
    observer.disconnect();
  });
  observer.observe(document, { childList: true, subtree: true });
}
