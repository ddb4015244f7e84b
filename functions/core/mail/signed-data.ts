// The mail inside an opaque S/MIME signature (RFC 8551 section 3.5.2): found by walking the outermost BER, never checked.
// A signature that is not checked proves nothing, and none of what is found here is treated as if it did.

export interface SignedData {
  readonly kind: "signed-data" | "other";
  /** The enclosed MIME entity. Absent when it is not there, not whole, or not where it should be. */
  readonly content?: Uint8Array;
  /** Where `content` begins in the bytes given, when it lies there in one piece. */
  readonly offset?: number;
}

/** By the first element alone, whatever follows. */
export function isSignedData(bytes: Uint8Array): boolean {
  return isOid(bytes, childrenOf(bytes, elementAt(bytes, 0), 2)[0], signedDataOid);
}

/** Reads `ContentInfo { signedData { version, digests, { data, content } } }` (RFC 5652). Linear: no element is visited twice. */
export function readSignedData(bytes: Uint8Array): SignedData {
  const info = childrenOf(bytes, elementAt(bytes, 0), 2);
  if (!isOid(bytes, info[0], signedDataOid)) return { kind: "other" };
  const signed = childrenOf(bytes, childrenOf(bytes, info[1], 1)[0], 3);
  const encapsulated = childrenOf(bytes, signed[2], 2);
  const octets = isOid(bytes, encapsulated[0], dataOid) ? childrenOf(bytes, encapsulated[1], 1)[0] : undefined;
  if (!octets) return { kind: "signed-data" };
  if (octets.tag === octetString) {
    const isWhole = octets.end !== undefined && octets.end <= bytes.length;
    return isWhole
      ? { kind: "signed-data", content: bytes.subarray(octets.start, octets.end), offset: octets.start }
      : { kind: "signed-data" };
  }
  const pieces = octets.tag === (octetString | constructed) ? childrenOf(bytes, octets, mostPieces) : [];
  const isPlain = pieces.length > 0 && pieces.every(({ tag, end }) => tag === octetString && (end ?? Infinity) <= bytes.length);
  if (!isPlain) return { kind: "signed-data" };
  return { kind: "signed-data", content: Buffer.concat(pieces.map(({ start, end }) => bytes.subarray(start, end))) };
}

const octetString = 0x04;
const constructed = 0x20;
const mostPieces = 100_000;
// 1.2.840.113549.1.7.2 and .1
const signedDataOid = Buffer.from("2a864886f70d010702", "hex");
const dataOid = Buffer.from("2a864886f70d010701", "hex");

interface Element {
  readonly tag: number;
  readonly start: number;
  /** Absent for an indefinite length: the element ends with two zeros that only a walk finds. */
  readonly end?: number;
}

/** The tag and length at `at`. Tags of several bytes do not occur on the way. */
function elementAt(bytes: Uint8Array, at: number): Element | undefined {
  const [tag, first] = [bytes[at], bytes[at + 1]];
  if (tag === undefined || first === undefined) return undefined;
  if (first < 0x80) return { tag, start: at + 2, end: at + 2 + first };
  if (first === 0x80) return { tag, start: at + 2 };
  const size = first & 0x7f;
  if (size > 4) return undefined;
  let length = 0;
  for (let i = 0; i < size; i++) length = length * 256 + (bytes[at + 2 + i] ?? 0);
  return { tag, start: at + 2 + size, end: at + 2 + size + length };
}

/** The first `most` elements inside another. Every step goes forward by two bytes at least. */
function childrenOf(bytes: Uint8Array, parent: Element | undefined, most: number): Element[] {
  const children: Element[] = [];
  if (!parent || (parent.tag & constructed) === 0) return children;
  const limit = Math.min(parent.end ?? bytes.length, bytes.length);
  for (let at = parent.start; at < limit && children.length < most; ) {
    const child = elementAt(bytes, at);
    if (!child || (child.tag === 0 && child.end === child.start)) break;
    children.push(child);
    // What follows an element of unknown length is found only by walking it, and only the last one is ever such.
    if (child.end === undefined) break;
    at = child.end;
  }
  return children;
}

function isOid(bytes: Uint8Array, element: Element | undefined, oid: Uint8Array): boolean {
  return element?.tag === 0x06 && Buffer.from(bytes.subarray(element.start, element.end)).equals(oid);
}
