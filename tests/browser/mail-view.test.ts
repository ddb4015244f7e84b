// How mail looks and behaves on screen: its own design, its direction, its pictures, the theme, a phone.
import type { Page } from "playwright-core";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { newsletterHtml } from "../helpers/newsletter.ts";
import { openStage, type Stage } from "./page.ts";
import { button, editor, eventually, mailFrame, open } from "./parts.ts";
import { redPng, richMail } from "./rich-mail.ts";

let stage: Stage;
let page: Page;

const darkRules = "body{background:#111!important;color:#ddd!important}.card{background:#222!important;color:#eee!important}";
const mails: Record<string, Parameters<typeof richMail>[0]> = {
  Styled: {
    html: `<html><head><style>p.note{color:rgb(1,2,3);margin:0}@media (max-width:500px){.wide{display:none}}</style></head>
      <body><p class="note">Styled by its sheet</p><p class="wide">For wide screens</p></body></html>`,
  },
  "Right to left": { html: '<html dir="rtl" lang="ar"><body><p>مرحبا</p></body></html>' },
  "Plain HTML": { html: "<table><tr><td>No colours at all</td></tr></table>" },
  "Declares dark": {
    html: `<style>body{background:#fff;color:#222}@media (prefers-color-scheme:dark){${darkRules}}</style><body><div class="card">Dark card</div></body>`,
  },
  "Half dark": {
    html: `<style>@media (prefers-color-scheme:dark){${darkRules}}</style><body bgcolor="#ffffff"><p style="color:#222222">Dark words</p></body>`,
  },
  Wide: {
    html: `<table border="1"><tr>${"<td style='white-space:nowrap'>A column that does not break</td>".repeat(15)}</tr></table>`,
  },
  "With a picture": {
    html: '<p>See <img src="cid:Chart@client" width="40" height="20"></p>',
    messageId: "<picture@client.example>",
    attachments: [
      { filename: "chart.png", cid: "chart@client", content: redPng, contentType: "image/png" },
      { filename: "other.png", content: redPng, contentType: "image/png" },
    ],
  },
  // Without dark colours of its own it is shown while it comes, in both themes.
  "Long and light": { html: newsletterHtml(30_000).replace(/@media \(prefers-color-scheme[^\n]*\n/u, "") },
  "Long, half dark": { html: newsletterHtml(30_000) },
  "Only HTML": { html: '<div style="display:none">Your order</div><p>Look <a href="https://client.example/a">here</a></p>' },
};

beforeAll(async () => {
  stage = await openStage();
  for (const [subject, mail] of Object.entries(mails))
    await stage.platform.deliver(await richMail({ subject, ...mail }), { to: "support@acme.test" });
  page = await stage.openAs("ana@acme.test", { path: "/inbox/all/all" });
  return () => stage.stop();
});

beforeEach(async () => {
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto("/inbox/all/all");
});

/** A computed style inside the open mail. */
function look(words: string, property: string): Promise<string> {
  return mailFrame(page)
    .getByText(words)
    .evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property);
}

function paper(): Promise<string> {
  return mailFrame(page)
    .locator("html")
    .evaluate((element) => getComputedStyle(element).backgroundColor);
}

describe("a mail's own design", () => {
  test("is that of its style sheet, for the width that there is", async () => {
    await open(page, "Styled");
    expect(await look("Styled by its sheet", "color")).toBe("rgb(1, 2, 3)");
    expect(await look("For wide screens", "display")).toBe("block");
    await page.setViewportSize({ width: 390, height: 800 });
    await eventually(() => look("For wide screens", "display")).toBe("none");
  });

  test("runs from right to left where its document says so", async () => {
    await open(page, "Right to left");
    expect(await look("مرحبا", "direction")).toBe("rtl");
  });

  test("never makes the page scroll sideways on a phone", async () => {
    await page.setViewportSize({ width: 390, height: 800 });
    await open(page, "Wide");
    await mailFrame(page).getByText("A column").first().waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  });
});

