// How long a newsletter takes: to be made safe, and in Chromium from the click until it is on screen, with the page usable meanwhile.
import { sanitiseHtml } from "../../functions/core/mail/html.ts";
import { bodyDocument } from "../../functions/core/mail/html-document.ts";
import { htmlToText } from "../../functions/core/mail/html-text.ts";
import { limits } from "../../functions/core/limits.ts";
import { openStage } from "../browser/page.ts";
import { richMail } from "../browser/rich-mail.ts";
import { newsletterHtml } from "../helpers/newsletter.ts";
import { percentile, type Report } from "./report.ts";

const sizes = [50_000, 200_000, 1_000_000, 2_000_000];

export async function newsletter(): Promise<Report> {
  const pure = sizes.map((size) => {
    const html = newsletterHtml(size);
    const safe = () =>
      bodyDocument(sanitiseHtml(html, { images: "held", inlineImage: () => undefined }), { images: "held", always: [] });
    return [`${size / 1000} KB`, median(safe), median(() => htmlToText(html)), Math.round(safe().length / 1000)];
  });
  return [
    {
      title: `a newsletter made safe, ms; HTML past ${limits.storedHtmlChars / 1024 / 1024} MB is cut when the mail is filed`,
      head: ["HTML", "sanitised", "as text", "KB out"],
      rows: pure,
    },
    {
      title: "in Chromium, ms",
      head: ["HTML", "from the click to what is seen first", "to the end of the mail", "longest block of the page"],
      rows: await inChromium(),
    },
  ];
}

function median(work: () => unknown): number {
  work();
  const times = Array.from({ length: 5 }, () => {
    const started = performance.now();
    work();
    return performance.now() - started;
  });
  return Math.round(percentile(times, 0.5));
}

async function inChromium(): Promise<(string | number)[][]> {
  const stage = await openStage();
  try {
    for (const size of sizes)
      await stage.platform.deliver(await richMail({ subject: `News ${size}`, html: newsletterHtml(size) }), {
        to: "support@acme.test",
      });
    const page = await stage.openAs("ana@acme.test", { path: "/inbox/all/open" });
    const rows: (string | number)[][] = [];
    for (const size of [sizes[0] ?? 0, ...sizes]) {
      await page.getByText(`News ${size}`, { exact: true }).first().waitFor();
      await page.evaluate(watchBlocks);
      const started = performance.now();
      await page.getByText(`News ${size}`, { exact: true }).first().click();
      await page.waitForFunction(isOnScreen, size);
      const shownMs = Math.round(performance.now() - started);
      await page.waitForFunction(isWhole);
      const wholeMs = Math.round(performance.now() - started);
      rows.push([
        `${size / 1000} KB`,
        shownMs,
        wholeMs,
        await page.evaluate(() => Math.round(Math.max(0, ...(globalThis.blocks ?? [])))),
      ]);
      await page.keyboard.press("Escape");
    }
    // The first one loads the conversation's code, too.
    return rows.slice(1);
  } finally {
    await stage.stop();
  }
}

declare global {
  var blocks: number[] | undefined;
}

/** Runs in the page. */
function watchBlocks(): void {
  const blocks: number[] = [];
  globalThis.blocks = blocks;
  new PerformanceObserver((list) => blocks.push(...list.getEntries().map(({ duration }) => duration))).observe({
    type: "longtask",
  });
}

/** Runs in the page: a screenful of the mail stands in a frame that is as high. */
function isOnScreen(size: number): boolean {
  const heading = [...document.querySelectorAll("h2")].some((one) => one.textContent === `News ${size}`);
  const frame = document.querySelector<HTMLIFrameElement>("iframe[title^='Message from ']");
  const mail = frame?.contentDocument;
  const isThere = mail?.URL.includes("/body?") === true && (mail.body?.textContent ?? "").includes("Article 2 of this week");
  return heading && isThere && (frame?.offsetHeight ?? 0) > 500;
}

/** Runs in the page. */
function isWhole(): boolean {
  return document.querySelector<HTMLIFrameElement>("iframe[title^='Message from ']")?.contentDocument?.readyState === "complete";
}
