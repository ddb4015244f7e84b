// The sender's HTML made safe to show, and a member's made fit to send. sanitize-html has the last word: nothing changes the
// string after it (security B4).
import sanitizeHtmlLibrary from "sanitize-html";
import { limits } from "../limits.ts";
import { cut } from "../conversation/summary.ts";
import { safeStyle } from "./css.ts";
import { allowedTags, commonAttributes } from "./html-allowed.ts";
import { balanceHtml } from "./html-balance.ts";

export { htmlToText } from "./html-text.ts";

export interface SanitiseOptions {
  /** `held`: nothing is fetched from elsewhere. `shown`: pictures are, over https. */
  readonly images: "held" | "shown";
  /** The address under which we serve an image of the same mail; undefined when it has none of that Content-ID. */
  readonly inlineImage: (contentId: string) => string | undefined;
  /** `shown`: of a forwarded mail nothing is folded. */
  readonly quotes?: "folded" | "shown";
}

export interface Sanitised {
  readonly html: string;
  /** Remote pictures that were left out and would be shown with `shown`. Trackers are left out always and not counted. */
  readonly heldImages: number;
}

/** By the allowlist of `html-allowed.ts`; quotes folded into `<details class="quote">`. Idempotent, linear. */
export function sanitiseHtml(html: string, options: SanitiseOptions): Sanitised {
  const styles = new Map<string, string>();
  let heldImages = 0;
  const clean = sanitizeHtmlLibrary(balanceHtml(cut(html, limits.storedHtmlChars), { isFolding: options.quotes !== "shown" }), {
    ...base,
    allowedTags: [...allowedTags],
    allowedAttributes: { "*": [...commonAttributes], a: ["href", "rel", "target"], img: ["src", "alt"], details: ["class"] },
    allowedClasses: { details: ["quote"] },
    transformTags: {
      "*": (tagName, attribs) => ({ tagName, attribs: { ...plain(attribs), ...cleanStyle(attribs.style, styles) } }),
      a: (tagName, attribs) => ({ tagName, attribs: { ...without(attribs, "href"), ...cleanLink(attribs.href) } }),
      img: (tagName, attribs) => {
        const source = imageSource(attribs, options);
        if (source.isHeld) heldImages++;
        // No such element is allowed, so nothing is left of it.
        if (source.isTracker) return { tagName: "tracker", attribs: {} };
        return { tagName, attribs: { ...without(attribs, "src"), ...(source.address && { src: source.address }) } };
      },
    },
  });
  return { html: clean, heldImages };
}

/** What a member typed or pasted into the editor, for sending: text, lists and links, nothing that fetches or hides. */
export function sanitiseTypedHtml(html: string): string {
  return sanitizeHtmlLibrary(balanceHtml(cut(html, limits.replyHtmlChars), { isFolding: false }), {
    ...base,
    allowedTags: "a b blockquote br code div em h1 h2 h3 hr i li ol p pre s strong sub sup u ul".split(" "),
    allowedAttributes: { a: ["href", "rel", "target"], ol: ["start"] },
    transformTags: { a: (tagName, attribs) => ({ tagName, attribs: cleanLink(attribs.href) }) },
  });
}

/** A complete document for the sandboxed frame, which tells the page how many pictures it holds back. The HTML is not touched. */
export function bodyDocument({ html, heldImages }: Sanitised): string {
  return `<!doctype html>
<html lang="">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<meta name="referrer" content="no-referrer">
<meta name="held-images" content="${heldImages}">
<title></title>
<style>${documentStyle}</style>
</head>
<body>${html}</body>
</html>
`;
}

const documentStyle = `
:root { color-scheme: light; }
html { background: #fff; color: #1c1f24; }
body { display: flow-root; margin: 0; overflow-x: auto; overflow-wrap: break-word;
  font: 15px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif; }
img { max-width: 100%; height: auto; }
img:not([src]) { display: inline-block; min-width: 1em; border: 1px dashed #c6cad1; border-radius: 4px; color: #6b7280; }
pre { white-space: pre-wrap; }
blockquote { margin: 0.5em 0; padding-left: 0.9em; border-left: 2px solid #d5d9df; }
a { color: #1d5fd1; }
details.quote > summary { width: max-content; margin: 0.5em 0; padding: 0 0.6em; border-radius: 999px; background: #eceef1;
  color: #4b5563; cursor: pointer; list-style: none; letter-spacing: 0.1em; line-height: 1.3; }
details.quote > summary::-webkit-details-marker { display: none; }
details.quote > summary:focus-visible { outline: 2px solid #1d5fd1; outline-offset: 2px; }
`;

