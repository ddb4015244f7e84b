// Names for files that came with a mail: what the sender wrote, without anything that could mislead, or one made from the type.
import { cut } from "../conversation/summary.ts";

/** The sender's name made safe: no path, no controls, no turned direction, bounded. Undefined when nothing remains. */
export function safeFilename(name: string): string | undefined {
  const base = name.replaceAll("\\", "/").split("/").at(-1) ?? "";
  const clean = base
    .replace(/[\0-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2028\u2029\u2060-\u2069\ufeff]/g, "")
    .replace(/[<>:"|?*]/g, "_")
    .replace(/\s+/gu, " ")
    .trim()
    .replace(/^\.+/, "")
    .replace(/[. ]+$/, "");
  return clean === "" ? undefined : shorten(clean);
}

/** `part-2.png` for a nameless part, `message-3.eml` for an enclosed mail. */
export function madeFilename(contentType: string, position: number): string {
  if (isEnclosedMail(contentType)) return `message-${position}.eml`;
  return `part-${position}.${extensionOf(contentType)}`;
}

/** A whole mail as a file; `message/global` is the same with UTF-8 in its headers (RFC 6532). */
export function isEnclosedMail(contentType: string): boolean {
  return contentType === "message/rfc822" || contentType === "message/global";
}

const longestName = 150;

/** Cuts the middle, so that the extension stays what it was. */
function shorten(name: string): string {
  if (name.length <= longestName) return name;
  const dot = name.lastIndexOf(".");
  const extension = dot > 0 && name.length - dot <= 16 ? name.slice(dot) : "";
  return cut(name, longestName - extension.length) + extension;
}

const extensions: Readonly<Record<string, string>> = {
  "image/jpeg": "jpg",
  "image/pjpeg": "jpg",
  "image/svg+xml": "svg",
  "image/x-icon": "ico",
  "image/tiff": "tif",
  "text/plain": "txt",
  "text/html": "html",
  "text/calendar": "ics",
  "text/vcard": "vcf",
  "text/x-vcard": "vcf",
  "text/csv": "csv",
  "text/directory": "vcf",
  "text/rtf": "rtf",
  "text/markdown": "md",
  "text/xml": "xml",
  "text/css": "css",
  "text/x-amp-html": "html",
  "application/xhtml+xml": "html",
  "application/rtf": "rtf",
  "text/rfc822-headers": "txt",
  "message/delivery-status": "txt",
  "message/disposition-notification": "txt",
  "message/feedback-report": "txt",
  "application/pdf": "pdf",
  "application/zip": "zip",
  "application/x-zip-compressed": "zip",
  "application/msword": "doc",
  "application/vnd.ms-excel": "xls",
  "application/vnd.ms-powerpoint": "ppt",
  "application/json": "json",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
  "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
  "application/ms-tnef": "dat",
  "application/pgp-signature": "asc",
  "application/pgp-encrypted": "asc",
  "application/ics": "ics",
  "application/pkcs7-signature": "p7s",
  "application/x-pkcs7-signature": "p7s",
  "application/pkcs7-mime": "p7m",
  "application/x-pkcs7-mime": "p7m",
  "audio/mpeg": "mp3",
  "audio/x-wav": "wav",
  "video/quicktime": "mov",
  "application/gzip": "gz",
};

/** The type that a name's extension speaks of; for files that come without one. */
export function contentTypeOf(name: string | undefined): string {
  const extension = /\.([A-Za-z0-9]{1,8})$/.exec(name ?? "")?.[1]?.toLowerCase();
  const known = Object.entries(extensions).find(([, each]) => each === extension)?.[0];
  return known ?? (extension && /^(?:png|gif|webp|bmp)$/.test(extension) ? `image/${extension}` : "application/octet-stream");
}

function extensionOf(contentType: string): string {
  const known = extensions[contentType];
  if (known) return known;
  const [type, subtype = ""] = contentType.split("/");
  return /^(?:image|audio|video)$/.test(type ?? "") && /^[a-z0-9]{2,5}$/.test(subtype) ? subtype : "bin";
}
