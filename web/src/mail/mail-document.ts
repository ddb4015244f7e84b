// What the page reads from and sets on the document inside a mail frame. It changes styles only; it never moves a node out.

/** How many remote images the server left out of this document. */
export function heldImages(mail: Document): number {
  const count = Number(mail.querySelector('meta[name="held-images"]')?.getAttribute("content") ?? 0);
  return Number.isInteger(count) && count > 0 ? count : 0;
}

const designed = "[bgcolor], [background], [color], [face], table, center, font, [style*='color'], [style*='background']";

/** Plain mail brings no colours and no layout of its own, so it may take the page's. */
export function isPlainMail(mail: Document): boolean {
  return mail.body.querySelector(designed) === null && !mail.body.matches(designed);
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
  for (const fold of mail.querySelectorAll("summary"))
    set(fold, { color: colour("--fg-muted"), background: colour("--bg-active") });
}

/** Mail with a design stays on white paper, whatever the theme: its sender chose the colours for that. */
export function layOnPaper(mail: Document, isOnOtherColour: boolean): void {
  set(mail.body, { padding: isOnOtherColour ? "12px 14px" : "0" });
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
function trimEdges(body: HTMLElement): void {
  for (const first of body.querySelectorAll<HTMLElement>(":scope > p:first-child, :scope > div:first-child > p:first-child")) {
    set(first, { "margin-top": "0" });
  }
  for (const last of body.querySelectorAll<HTMLElement>(":scope > p:last-child, :scope > div:last-child > p:last-child")) {
    set(last, { "margin-bottom": "0" });
  }
}

function set(element: HTMLElement, styles: Record<string, string>): void {
  for (const [name, value] of Object.entries(styles)) element.style.setProperty(name, value);
}