const base = {
  nestingLimit: 128,
  disallowedTagsMode: "discard",
  allowedSchemes: ["http", "https", "mailto", "tel"],
  allowedSchemesByTag: { img: ["https", "data"] },
  allowProtocolRelative: false,
  enforceHtmlBoundary: false,
  parseStyleAttributes: false,
} satisfies sanitizeHtmlLibrary.IOptions;

type Attributes = Record<string, string>;

function without(attribs: Attributes, name: string): Attributes {
  return Object.fromEntries(Object.entries(attribs).filter(([key]) => key !== name));
}

/** Attribute values that are words, numbers or colours; others have no meaning here and go. */
function plain(attribs: Attributes): Attributes {
  const kept: Attributes = {};
  for (const [name, value] of Object.entries(attribs)) {
    if (name === "style") continue;
    if (freeText.has(name) || /^[#\w%.,\- ]{0,100}$/.test(value)) kept[name] = value;
  }
  return kept;
}

const freeText: ReadonlySet<string> = new Set(["alt", "title", "href", "src", "rel", "target", "face"]);

function cleanStyle(style: string | undefined, known: Map<string, string>): Attributes {
  if (!style) return {};
  let safe = known.get(style);
  if (safe === undefined) known.set(style, (safe = safeStyle(style)));
  return safe === "" ? {} : { style: safe };
}

const longestAddress = 8000;

/** Only whole addresses of the web, of mail and of telephones; where they lead is opened apart, and learns nothing of us. */
function cleanLink(href: string | undefined): Attributes {
  const address =
    webAddress(href) ??
    (/^(?:mailto:[^\s<>"']{1,500}|tel:[+\d()./ -]{1,40})$/i.test(href?.trim() ?? "") ? href?.trim() : undefined);
  return address ? { href: address, rel: "noopener noreferrer nofollow", target: "_blank" } : {};
}

function webAddress(written: string | undefined, schemes = /^https?:\/\//i): string | undefined {
  const address = written?.replace(/[\0-\x1f\x7f]/g, "").trim() ?? "";
  if (!schemes.test(address) || address.length > longestAddress || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  // A name before the host is there to be taken for it.
  if (url.username !== "" || url.password !== "") return undefined;
  return url.href;
}

interface ImageSource {
  readonly address?: string;
  readonly isHeld?: boolean;
  readonly isTracker?: boolean;
}

function imageSource(attribs: Attributes, { images, inlineImage }: SanitiseOptions): ImageSource {
  const src = (attribs.src ?? "").trim();
  if (isTiny(attribs)) return { isTracker: true };
  if (/^cid:/i.test(src)) {
    const address = inlineImage(decodeId(src.slice(4)));
    return address === undefined ? {} : { address };
  }
  if (/^data:image\/(?:png|jpe?g|gif|webp);base64,[A-Za-z0-9+/=\s]+$/i.test(src)) return { address: src.replace(/\s+/g, "") };
  const remote = webAddress(src);
  if (remote === undefined) return {};
  if (images === "held") return { isHeld: true };
  // Pictures only over https; an http one is asked for by https or not at all.
  return { address: remote.replace(/^http:/, "https:") };
}

/** One pixel or none: it shows nothing and tells the sender that it was fetched. */
function isTiny({ width, height, style = "" }: Attributes): boolean {
  const isDot = (size: string | undefined) => size !== undefined && /^\s*[01](?:px)?\s*$/.test(size);
  if (isDot(width) && isDot(height)) return true;
  return /display\s*:\s*none|visibility\s*:\s*hidden/i.test(style) || /(?:^|;)\s*width\s*:\s*[01](?:px)?\s*(?:;|$)/i.test(style);
}

function decodeId(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch (error) {
    if (error instanceof URIError) return id;
    throw error;
  }
}
