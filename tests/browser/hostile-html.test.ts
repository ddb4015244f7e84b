// Hostile mail is opened, asked for its pictures and opened by itself: nothing runs, and nothing is told to anybody.
import type { Frame, Page } from "playwright-core";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { signIn } from "../helpers/api.ts";
import { hostileMails, vectorNames } from "./hostile-mails.ts";
import { openStage, type Stage } from "./page.ts";
import { eventually, heading } from "./parts.ts";
import { startTracker, type Tracker, trackerDomain } from "./tracker.ts";

const mails = hostileMails();
let stage: Stage;
let tracker: Tracker;
let page: Page;
/** Conversation ids by subject. */
let ids: Map<string, string>;
/** Requests for anywhere but the platform, whatever became of them. */
const strayRequests: string[] = [];

beforeAll(async () => {
  tracker = await startTracker();
  stage = await openStage({ args: tracker.browserArgs });
  for (const mail of mails) await stage.platform.deliver(mail.raw, { to: "support@acme.test" });
  const ana = await signIn(stage.platform.url, "ana@acme.test");
  ids = new Map((await ana.list()).map(({ id, subject }) => [subject, id]));
  page = await stage.openAs("ana@acme.test", { path: "/inbox/all/all", isOrdinary: true });
  page.context().on("request", (request) => {
    const { protocol, host } = new URL(request.url());
    if (/^(?:https?|wss?|ftp|file):$/.test(protocol) && host !== new URL(stage.platform.url).host)
      strayRequests.push(request.url());
  });
  return async () => {
    await stage.stop();
    await tracker.stop();
  };
});

beforeEach(() => {
  tracker.forget();
  strayRequests.splice(0);
});

test("the tracker would notice: a page that may do everything reaches it by every road", async () => {
  const free = await stage.openAs(undefined, { path: "about:blank", isOrdinary: true });
  const at = (name: string) => `//${name}.${trackerDomain}/x`;
  await free.setContent(`<img src="https:${at("image")}"><img src="http:${at("plain")}"><p style="background:url(https:${at("css")})">x</p>
    <link rel=stylesheet href="https:${at("style")}"><link rel=preconnect href="https:${at("preconnect")}">`);
  await eventually(async () => tracker.contacts()).toEqual(["css", "image", "plain", "preconnect", "style"]);
  await free.context().close();
});

test("there are hundreds, each with a name of its own", () => {
  expect(new Set(vectorNames).size).toBe(vectorNames.length);
  expect(vectorNames.length).toBeGreaterThanOrEqual(330);
});

/** Honest backgrounds in a style attribute: pictures of the web like others, once somebody asked for those. */
const backgrounds =
  /^(?:onload-body|css-url(?:-comment|-entities|-unclosed)?|background-(?:attributes|spellings)|style-(?:shorthand|mixed-case|semicolon-entity|entities-short|newlines|important))$/;

test.each(mails)("$subject", async ({ subject, pictures }) => {
  await page.goto(`/inbox/all/all/${ids.get(subject)}`);
  await heading(page, subject).waitFor();
  await expectHarmless(await mailDocument("preferred"));
  expect(tracker.contacts()).toEqual([]);
  expect(strayRequests).toEqual([]);

  const show = page.getByRole("button", { name: "Show", exact: true });
  expect(await show.count()).toBe(pictures.length > 0 ? 1 : 0);
  if (pictures.length === 0) return;
  await show.click();
  await expectHarmless(await mailDocument("shown"));
  await eventually(async () => tracker.contacts()).toEqual(expect.arrayContaining([...pictures]));
  expect(unexpected(pictures)).toEqual([]);
});

function unexpected(pictures: readonly string[]): string[] {
  return tracker.contacts().filter((name) => !pictures.includes(name) && !backgrounds.test(name));
}

test("opened by themselves in a tab, pictures and all, they are as harmless", { timeout: 120_000 }, async () => {
  const ana = await signIn(stage.platform.url, "ana@acme.test");
  const tab = await page.context().newPage();
  for (const [subject, id] of ids) {
    const { entries } = await ana.open(id);
    const address = `/api/v1/conversations/${id}/messages/${entries[0]?.id}/body?images=shown`;
    const answer = await tab.goto(address);
    const policy = answer?.headers()["content-security-policy"];
    expect(policy).toContain("default-src 'none'");
    expect(policy).toMatch(/sandbox(?! [^;]*allow-scripts)/);
    expect(answer?.headers()).toMatchObject({ "x-content-type-options": "nosniff", "referrer-policy": "no-referrer" });
    await expectHarmless(tab.mainFrame());
    expect(tab.url(), subject).toBe(`${stage.platform.url}${address}`);
  }
  const allowed = mails.flatMap(({ pictures }) => pictures);
  expect(unexpected(allowed)).toEqual([]);
  await tab.close();
});

