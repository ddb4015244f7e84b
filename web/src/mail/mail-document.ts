// What the page reads from and sets on the document inside a mail frame. It changes styles only; it never moves a node out.
import { isReadable } from "./readable.ts";

/** What the server says of the remote pictures in a document. */
export interface RemoteImages {
  /** Left out, and shown when asked for. */
  readonly held: number;
  /** Left out always. */
  readonly trackers: number;
  readonly areShown: boolean;
  /** The sender's address and domain, as far as pictures can be shown from them always. */
  readonly always: readonly string[];
}

export const noRemoteImages: RemoteImages = { held: 0, trackers: 0, areShown: false, always: [] };

export function remoteImages(mail: Document): RemoteImages {
  const told = (name: string): string => mail.querySelector(`meta[name="${name}"]`)?.getAttribute("content") ?? "";
  const count = (name: string): number => (/^\d{1,6}$/.test(told(name)) ? Number(told(name)) : 0);
  return {
    held: count("held-images"),
    trackers: count("trackers"),
    areShown: told("images") === "shown",
    always: told("always").split(" ").filter(Boolean),
  };
}

/**
 * A long mail on white paper is shown while the rest of it comes: what is there already says how it looks. `false` while too little
 * is there, or something that is still to come may decide.
 */
export function canBeginToShow(mail: Document, isDark: boolean): boolean {
  if (mail.URL === "about:blank" || mail.contentType !== "text/html" || !mail.body) return false;
  if (mail.documentElement.scrollHeight < longPx || isPlainMail(mail)) return false;
  return !isDark || mail.querySelector("style.sender-dark") === null;
}

/** More than anybody sees at once. */
const longPx = 3000;

const coloured = "[bgcolor], [color], [style*='color'], [style*='background']";

/** Mail that brings no colours of its own may take the page's. */
export function isPlainMail(mail: Document): boolean {
  const sheet = mail.querySelector("style.sender")?.textContent ?? "";
  return mail.body.querySelector(coloured) === null && !mail.body.matches(coloured) && !/[{;](?:background|color)/.test(sheet);
}

/** Dresses plain mail in the page's colours and size, so that it reads as part of the conversation in both themes. */
export function blendIn(mail: Document, frame: Element): void {
  const page = getComputedStyle(frame);
  const colour = (token: string): string => page.getPropertyValue(token);
  // A frame whose colour scheme differs from its page's is painted opaque.
  set(mail.documentElement, { "color-scheme": page.colorScheme, background: "transparent", color: page.color });
  set(mail.body, { "font-size": "14px", "line-height": "22px" });
  trimEdges(mail.body);
  for (const link of mail.querySelectorAll("a")) set(link, { color: colour("--accent-text") });
  for (const quote of mail.querySelectorAll("blockquote"))
    set(quote, { color: colour("--fg-muted"), "border-color": colour("--border") });
  dressFolds(mail, { color: colour("--fg-muted"), background: colour("--bg-active") });
}

/**
 * Mail with colours lies on white paper, whatever the theme: its sender chose them for that. On dark paper it lies only when
 * the sender chose colours for that, too, and every word can then be read.
 */
export function layOnPaper(mail: Document, { isDark, isOurs }: { isDark: boolean; isOurs: boolean }): void {
  const isDarkPaper = isDark && wearDark(mail);
  set(mail.body, { padding: isDark || isOurs ? "12px 14px" : "0" });
  dressFolds(mail, isDarkPaper ? { color: "#c3c7cf", background: "#33373f" } : { color: "", background: "" });
}

const darkPaper = { "color-scheme": "dark", background: "#16181d", color: "#e4e6ea" };
const lightPaper = { "color-scheme": "", background: "", color: "" };

/** False when the mail has no dark colours, or cannot be read in them: then it wears its light ones. */
function wearDark(mail: Document): boolean {
  const sheet = mail.querySelector<HTMLStyleElement>("style.sender-dark");
  if (!sheet) return false;
  sheet.media = "all";
  set(mail.documentElement, darkPaper);
  if (isReadable(mail)) return true;
  sheet.media = "not all";
  set(mail.documentElement, lightPaper);
  return false;
}

/** Back to light colours. */
export function wearLight(mail: Document): void {
  const sheet = mail.querySelector<HTMLStyleElement>("style.sender-dark");
  if (sheet && sheet.media !== "not all") sheet.media = "not all";
  set(mail.documentElement, lightPaper);
}

function dressFolds(mail: Document, styles: Record<string, string>): void {
  for (const fold of mail.querySelectorAll("summary")) set(fold, styles);
}

const smallest = 0.45;

/** Newsletters are 600 px wide or more: on a narrow pane they shrink to fit, as phones do, before they scroll sideways. */
export function fitWidth(mail: Document, availablePx: number): void {
  const root = mail.documentElement;
  const zoom = Number(root.style.getPropertyValue("zoom") || 1);
  const neededPx = Math.max(mail.body.scrollWidth, root.scrollWidth);
  if (zoom === 1 && availablePx > 0 && neededPx > availablePx + 1) {
    root.style.setProperty("zoom", String(Math.max(smallest, availablePx / neededPx)));
  }
}

/** A first paragraph's margin above and a last one's below would look like blank lines in the card. */
function trimEdges(whole: HTMLElement): void {
  const body = whole.querySelector<HTMLElement>(":scope > div.m-body:only-child") ?? whole;
  for (const first of body.querySelectorAll<HTMLElement>(":scope > p:first-child, :scope > div:first-child > p:first-child")) {
    set(first, { "margin-top": "0" });
  }
  for (const last of body.querySelectorAll<HTMLElement>(":scope > p:last-child, :scope > div:last-child > p:last-child")) {
    set(last, { "margin-bottom": "0" });
  }
}

/** Only what differs: every change makes the browser lay out all of a long mail anew. */
function set(element: HTMLElement, styles: Record<string, string>): void {
  for (const [name, value] of Object.entries(styles)) {
    if (element.style.getPropertyValue(name) !== value) element.style.setProperty(name, value);
  }
}
