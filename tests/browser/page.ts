// The page as people have it: the built page on a platform of its own, and a browser in which several of them sit.
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { buildPage } from "../../local/page-build.ts";
import { projectRoot } from "../../local/platform.ts";
import { startTestPlatform, type TestPlatform } from "../helpers/platform.ts";

export interface Stage {
  readonly platform: TestPlatform;
  /** A window of somebody's own with the page in it, signed in by the local door. `undefined`: nobody yet. */
  openAs(email: string | undefined, options?: WindowOptions): Promise<Page>;
  /** What went wrong in all windows so far: errors in the console, exceptions, breaches of the policy, dialogs. */
  problems(): string[];
  stop(): Promise<void>;
}

export interface WindowOptions extends BrowserContextOptions {
  readonly path?: string;
  /** Before the page is loaded: routes, scripts. */
  readonly prepare?: (context: BrowserContext) => Promise<unknown>;
  /** With a profile on disk. Other windows are private ones, and those do not connect ahead of need. */
  readonly isOrdinary?: boolean;
}

export interface StageOptions {
  /** For Chromium. */
  readonly args?: readonly string[];
}

const patienceMs = 10_000;

export async function openStage({ args = [] }: StageOptions = {}): Promise<Stage> {
  const executablePath = chromiumPath();
  // Vitest says "test", and a page that is built under it is not the one that people get.
  process.env.NODE_ENV = "production";
  await buildPage(projectRoot, () => undefined);
  const platform = await startTestPlatform();
  const folder = await mkdtemp(join(tmpdir(), "inbox-browser-"));
  const launch = { executablePath, args: [...quietArgs, ...args], artifactsDir: folder, downloadsPath: folder };
  const browser = await chromium.launch(launch);
  const ordinary: BrowserContext[] = [];
  const problems: string[] = [];

  async function newContext(isOrdinary: boolean, options: BrowserContextOptions): Promise<BrowserContext> {
    const usual = { baseURL: platform.url, locale: "en-GB", timezoneId: "Europe/Madrid", viewport, reducedMotion, ...options };
    if (!isOrdinary) return browser.newContext(usual);
    const context = await chromium.launchPersistentContext(join(folder, `profile-${ordinary.length}`), { ...launch, ...usual });
    ordinary.push(context);
    return context;
  }

  async function openAs(email: string | undefined, { path = "/", prepare, isOrdinary = false, ...options }: WindowOptions = {}) {
    const context = await newContext(isOrdinary, options);
    context.setDefaultTimeout(patienceMs);
    context.on("page", (page) => listen(page, problems));
    if (email !== undefined) await context.request.post("/local/session", { data: { email } });
    await prepare?.(context);
    const page = await context.newPage();
    await page.goto(path);
    return page;
  }

  return {
    platform,
    openAs,
    problems: () => [...problems],
    async stop() {
      for (const context of ordinary) await context.close();
      await browser.close();
      await platform.stop();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

const viewport = { width: 1280, height: 800 };
/** Nothing moves, so nothing is looked at in mid-air. */
const reducedMotion = "reduce" as const;

const quietArgs = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

function chromiumPath(): string {
  const path = process.env.CHROMIUM ?? "/usr/bin/chromium";
  if (existsSync(path)) return path;
  throw new Error(`There is no Chromium at ${path}. Install it (Debian: apt-get install chromium), or name it in CHROMIUM.`);
}

function listen(page: Page, problems: string[]): void {
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(`${message.text()} (${message.location().url})`);
  });
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("dialog", (dialog) => {
    problems.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
}
