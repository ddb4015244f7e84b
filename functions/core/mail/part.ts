// What one part's header says it is: a container, a text to read, or a file.
import { decodeHeaderText } from "./header-text.ts";
import { type Field, firstValue } from "./header.ts";
import { decodedParameter, readStructured } from "./parameters.ts";
import type { PartSpan } from "./mail.ts";
import type { MultipartPart } from "./skeleton.ts";
import { encodingOf } from "./transfer.ts";

export interface PartHeader {
  /** `text/plain` when absent or unreadable (RFC 2045 section 5.2). */
  readonly contentType: string;
  readonly boundary?: string;
  readonly charset?: string;
  readonly isFlowed: boolean;
  readonly isSpaceDeleted: boolean;
  readonly encoding: PartSpan["encoding"];
  readonly disposition?: string;
  readonly name?: string;
  readonly contentId?: string;
  readonly contentLocation?: string;
  /** Of a multipart/related: the id of the part that the others belong to (RFC 2387 section 3.2). */
  readonly start?: string;
  /** The disposition itself names a file. */
  readonly isFilenameGiven: boolean;
}

/** Where a part stands: what surrounds it, and which child it is. */
export interface Place {
  readonly parentSubtype?: string | undefined;
  /** The parent's `start`. */
  readonly start?: string | undefined;
  readonly index: number;
  /** Nothing but files stands before it. */
  readonly isFirstText: boolean;
}

/** The place of the next child. */
export function placeIn(parent: MultipartPart | undefined, start: string | undefined): Place {
  const { subtype: parentSubtype, children = [] } = parent ?? {};
  return { parentSubtype, start, index: children.length, isFirstText: children.every(({ kind }) => kind === "file") };
}

export function readPartHeader(fields: readonly Field[], place: Place): PartHeader {
  const type = readStructured(firstValue(fields, "content-type") ?? "");
  const disposition = readStructured(firstValue(fields, "content-disposition") ?? "");
  const usual = place.parentSubtype === "digest" ? "message/rfc822" : "text/plain";
  // As written when written plainly: a boundary may look like an encoded word.
  const boundary = type.parameters.get("boundary") ?? decodedParameter(type, "boundary");
  const charset = type.parameters.get("charset") ?? decodedParameter(type, "charset");
  const filename = decodedParameter(disposition, "filename", charset);
  const name = filename || decodedParameter(type, "name", charset) || nameElsewhere(fields);
  const contentId = cleanId(firstValue(fields, "content-id"));
  const start = cleanId(type.parameters.get("start"));
  // A long one is folded, and has no white space of its own.
  const contentLocation = firstValue(fields, "content-location")?.replace(/\s+/g, "").slice(0, 500);
  return {
    contentType: /^[^/\s]+\/[^/\s]+$/.test(type.value)
      ? type.value
      : (wholeType.get(type.value) ?? (name && type.value ? "application/octet-stream" : usual)),
    ...(boundary && { boundary: boundary.trimEnd() }),
    ...(charset && { charset }),
    isFlowed: type.parameters.get("format")?.toLowerCase() === "flowed",
    isSpaceDeleted: type.parameters.get("delsp")?.toLowerCase() === "yes",
    encoding: encodingOf(firstValue(fields, "content-transfer-encoding")),
    ...(disposition.value && { disposition: disposition.value }),
    ...(name && { name }),
    ...(contentId && { contentId }),
    ...(contentLocation && { contentLocation }),
    ...(start && { start }),
    isFilenameGiven: filename !== undefined,
  };
}

/** Whether a leaf is read as the message's text (after RFC 8621 section 4.1.4) or listed as a file. */
export function isBodyText(part: PartHeader, place: Place): boolean {
  if (isFileDisposition(part)) return false;
  const isRoot = place.parentSubtype === undefined;
  if (isRoot && part.contentType.startsWith("text/")) return !filesByType.has(part.contentType);
  if (part.contentType !== "text/plain" && part.contentType !== "text/html") return false;
  // Generators name both versions of a text; an alternative is never a file.
  if (place.parentSubtype === "alternative") return true;
  if (place.index === 0 || (part.contentId !== undefined && part.contentId === place.start)) return true;
  // What has an id belongs to a page; where none came before, it is the page, or the words of an MMS.
  return place.parentSubtype === "related" && part.contentId ? place.isFirstText : !part.name;
}

/** RFC 2183 section 2.8: what is neither known nor inline is a file; without a name for it, it is a slip of the pen. */
function isFileDisposition({ disposition, isFilenameGiven }: PartHeader): boolean {
  if (disposition === undefined || disposition === "inline") return false;
  return disposition === "attachment" || isFilenameGiven;
}

/** True for a body text that is attached by name too: shown in place, and there to be saved. */
export function isNamedText(part: PartHeader, place: Place): boolean {
  return part.isFilenameGiven && place.parentSubtype !== "alternative";
}

// Old and broken senders name the type alone.
const wholeType: ReadonlyMap<string, string> = new Map([
  ["html", "text/html"],
  ["text/", "text/plain"],
  ["text", "text/plain"],
]);

const filesByType: ReadonlySet<string> = new Set([
  "text/calendar",
  "text/vcard",
  "text/x-vcard",
  "text/directory",
  "text/csv",
  "text/rfc822-headers",
]);

function cleanId(raw: string | undefined): string | undefined {
  return raw?.replace(/^[\s<]+|[\s>]+$/g, "").slice(0, 500) || undefined;
}

/** Sun's mailtool had a header of its own; others give a name only as the description, or as the place a file was taken from. */
function nameElsewhere(fields: readonly Field[]): string | undefined {
  const sunName = firstValue(fields, "x-sun-data-name");
  if (sunName) return decodeHeaderText(sunName);
  const description = decodeHeaderText(firstValue(fields, "content-description") ?? "");
  if (isNameLike(description)) return description;
  const [location = ""] = (firstValue(fields, "content-location") ?? "").split(/[?#]/, 1);
  const last = decodeHeaderText(location).split("/").at(-1)?.trim() ?? "";
  return isNameLike(last) ? last : undefined;
}

function isNameLike(text: string): boolean {
  return text.length <= 200 && /^[^\s/:][^/:]*\.[A-Za-z0-9]{2,5}$/.test(text);
}
