// The sender's HTML made safe to show, and a member's made fit to send. sanitize-html has the last word: nothing changes the
// string after it (security B4).
import sanitizeHtmlLibrary from "sanitize-html";
import { limits } from "../limits.ts";
import { cut } from "../conversation/summary.ts";
import { safeStyle } from "./css.ts";
import { senderName } from "./css-selector.ts";
import { safeSheet } from "./css-sheet.ts";
import type { StylePicture } from "./css-values.ts";
import { allowedTags, commonAttributes } from "./html-allowed.ts";
import { balanceHtml, elsewhereAttribute } from "./html-balance.ts";
import { imageSource, webAddress } from "./html-links.ts";

export { htmlToText } from "./html-text.ts";

export interface SanitiseOptions {
  /** `held`: nothing is fetched from elsewhere. `shown`: pictures are, over https. */
  readonly images: "held" | "shown";
  /** The address under which we serve a picture of the same mail, by its `pictureReference`; undefined when it has none such. */
  readonly inlineImage: (reference: string) => string | undefined;
  /** `shown`: of a forwarded mail nothing is folded. */
  readonly quotes?: "folded" | "shown";
}

export interface Sanitised {
  readonly html: string;
  /** Remote pictures that were left out and would be shown with `shown`. */
  readonly heldImages: number;
  /** Pictures that show nothing and only tell that they were fetched: left out always. */
  readonly trackers: number;
  /** The sender's style sheets, and those of their rules that hold where colours are dark. */
  readonly css: string;
  readonly darkCss: string;
  /** True for a mail with more elements than a browser lays out in time: it is to be shown as text. */
  readonly isTooMuch: boolean;
}

/** By the allowlist of `html-allowed.ts`; quotes folded into `<details class="quote">`. Idempotent, linear. */
export function sanitiseHtml(html: string, options: SanitiseOptions): Sanitised {
  const styles = new Map<string, string>();
  const count = { held: 0, trackers: 0 };
  /** What a tracker's attributes become: by this very object it is known, and left out. */
  const tracker: Attributes = {};
  const picture = (address: string, element: Attributes = {}) => {
    const source = imageSource(address, element, options);
    if (source.isHeld) count.held++;
    if (source.isTracker) count.trackers++;
    return source;
  };
  const balanced = balanceHtml(cut(html, limits.storedHtmlChars), { isFolding: options.quotes !== "shown" });
  const clean = sanitizeHtmlLibrary(balanced.html, {
    ...base,
    allowedTags: [...allowedTags],
    allowedAttributes: {
      "*": [...commonAttributes],
      a: ["href", "rel", "target"],
      img: ["src", "alt"],
      ...Object.fromEntries(["ol", "ul", "li"].map((list) => [list, ["type"]])),
    },
    exclusiveFilter: ({ attribs }) => attribs === tracker,
    transformTags: {
      "*": (tagName, attribs) => {
        if (attribs === tracker) return { tagName, attribs };
        const style = cleanStyle(legacyStyle(tagName, attribs), styles, (address) => picture(address).address);
        return {
          tagName,
          attribs: sorted({
            ...plain(tagName === "div" ? without(attribs, "bgcolor") : attribs),
            ...names(tagName, attribs),
            ...style,
          }),
        };
      },
      a: (tagName, attribs) => ({ tagName, attribs: { ...without(attribs, "href"), ...cleanLink(attribs.href) } }),
      img: (tagName, attribs) => {
        const source = picture(attribs.src ?? "", attribs);
        if (source.isTracker) return { tagName, attribs: tracker };
        return { tagName, attribs: { ...without(attribs, "src"), ...(source.address && { src: source.address }) } };
      },
    },
  });
  return {
    html: clean,
    heldImages: count.held,
    trackers: count.trackers,
    ...safeSheet(balanced.sheets),
    isTooMuch: balanced.elements > limits.shownElements,
  };
}

