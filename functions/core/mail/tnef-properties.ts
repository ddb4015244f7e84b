// MAPI properties as they lie in a winmail.dat (MS-OXTNEF 2.1.3.4): type, id, for named ones a name, then values padded to four bytes.
import { decodeBytes } from "./charset.ts";

const longFilename = 0x3707;
const attachContentId = 0x3712;
const plainBody = 0x1000;
const compressedRtf = 0x1009;
const htmlBody = 0x1013;
const bodyCodePage = 0x3fde;
const mostProperties = 1000;

export interface Properties {
  longName?: string;
  contentId?: string;
  /** Bodies as they lie there; strings of UTF-16 are text already. */
  html?: Buffer | string;
  plain?: Buffer | string;
  rtf?: Buffer;
  codePage?: number;
}

/** Stops at the first property that it cannot pass. */
export function readProperties(data: Buffer): Properties {
  const found: Properties = {};
  const at = { now: 4 };
  const number = (): number | undefined => {
    if (at.now + 4 > data.length) return undefined;
    at.now += 4;
    return data.readUInt32LE(at.now - 4);
  };
  const count = data.length >= 4 ? Math.min(data.readUInt32LE(0), mostProperties) : 0;
  for (let i = 0; i < count; i++) {
    const tag = number();
    if (tag === undefined) break;
    const [type, id] = [tag & 0xffff, tag >>> 16];
    if (id >= 0x8000 && !skipName(at, data, number)) break;
    const values = readValues(type, at, data, number);
    if (!values) break;
    const isWide = type === 0x1f;
    const text = () => textOf(values, isWide);
    if (id === longFilename) found.longName = text();
    if (id === attachContentId) found.contentId = text().replace(/^<|>$/g, "");
    if (id === compressedRtf) found.rtf = values;
    if (id === htmlBody) found.html = isWide ? text() : values;
    if (id === plainBody) found.plain = isWide ? text() : values;
    if (id === bodyCodePage && values.length === 4) found.codePage = values.readUInt32LE(0);
  }
  return found;
}

/** A named property carries a GUID, then a number or a string. */
function skipName(at: { now: number }, data: Buffer, number: () => number | undefined): boolean {
  at.now += 16;
  const kind = number();
  const value = number();
  if (kind === undefined || value === undefined) return false;
  if (kind !== 0) at.now += padded(value);
  return at.now <= data.length;
}

/** The property's bytes, the last value's when it has several; undefined when they cannot be passed. */
function readValues(type: number, at: { now: number }, data: Buffer, number: () => number | undefined): Buffer | undefined {
  const size = sizes[type & 0x0fff];
  const isMany = (type & 0x1000) !== 0;
  const isCounted = isMany || size === undefined;
  const values = isCounted ? number() : 1;
  if (values === undefined || values > mostProperties || (size === undefined && !counted.has(type & 0x0fff))) return undefined;
  let last: Buffer = Buffer.alloc(0);
  for (let i = 0; i < values; i++) {
    const length = size ?? number();
    if (length === undefined || at.now + length > data.length) return undefined;
    last = data.subarray(at.now, at.now + length);
    at.now += padded(length);
  }
  return last;
}

// Property types of fixed size, in the bytes they take here; the others say their length.
const sizes: Readonly<Record<number, number>> = {
  0x2: 4,
  0x3: 4,
  0x4: 4,
  0x5: 8,
  0x6: 8,
  0x7: 8,
  0xa: 4,
  0xb: 4,
  0x14: 8,
  0x40: 8,
  0x48: 16,
};
const counted: ReadonlySet<number> = new Set([0xd, 0x1e, 0x1f, 0x102]);

function padded(length: number): number {
  return Math.ceil(length / 4) * 4;
}

/** Up to the zero that ends it. */
export function textOf(data: Buffer, isUtf16 = false): string {
  const text = isUtf16 ? data.toString("utf16le") : decodeBytes(data).text;
  return text.split("\0", 1)[0] ?? "";
}
