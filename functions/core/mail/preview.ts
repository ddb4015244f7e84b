// What of a file the page can show without a download: never as the sender wants it run, only pictures, and text and mails as text.
import { limits } from "../limits.ts";
import { isEnclosedMail } from "./filename.ts";
import type { Attachment } from "./mail.ts";

export type PreviewKind = "image" | "text" | "mail";

/** By type and name, which are the sender's claims: who shows it looks at the bytes. */
export function previewOf({ contentType, filename, sizeBytes }: Shown): PreviewKind | undefined {
  const type = isVague(contentType) ? (typesByEnding.get(endingOf(filename)) ?? contentType) : contentType;
  if (images.test(type)) return sizeBytes <= limits.inlineImageBytes ? "image" : undefined;
  if (texts.test(type)) return sizeBytes <= limits.textPreviewBytes ? "text" : undefined;
  return isEnclosedMail(type) && sizeBytes <= limits.rawMailBytes ? "mail" : undefined;
}

type Shown = Pick<Attachment, "contentType" | "filename" | "sizeBytes">;

/** HTML and SVG are none of them, nor is anything else that a browser would run. */
const images = /^image\/(?:png|x-png|p?jpe?g|jfif|gif|webp|apng)$/;
const texts =
  /^(?:text\/(?:plain|csv|tab-separated-values|markdown|x-markdown|x-log|xml|yaml|x-yaml)|application\/(?:json|xml|yaml|x-yaml|csv))$/;

/** Programs that know no better say this of any file. */
function isVague(contentType: string): boolean {
  return contentType === "application/octet-stream" || contentType === "application/vnd.ms-excel";
}

const typesByEnding: ReadonlyMap<string | undefined, string> = new Map(
  Object.entries({
    ...{ png: "image/png", jpg: "image/jpeg", jpeg: "image/jpeg", gif: "image/gif", webp: "image/webp" },
    ...{ txt: "text/plain", log: "text/plain", md: "text/plain", csv: "text/csv", tsv: "text/csv" },
    ...{ json: "application/json", xml: "text/xml", yaml: "text/yaml", yml: "text/yaml" },
    eml: "message/rfc822",
  }),
);

function endingOf(filename: string): string | undefined {
  return /\.([^.]+)$/.exec(filename)?.[1]?.toLowerCase();
}