describe("in the dark", () => {
  beforeEach(() => page.emulateMedia({ colorScheme: "dark" }));

  test("mail without colours takes the page's", async () => {
    await open(page, "Plain HTML");
    await eventually(paper).toBe("rgba(0, 0, 0, 0)");
    expect(await look("No colours at all", "color")).toMatch(/^rgb\(2\d\d, 2\d\d, 2\d\d\)$/);
  });

  test("mail with colours for it wears them, and takes them off with the light", async () => {
    await open(page, "Declares dark");
    await eventually(() => look("Dark card", "background-color")).toBe("rgb(34, 34, 34)");
    await page.emulateMedia({ colorScheme: "light" });
    await eventually(() => look("Dark card", "background-color")).not.toBe("rgb(34, 34, 34)");
    expect(await paper()).toBe("rgb(255, 255, 255)");
  });

  test("mail that could not be read in them stays on white", async () => {
    await open(page, "Half dark");
    await eventually(paper).toBe("rgb(255, 255, 255)");
    expect(await look("Dark words", "color")).toBe("rgb(34, 34, 34)");
  });
});

describe("pictures and text", () => {
  test("a picture is shown where the mail has it, and another below with a preview", async () => {
    await open(page, "With a picture");
    const picture = mailFrame(page).locator("img");
    await eventually(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(2);
    const files = page.getByRole("list", { name: "1 attachment" });
    await files.getByText("other.png").waitFor();
    await eventually(() => files.locator("img").evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(2);
  });

  test("a picture of an earlier mail is shown where a later one quotes it", async () => {
    const quoting = await richMail({
      subject: "Re: With a picture",
      inReplyTo: "<picture@client.example>",
      html: '<p>Once more</p><div><img src="cid:chart@client"></div>',
    });
    await stage.platform.deliver(quoting, { to: "support@acme.test" });
    await open(page, "With a picture");
    const newest = page.frameLocator("iframe[title^='Message from ']").last();
    await newest.getByText("Once more").waitFor();
    await eventually(() => newest.locator("img").evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(2);
  });

  test("the text of a mail that has only HTML says where its links lead, and what was hidden", async () => {
    await open(page, "Only HTML");
    await button(page, "More about this message").click();
    await page.getByRole("menuitem", { name: "View plain text" }).click();
    await page.getByText("Your order").waitFor();
    await page.getByRole("link", { name: "https://client.example/a" }).waitFor();
  });
});

test("what is typed right after `r` is in the reply, and closes nothing", async () => {
  await open(page, "Styled");
  await page.locator("body").press("r");
  await page.keyboard.type("enjoy");
  await eventually(() => editor(page).innerText()).toBe("enjoy");
  expect(await page.getByRole("button", { name: /^Close/ }).count()).toBeGreaterThan(0);
});

describe.each(["light", "dark"] as const)("a long mail, %s", (colorScheme) => {
  test.each(["Long and light", "Long, half dark"])(
    "%s, stands in a frame of its whole height, on white paper from end to end",
    async (subject) => {
      await page.emulateMedia({ colorScheme });
      await open(page, subject);
      await mailFrame(page).getByText("Article 2 of this week").waitFor();
      const frame = page.locator("iframe[title^='Message from ']");
      const heights = () =>
        frame.evaluate((element: HTMLIFrameElement) => {
          const mail = element.contentDocument;
          const isWhole = mail?.readyState === "complete";
          return isWhole
            ? Math.abs(element.offsetHeight - (mail.documentElement.getBoundingClientRect().height ?? 0)) < 2
            : undefined;
        });
      await eventually(heights).toBe(true);
      expect(await frame.evaluate((element: HTMLIFrameElement) => element.offsetHeight)).toBeGreaterThan(3000);
      // Its dark headings could not be read on dark paper.
      expect(await paper()).toBe("rgb(255, 255, 255)");
    },
  );
});
