// Whether a mail came signed or encrypted, by its structure. Nothing is decrypted and no signature is checked.
import type { Protection } from "./mail.ts";
import { isSignedData } from "./signed-data.ts";
import type { FilePart, Part } from "./skeleton.ts";

export function protectionOf(root: Part, text: string): Protection | undefined {
  return ofPart(root, 0) ?? ofText(text);
}

/** `application/pkcs7-mime`, which holds a whole mail, signed or encrypted. */
export function isOpaqueSmime(part: Part): part is FilePart {
  return part.kind === "file" && isOpaqueType(part.contentType);
}

export function isOpaqueType(contentType: string): boolean {
  return /^application\/(?:x-)?pkcs7-mime$/.test(contentType);
}

/** What a program added to prove or to announce something, and nobody attached. */
export function isSignature({ contentType }: { readonly contentType: string }): boolean {
  return /^application\/(?:(?:x-)?pkcs7-signature|pgp-signature|pgp-encrypted)$/.test(contentType);
}

// Lists and gateways wrap what they pass on in a multipart of their own.
const deepest = 2;

function ofPart(part: Part, depth: number): Protection | undefined {
  if (isOpaqueSmime(part)) {
    return { kind: isSignedData(part.head) ? "signed" : "encrypted", by: "s/mime" };
  }
  if (part.kind !== "multipart") return undefined;
  if (part.subtype === "encrypted") return { kind: "encrypted", by: "pgp" };
  if (part.subtype === "signed") {
    const inside = part.children[0] && ofPart(part.children[0], depth + 1);
    const isSmime = part.children.some((child) => child.kind === "file" && /pkcs7-signature$/.test(child.contentType));
    return inside?.kind === "encrypted" ? inside : { kind: "signed", by: isSmime ? "s/mime" : "pgp" };
  }
  if (depth >= deepest) return undefined;
  for (const child of part.children) {
    const inside = ofPart(child, depth + 1);
    if (inside) return inside;
  }
  return undefined;
}

/** PGP as it was before MIME knew of it: a block in the text. A quoted one is somebody else's. */
function ofText(text: string): Protection | undefined {
  if (/^-----BEGIN PGP MESSAGE-----\s*$/m.test(text)) return { kind: "encrypted", by: "pgp" };
  return /^-----BEGIN PGP SIGNED MESSAGE-----\s*$/m.test(text) ? { kind: "signed", by: "pgp" } : undefined;
}
