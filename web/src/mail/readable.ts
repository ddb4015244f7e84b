// Whether the words of a mail can be told from the paper they stand on, by what the browser really paints.

/** Lower than what WCAG asks of a page: small print of a mail is often pale, and was so in the light. */
const leastContrast = 2.5;
/** Enough to find out; a mail with more words has them in few colours. */
const mostLooked = 400;

export function isReadable(mail: Document): boolean {
  const view = mail.defaultView;
  if (!view) return false;
  const walker = mail.createTreeWalker(mail.body, 4 /* text */);
  for (let looked = 0; looked < mostLooked && walker.nextNode(); ) {
    const element = walker.currentNode.parentElement;
    if (!element || walker.currentNode.textContent?.trim() === "" || element.localName === "summary") continue;
    looked += 1;
    const style = view.getComputedStyle(element);
    // What is not to be seen needs no contrast.
    if (element.getClientRects().length === 0 || Number.parseFloat(style.fontSize) < 4) continue;
    const [text, paper] = [rgbOf(style.color), paperOf(element, view)];
    if (text && paper && contrast(text, paper) < leastContrast) return false;
  }
  return true;
}

type Colour = readonly [red: number, green: number, blue: number, alpha: number];

/** The nearest colour behind an element; undefined when a picture lies there, which may be of any. */
function paperOf(element: Element, view: Window): Colour | undefined {
  for (let at: Element | null = element; at; at = at.parentElement) {
    const { backgroundColor, backgroundImage } = view.getComputedStyle(at);
    if (backgroundImage !== "none" && backgroundImage !== "") return undefined;
    const colour = rgbOf(backgroundColor);
    if (colour && colour[3] > 0.5) return colour;
  }
  return [255, 255, 255, 1];
}

function rgbOf(written: string): Colour | undefined {
  const numbers =
    /^rgba?\(([^)]*)\)$/
      .exec(written)?.[1]
      ?.split(/[\s,/]+/)
      .map(Number) ?? [];
  const [red = Number.NaN, green = Number.NaN, blue = Number.NaN, alpha = 1] = numbers;
  return [red, green, blue, alpha].some(Number.isNaN) ? undefined : [red, green, blue, alpha];
}

/** WCAG 2.2, "contrast ratio". */
function contrast(one: Colour, other: Colour): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function luminance([red, green, blue]: Colour): number {
  const [r = 0, g = 0, b = 0] = [red, green, blue].map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
