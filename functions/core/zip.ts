// A ZIP archive as a stream (PKWARE APPNOTE 6.3): files as they are, one after another, each held no longer than its piece passes.
import { crc32 } from "node:zlib";
import type { Instant } from "./time.ts";

export interface ZippedFile {
  /** Safe and unlike all others of the archive. */
  readonly name: string;
  /** Opened when its turn comes. */
  readonly open: () => Promise<AsyncIterable<Uint8Array>>;
}

/**
 * Nothing is compressed: what people attach mostly is already, and the time would be taken from whoever waits. Less than 4 GB in
 * all and fewer than 65,536 files, which no mail comes near.
 * @param at said of every file; an archive knows no zone, so it is UTC
 */
export async function* zipOf(files: readonly ZippedFile[], at: Instant): AsyncGenerator<Uint8Array> {
  const time = dosTime(at);
  const listed: Uint8Array[] = [];
  let offset = 0;
  for (const { name, open } of files) {
    const bytes = Buffer.from(name, "utf8");
    const start = offset;
    const head = localHeader(bytes, time);
    yield head;
    let crc = 0;
    let size = 0;
    for await (const chunk of await open()) {
      crc = crc32(chunk, crc);
      size += chunk.length;
      yield chunk;
    }
    const end = descriptor(crc, size);
    yield end;
    offset = start + head.length + size + end.length;
    listed.push(listing(bytes, time, crc, size, start));
  }
  yield* listed;
  const listedBytes = listed.reduce((sum, one) => sum + one.length, 0);
  yield endOfList(listed.length, listedBytes, offset);
}

const versionNeeded = 20;
/** From others, some programs take names in the alphabet of DOS. */
const madeOnUnix = (3 << 8) | versionNeeded;
/** With the rights 644. */
const plainFile = (0o100644 << 16) >>> 0;
/** Sizes follow the file (bit 3), names are UTF-8 (bit 11). */
const flags = 0x0808;
const stored = 0;

function localHeader(name: Uint8Array, time: number): Buffer {
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  writeCommon(head, 4, time);
  head.writeUInt16LE(name.length, 26);
  return Buffer.concat([head, name]);
}

/** What only the whole file tells. */
function descriptor(crc: number, size: number): Buffer {
  const end = Buffer.alloc(16);
  end.writeUInt32LE(0x08074b50, 0);
  writeSums(end, 4, crc, size);
  return end;
}

/** One file in the list at the end, by which programs find it. */
function listing(name: Uint8Array, time: number, crc: number, size: number, start: number): Buffer {
  const head = Buffer.alloc(46);
  head.writeUInt32LE(0x02014b50, 0);
  head.writeUInt16LE(madeOnUnix, 4);
  writeCommon(head, 6, time);
  writeSums(head, 16, crc, size);
  head.writeUInt16LE(name.length, 28);
  head.writeUInt32LE(plainFile, 38);
  head.writeUInt32LE(start, 42);
  return Buffer.concat([head, name]);
}

function endOfList(count: number, listedBytes: number, offset: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(listedBytes, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}

function writeCommon(into: Buffer, at: number, time: number): void {
  into.writeUInt16LE(versionNeeded, at);
  into.writeUInt16LE(flags, at + 2);
  into.writeUInt16LE(stored, at + 4);
  into.writeUInt32LE(time, at + 6);
}

function writeSums(into: Buffer, at: number, crc: number, size: number): void {
  into.writeUInt32LE(crc, at);
  into.writeUInt32LE(size, at + 4);
  into.writeUInt32LE(size, at + 8);
}

/** Date and time in one number, in steps of two seconds, from 1980 on. */
function dosTime(at: Instant): number {
  const date = new Date(at);
  const day = ((date.getUTCFullYear() - 1980) << 9) | ((date.getUTCMonth() + 1) << 5) | date.getUTCDate();
  const clock = (date.getUTCHours() << 11) | (date.getUTCMinutes() << 5) | (date.getUTCSeconds() >> 1);
  return ((day << 16) | clock) >>> 0;
}
