// What lies in Outlook's winmail.dat (MS-OXTNEF): names, sizes and places of the files in it. Read while it passes, and only
// forward: each step takes at least one byte, so there is nothing to loop on. Nothing in it is followed or decoded.
import { limits } from "../limits.ts";
import { decodeBytes } from "./charset.ts";

export interface TnefReading {
  readonly files: readonly TnefFile[];
  /** The mail's own words are in it, as compressed RTF that is not read. */
  readonly hasBody: boolean;
  /** It is TNEF from its first byte to its last. */
  readonly isWhole: boolean;
}

export interface TnefFile {
  readonly name?: string;
  readonly contentId?: string;
  /** In the decoded winmail.dat. */
  readonly offset: number;
  readonly length: number;
}

export interface TnefReader {
  push(bytes: Uint8Array): void;
  end(): TnefReading;
}

export function isTnef(contentType: string, name: string | undefined): boolean {
  return /^application\/(?:vnd\.)?ms-tnef$/.test(contentType) || /^winmail\.dat$/i.test(name ?? "");
}

export function createTnefReader(): TnefReader {
  return new Reader();
}

const signature = 0x223e9f78;
// Level, id and length before the data; a checksum of two bytes after it.
const headSize = 9;
const checksumSize = 2;
// Attribute ids, less their type in the upper half.
const attachBegins = 0x9002;
const attachTitle = 0x8010;
const attachData = 0x800f;
const attachProperties = 0x9005;
const messageProperties = 0x9003;
const body = 0x800c;

class Reader implements TnefReader {
  #position = 0;
  /** Bytes that are collected: the signature and key, an attribute's head, or a small attribute's data. */
  #held: Buffer[] = [];
  #heldSize = 0;
  #state: "signature" | "head" | "data" | "failed" = "signature";
  #id = 0;
  #dataLeft = 0;
  #isKept = false;
  #files: { title?: string; longName?: string; contentId?: string; offset?: number; length?: number }[] = [];
  #hasBody = false;

  push(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length && this.#state !== "failed"; ) {
      const wanted = this.#state === "signature" ? 6 : this.#state === "head" ? headSize : this.#dataLeft;
      const taken = Math.min(wanted - (this.#state === "data" ? 0 : this.#heldSize), bytes.length - at);
      if (this.#state !== "data" || (this.#isKept && this.#heldSize < limits.reportBytes)) {
        this.#held.push(Buffer.from(bytes.subarray(at, at + taken)));
        this.#heldSize += taken;
      }
      at += taken;
      this.#position += taken;
      if (this.#state === "data") this.#dataLeft -= taken;
      this.#step();
    }
  }

  end(): TnefReading {
    const isWhole = this.#state === "head" && this.#heldSize === 0;
    const files = this.#files.flatMap(({ title, longName, contentId, offset, length }) => {
      // A file whose data goes on past the end is not there.
      if (offset === undefined || length === undefined || offset + length > this.#position) return [];
      const name = longName ?? title;
      return [{ ...(name && { name }), ...(contentId && { contentId }), offset, length }];
    });
    return { files, hasBody: this.#hasBody, isWhole };
  }

  #step(): void {
    if (this.#state === "signature" && this.#heldSize === 6) {
      this.#state = this.#take().readUInt32LE(0) === signature ? "head" : "failed";
    } else if (this.#state === "head" && this.#heldSize === headSize) {
      this.#beginAttribute(this.#take());
    } else if (this.#state === "data" && this.#dataLeft === 0) {
      this.#endAttribute(this.#take());
      this.#state = "head";
    }
  }

  #take(): Buffer {
    const held = Buffer.concat(this.#held);
    this.#held = [];
    this.#heldSize = 0;
    return held;
  }

  #beginAttribute(head: Buffer): void {
    const level = head.readUInt8(0);
    const length = head.readUInt32LE(5);
    if ((level !== 1 && level !== 2) || length > limits.rawMailBytes) {
      this.#state = "failed";
      return;
    }
    this.#id = head.readUInt16LE(1);
    this.#state = "data";
    this.#dataLeft = length + checksumSize;
    this.#isKept = [attachTitle, attachProperties, messageProperties].includes(this.#id);
    if (this.#id === body) this.#hasBody ||= length > 1;
    if (this.#id === attachBegins && this.#files.length < limits.attachments) this.#files.push({});
    const file = this.#files.at(-1);
    if (this.#id === attachData && file) Object.assign(file, { offset: this.#position, length });
  }

  #endAttribute(held: Buffer): void {
    const data = held.subarray(0, Math.max(held.length - checksumSize, 0));
    const file = this.#files.at(-1);
    if (this.#id === attachTitle && file) file.title = textOf(data);
    if (this.#id === attachProperties && file) {
      const found = readProperties(data);
      Object.assign(file, found.longName && { longName: found.longName }, found.contentId && { contentId: found.contentId });
    }
    if (this.#id === messageProperties) this.#hasBody ||= readProperties(data).hasBody;
  }
}

const longFilename = 0x3707;
const attachContentId = 0x3712;
const compressedRtf = 0x1009;
const mostProperties = 1000;

interface Properties {
  longName?: string;
  contentId?: string;
  hasBody: boolean;
}

/** MAPI properties: type, id, for named ones a name, then values padded to four bytes. Stops at the first it cannot pass. */
function readProperties(data: Buffer): Properties {
  const found: Properties = { hasBody: false };
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
    const text = () => textOf(values, type === 0x1f);
    if (id === longFilename) found.longName = text();
    if (id === attachContentId) found.contentId = text().replace(/^<|>$/g, "");
    if (id === compressedRtf) found.hasBody = true;
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

function textOf(data: Buffer, isUtf16 = false): string {
  const text = isUtf16 ? data.toString("utf16le") : decodeBytes(data).text;
  return text.split("\0", 1)[0] ?? "";
}