test("were the sanitiser not there, frame and policy would still let nothing run", { timeout: 240_000 }, async () => {
  let headers: Record<string, string> | undefined;
  for (const { subject, html } of mails.filter((mail) => mail.subject.includes(", "))) {
    await page.route("**/body?**", async (route) => {
      // They are the same for every mail.
      headers ??= (await route.fetch()).headers();
      await route.fulfill({ status: 200, headers, body: html });
    });
    await page.goto(`/inbox/all/all/${ids.get(subject)}`);
    await heading(page, subject).waitFor();
    await mailDocument("preferred").catch((error: unknown) => {
      throw new Error(`the frame of ${subject}`, { cause: error });
    });
    expect(await page.evaluate(() => "ran" in globalThis)).toBe(false);
    expect(page.url()).toBe(`${stage.platform.url}/inbox/all/all/${ids.get(subject)}`);
    await page.unroute("**/body?**");
  }
  // The sanitiser is needed for these: no policy holds back a connection that is made ahead of need.
  expect(tracker.contacts().filter((name) => !["frame-more", "iframe", "link-more", "link-preconnect"].includes(name))).toEqual(
    [],
  );
});

async function mailDocument(images: "preferred" | "shown"): Promise<Frame> {
  const handle = await page.waitForFunction((wanted) => {
    const frame = document.querySelector<HTMLIFrameElement>("iframe[title^='Message from ']");
    const mail = frame?.contentDocument;
    const isThere = mail?.readyState === "complete" && mail.location.href.endsWith(`images=${wanted}`);
    return isThere ? frame : undefined;
  }, images);
  const element = handle.asElement();
  const sandbox = await element?.getAttribute("sandbox");
  expect(sandbox).toBeTruthy();
  expect(sandbox).not.toContain("allow-scripts");
  expect(sandbox).not.toContain("allow-top-navigation");
  expect(sandbox).not.toContain("allow-forms");
  const frame = await element?.contentFrame();
  if (!frame) throw new Error("the mail has no frame");
  return frame;
}

const elements =
  "html head meta title style body a abbr acronym b bdi big blockquote br caption center cite code col colgroup dd del details dfn div dl " +
  "dt em font h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark nobr ol p pre q rp rt ruby s samp small span strike strong sub summary sup table " +
  "tbody td tfoot th thead tr tt u ul var wbr";
const attributes =
  "align alt bgcolor border cellpadding cellspacing charset class clear color colspan content dir face frame height href hspace id lang " +
  "media name noshade nowrap rel rowspan rules size span src start style target title type valign value vspace width";

/** Looks at what the browser made of it, with a list of its own of what may be there. */
async function expectHarmless(frame: Frame): Promise<void> {
  const found = await frame.evaluate(() => {
    const all = [...document.querySelectorAll("*")];
    const valuesOf = (name: string) => all.flatMap((element) => element.getAttribute(name) ?? []);
    return {
      ran: "ran" in globalThis || (top !== null && "ran" in top),
      elements: [...new Set(all.map((element) => element.localName))],
      attributes: [...new Set(all.flatMap((element) => element.getAttributeNames()))],
      inHead: [...document.head.children].map((element) => element.localName),
      named: all.filter((element) => element.hasAttribute("name") && element.localName !== "meta").length,
      ids: valuesOf("id"),
      sheets: [...document.styleSheets].slice(1).flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText)),
      placed: all.filter((element) => !["static", ""].includes(getComputedStyle(element).position)).length,
      links: valuesOf("href"),
      sources: valuesOf("src"),
      styles: valuesOf("style"),
    };
  });
  expect(found.ran).toBe(false);
  expect(found.elements.filter((name) => !elements.split(" ").includes(name))).toEqual([]);
  expect(found.attributes.filter((name) => !attributes.split(" ").includes(name))).toEqual([]);
  expect(found.inHead.filter((name) => !["meta", "title", "style"].includes(name))).toEqual([]);
  expect(found.named).toBe(0);
  expect(found.ids.filter((id) => !/^m-[\w-]+$/.test(id))).toEqual([]);
  expect(found.sheets.filter((rule) => /url|@(?!media)|::|\[|position|content:|summary|details|:root|var\(/.test(rule))).toEqual(
    [],
  );
  // Nothing leaves its place in the mail, and the frame ends where the mail does.
  expect(found.placed).toBe(0);
  expect(found.links.filter((address) => !/^(?:https?:\/\/|mailto:|tel:)/.test(address))).toEqual([]);
  expect(found.sources.filter((address) => !/^(?:https:\/\/picture-|data:image\/(?:png|jpeg|gif|webp);)/.test(address))).toEqual(
    [],
  );
  const withoutPictures = found.styles.map((style) =>
    style.replace(/background(?:-image)?:[\w#% ,-]*(?:url\(https:\/\/[^)]+\)[\w#% ,-]*)+/g, "").replaceAll("background-", ""),
  );
  expect(withoutPictures.filter((style) => /url|image|var\(|attr\(|expression|@|position|\\/.test(style))).toEqual([]);
  expect(stage.problems().filter((problem) => problem.startsWith("a dialog"))).toEqual([]);
}
