// What lies in Outlook's winmail.dat (MS-OXTNEF): names, sizes and places of the files in it, and the mail's own words, still packed.
// Read while it passes, and only forward: each step takes at least one byte, so there is nothing to loop on.
import { limits } from "../limits.ts";
import { type Properties, readProperties, textOf } from "./tnef-properties.ts";

export interface TnefReading {
  readonly files: readonly TnefFile[];
  /** The mail's own words, when they are in it. */
  readonly body?: TnefBody;
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

/** As it lies there, in up to three versions; crosses to the parsing worker by structured clone. */
export interface TnefBody {
  readonly html?: Uint8Array | string;
  readonly plain?: Uint8Array | string;
  /** Compressed (MS-OXRTFCP). */
  readonly rtf?: Uint8Array;
  /** Of the bytes in `html` and `plain`, as Windows numbers it. */
  readonly codePage?: number;
  /** It did not fit into what may be collected. */
  readonly isTooLong?: true;
}

export interface TnefReader {
  push(bytes: Uint8Array): void;
  end(): TnefReading;
  /** Of the mail's words. */
  readonly collectedBytes: number;
}

export function isTnef(contentType: string, name: string | undefined): boolean {
  return /^application\/(?:vnd\.)?ms-tnef$/.test(contentType) || /^winmail\.dat$/i.test(name ?? "");
}

/** @param room bytes that may be collected of the mail's words */
export function createTnefReader(room: number): TnefReader {
  return new Reader(room);
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
const oemCodePage = 0x9007;

class Reader implements TnefReader {
  #position = 0;
  /** Bytes that are collected: the signature and key, an attribute's head, or a small attribute's data. */
  #held: Buffer[] = [];
  #heldSize = 0;
  #state: "signature" | "head" | "data" | "failed" = "signature";
  #id = 0;
  #dataLeft = 0;
  /** How much of the attribute is collected. */
  #keptSize = 0;
  collectedBytes = 0;
  #files: { title?: string; longName?: string; contentId?: string; offset?: number; length?: number }[] = [];
  #body: TnefBody | undefined;
  /** Of the writer's machine; what has no other is in it. */
  #codePage: number | undefined;
  readonly #room: number;

  constructor(room: number) {
    this.#room = room;
  }

  push(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length && this.#state !== "failed"; ) {
      const wanted = this.#state === "signature" ? 6 : this.#state === "head" ? headSize : this.#dataLeft;
      const taken = Math.min(wanted - (this.#state === "data" ? 0 : this.#heldSize), bytes.length - at);
      const kept = this.#state === "data" ? Math.min(taken, this.#keptSize - this.#heldSize) : taken;
      if (kept > 0) {
        this.#held.push(Buffer.from(bytes.subarray(at, at + kept)));
        this.#heldSize += kept;
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
    return { files, ...(this.#body && { body: this.#body }), isWhole };
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
    const isOfBody = this.#id === body || this.#id === messageProperties;
    const isKept = isOfBody || [attachTitle, attachProperties, oemCodePage].includes(this.#id);
    const room = isOfBody ? Math.max(this.#room - this.collectedBytes, 0) : limits.reportBytes;
    this.#keptSize = isKept ? Math.min(this.#dataLeft, room) : 0;
    if (isOfBody) this.collectedBytes += this.#keptSize;
    if (isOfBody && this.#keptSize < this.#dataLeft) this.#body = { ...this.#body, isTooLong: true };
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
    if (this.#id === messageProperties) this.#addBody(readProperties(data));
    if (this.#id === body && data.length > 1) this.#addBody({ plain: data });
    if (this.#id === oemCodePage && data.length >= 4) this.#codePage = data.readUInt32LE(0);
  }
  /** What came first counts, save that a property says more of its charset than the whole. */
  #addBody({ html, plain, rtf, codePage }: Properties): void {
    if (html === undefined && plain === undefined && rtf === undefined) return;
    const found = { ...(html && { html }), ...(plain && { plain }), ...(rtf && { rtf }) };
    const page = codePage ?? this.#body?.codePage ?? this.#codePage;
    this.#body = { ...found, ...this.#body, ...(page !== undefined && { codePage: page }) };
  }
}
