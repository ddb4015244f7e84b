// Which files of a message stand beside its text: all but those that are shown in the text, and those that nobody attached.
import { limits } from "../limits.ts";
import type { Attachment } from "./mail.ts";
import { isSignature } from "./protection.ts";

type Shown = Pick<Attachment, "contentType" | "sizeBytes"> & { readonly isInline?: boolean };

/** @param withInline where the HTML is not shown, its pictures have no other place */
export function listedFiles<File extends Shown>(files: readonly File[], withInline: boolean): File[] {
  return files.filter((file) => (withInline || !isShownInPlace(file)) && !isSignature(file));
}

/** What the HTML asks for and no browser is given would be nowhere, were it not listed. */
export function isShownInPlace({ contentType, sizeBytes, isInline }: Shown): boolean {
  const isOtherImage = contentType.startsWith("image/") && !/^image\/(?:png|p?jpe?g|jfif|gif|webp|x-png|apng)$/.test(contentType);
  return isInline === true && !isOtherImage && sizeBytes <= limits.inlineImageBytes;
}
