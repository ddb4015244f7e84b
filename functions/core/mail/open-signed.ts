// A mail whose whole body is an opaque S/MIME signature, opened: its signed content is read in its place.
import type { Defect } from "./mail.ts";
import { isOpaqueSmime } from "./protection.ts";
import { createScan } from "./scan.ts";
import { readSignedData } from "./signed-data.ts";
import type { FilePart, Part } from "./skeleton.ts";

/** The tree to read: the signed parts beside the file they came in, or the tree as it is. */
export function openSigned(root: Part): { root: Part; defect?: Defect } {
  if (!isOpaqueSmime(root)) return { root };
  const { kind, content, offset } = readSignedData(root.head);
  if (kind !== "signed-data") return { root, defect: closed("Its content is encrypted.") };
  if (!content) return { root, defect: closed("Its content cannot be found in the signature.") };
  const scan = createScan();
  scan.push(content);
  const { root: inside, refusal } = scan.end();
  if (refusal) return { root, defect: closed("Its content is not a mail that can be read.") };
  const placed = replaced(inside, (file) => placedIn(root, file, offset));
  return { root: { kind: "multipart", subtype: "signed", children: [...placed, root] } };
}

function closed(why: string): Defect {
  return { code: "smime.closed", detail: `The mail is an S/MIME container. ${why} The original has all of it.` };
}

/** The tree with each file put in place, or left out where `place` gives none. */
function replaced(part: Part, place: (file: FilePart) => FilePart | undefined): Part[] {
  if (part.kind === "text") return [part];
  if (part.kind === "multipart") return [{ ...part, children: part.children.flatMap((child) => replaced(child, place)) }];
  const file = place(part);
  return file ? [file] : [];
}

/** A file of the signed content can be had by itself when that content lies in one piece. */
function placedIn({ span }: FilePart, file: FilePart, offset: number | undefined): FilePart | undefined {
  if (offset === undefined || span.inner || file.span.inner) return undefined;
  return { ...file, span: { ...span, inner: { ...file.span, offset: offset + file.span.offset } } };
}