/** What a member typed or pasted into the editor, for sending: text, lists and links, nothing that fetches or hides. */
export function sanitiseTypedHtml(html: string): string {
  return sanitizeHtmlLibrary(balanceHtml(cut(html, limits.replyHtmlChars), { isFolding: false }).html, {
    ...base,
    allowedTags: "a b blockquote br code div em h1 h2 h3 hr i li ol p pre s strong sub sup u ul".split(" "),
    allowedAttributes: { a: ["href", "rel", "target"], ol: ["start"] },
    transformTags: { a: (tagName, attribs) => ({ tagName, attribs: without(cleanLink(attribs.href), "title") }) },
  });
}

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
    if (named.has(name)) continue;
    if (freeText.has(name) || /^[#\w%.,\- ]{0,100}$/.test(value)) kept[name] = value;
  }
  return kept;
}

/** In one order, whatever was added on the way, so that the same comes out again. */
function sorted(attribs: Attributes): Attributes {
  return Object.fromEntries(Object.entries(attribs).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

const named: ReadonlySet<string> = new Set(["style", "class", "id", "background", "text"]);
const freeText: ReadonlySet<string> = new Set(["alt", "title", "href", "src", "rel", "target", "face"]);

/** Classes and ids under names of the sender's own, and the classes that are ours. */
function names(tagName: string, attribs: Attributes): Attributes {
  const ours =
    tagName === "details" && attribs.class === "quote" ? ["quote"] : attribs[elsewhereAttribute] === "" ? ["elsewhere"] : [];
  const theirs = tagName === "details" ? [] : (attribs.class ?? "").slice(0, 1000).split(/\s+/).map(senderName);
  const classes = [...ours, ...theirs.filter((name) => name !== "" && name !== "m-elsewhere")].join(" ");
  const id = senderName(attribs.id ?? "");
  return { ...(classes && { class: classes }), ...(id && { id }) };
}

/** The style, with what old attributes say and no browser hears on this element, or that names a picture. */
function legacyStyle(tagName: string, attribs: Attributes): string {
  const { style = "", bgcolor = "", text = "", background = "", width = "", height = "" } = attribs;
  const isColour = /^#?[\w]{3,30}$/;
  const hasBody = tagName === "div";
  return [
    hasBody && isColour.test(bgcolor) && `background-color:${bgcolor}`,
    hasBody && isColour.test(text) && `color:${text}`,
    background !== "" && `background-image:url("${background.replace(/["\\\n\r]/g, encodeURIComponent)}")`,
    // A picture that must shrink keeps the shape that its sender gave it; a spacer has none of its own.
    tagName === "img" &&
      isPixels(width) &&
      isPixels(height) &&
      !/height|aspect-ratio/i.test(style) &&
      `aspect-ratio:${Number(width)}/${Number(height)}`,
    style,
  ]
    .filter((one) => one !== false && one !== "")
    .join(";");
}

function isPixels(size: string): boolean {
  return /^[1-9]\d{0,3}$/.test(size);
}

function cleanStyle(style: string, known: Map<string, string>, picture: StylePicture): Attributes {
  if (style === "") return {};
  let safe = known.get(style);
  if (safe === undefined) known.set(style, (safe = safeStyle(style, picture)));
  return safe === "" ? {} : { style: safe };
}

/** Only whole addresses of the web, of mail and of telephones; where they lead is opened apart, and learns nothing of us. */
function cleanLink(href: string | undefined): Attributes {
  const web = webAddress(href);
  const address =
    web ?? (/^(?:mailto:[^\s<>"']{1,500}|tel:[+\d()./ -]{1,40})$/i.test(href?.trim() ?? "") ? href?.trim() : undefined);
  if (!address) return {};
  // Where it really leads, whatever the sender would like to stand there.
  const title = web ? new URL(web).host : address.replace(/^(?:mailto|tel):/i, "");
  return { href: address, rel: "noopener noreferrer nofollow", target: "_blank", title };
}
