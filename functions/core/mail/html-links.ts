// Which addresses of a mail may be shown or led to: pictures of the mail itself, and of the web when somebody asked for them.
import type { SanitiseOptions } from "./html.ts";
import { pictureReference } from "./inline-parts.ts";

const longestAddress = 8000;

/** A whole address of the web, as a browser understands it; undefined for all else. */
export function webAddress(written: string | undefined, schemes = /^https?:\/\//i): string | undefined {
  const address = written?.replace(/[\0-\x1f\x7f]/g, "").trim() ?? "";
  if (!schemes.test(address) || address.length > longestAddress || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  // A name before the host is there to be taken for it.
  if (url.username !== "" || url.password !== "") return undefined;
  return url.href;
}

export interface ImageSource {
  readonly address?: string;
  readonly isHeld?: boolean;
  readonly isTracker?: boolean;
}

/** @param element attributes of the `<img>`; none for a background */
export function imageSource(
  written: string,
  element: Readonly<Record<string, string>>,
  { images, inlineImage }: SanitiseOptions,
): ImageSource {
  const src = written.trim();
  if (src === "") return {};
  const isData = /^data:/i.test(src);
  const own = isData ? undefined : inlineImage(pictureReference(src));
  if (own !== undefined) return { address: own };
  if (isData && /^data:image\/(?:png|jpe?g|gif|webp);base64,[A-Za-z0-9+/=\s]+$/i.test(src))
    return { address: src.replace(/\s+/g, "") };
  if (isData) return {};
  const remote = webAddress(src);
  if (remote === undefined) return {};
  if (isTiny(element) || isKnownTracker(remote)) return { isTracker: true };
  if (images === "held") return { isHeld: true };
  // Pictures only over https; an http one is asked for by https or not at all.
  return { address: remote.replace(/^http:/, "https:") };
}

/** One pixel or none: it shows nothing and tells the sender that it was fetched. */
function isTiny({ width, height, style = "", class: classes = "" }: Readonly<Record<string, string>>): boolean {
  // A picture for phones alone is hidden here and shown by the style sheet.
  const isForPhones = classes !== "" && Number.parseInt(sizeIn(style, "width") ?? width ?? "", 10) > 10;
  if (
    !isForPhones &&
    /display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|$)|mso-hide\s*:\s*all/i.test(style)
  )
    return true;
  const wide = isDot(sizeIn(style, "width") ?? width);
  const high = isDot(sizeIn(style, "height") ?? height);
  const isUnsized = (size: string | undefined, name: string) => size === undefined && sizeIn(style, name) === undefined;
  return (wide && high) || (wide && isUnsized(height, "height")) || (high && isUnsized(width, "width"));
}

function sizeIn(style: string, name: "width" | "height" | (string & {})): string | undefined {
  return new RegExp(`(?:^|;)\\s*(?:max-)?${name}\\s*:\\s*([\\d.]{1,10}(?:px|pt)?)`, "i").exec(style.slice(0, 2000))?.[1];
}

function isDot(size: string | undefined): boolean {
  return size !== undefined && /^\s*[01](?:\.0*)?(?:px|pt)?\s*$/i.test(size);
}

/** Where the common mailing services count who opened a mail, for those that leave out the size. */
function isKnownTracker(address: string): boolean {
  const { pathname } = new URL(address);
  return /\/(?:wf|trk|track|tracking|e\d?t?)\/(?:open|o)(?:\.(?:php|aspx?|gif|png))?(?:\/|$)|\/(?:open|beacon|pixel|spacer-open)\.(?:php|aspx?|gif)$|\/mailtrack\/trace\//i.test(
    pathname,
  );
}
