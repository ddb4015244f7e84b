// Which files of a mail its HTML shows in place: by Content-ID, by Content-Location, or by name where a sender gave no more.
import { decodeEntities } from "./entities.ts";
import { htmlTokens } from "./html-tokens.ts";
import type { Attachment } from "./mail.ts";

type Identified = Pick<Attachment, "filename" | "contentId" | "contentLocation">;

/** How a picture is named in HTML, in the one form that files are known by: `cid:logo@acme`, or a location as written. */
export function pictureReference(address: string): string {
  const plain = decoded(address.trim());
  if (!/^cid:/i.test(plain)) return plain;
  return `cid:${plain
    .slice(4)
    .replace(/^[\s</]+|[\s>]+$/g, "")
    .toLowerCase()}`;
}

/** Every reference that means this file, the surest first. */
export function referencesTo({ contentId, contentLocation, filename }: Identified): string[] {
  return [
    ...(contentId ? [pictureReference(`cid:${contentId}`)] : []),
    ...(contentLocation ? [pictureReference(contentLocation)] : []),
    // Some generators write the name for the id, or the location.
    ...(filename ? [pictureReference(`cid:${filename}`), filename] : []),
  ];
}

/** The files by every reference that means one of them; of two that share one, the surer and then the first. */
export function filesByReference<File extends Identified>(files: readonly File[]): Map<string, File> {
  const byReference = new Map<string, File>();
  for (let rank = 0; rank < 4; rank++) {
    for (const file of files) {
      const reference = referencesTo(file)[rank];
      if (reference !== undefined && !byReference.has(reference)) byReference.set(reference, file);
    }
  }
  return byReference;
}

/** References to all pictures that the HTML asks for; those of the web are among them, for their location may be a file's. */
export function picturesIn(html: string): Set<string> {
  const found = new Set<string>();
  const add = (address: string | undefined) => {
    if (address && !/^\s*data:/i.test(address)) found.add(pictureReference(decodeEntities(address.slice(0, 2000))));
  };
  for (const token of htmlTokens(html)) {
    if (token.kind !== "open") continue;
    if (token.name === "img") add(token.attributes.get("src"));
    add(token.attributes.get("background"));
    const style = decodeEntities((token.attributes.get("style") ?? "").slice(0, 4000));
    for (const [, address] of style.matchAll(/\burl\(\s{0,9}["']?([^"'\s)]{1,2000})/gi)) add(address);
  }
  return found;
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch (error) {
    if (error instanceof URIError) return address;
    throw error;
  }
}
