// Where the bytes of one leaf part go while the scan passes: a text is collected up to a limit, a file is only measured.
import { limits } from "../limits.ts";
import type { PartHeader } from "./part.ts";
import type { Part } from "./skeleton.ts";
import { createTnefReader, isTnef } from "./tnef.ts";
import { createDecoder, isIdentity } from "./transfer.ts";
import { createUuCutter } from "./uu-cutter.ts";
import { isOpaqueType } from "./protection.ts";

export interface Sink {
  /** @param offset where `bytes` begins in the raw mail */
  feed(bytes: Buffer, offset: number): void;
  /** Adds the part to the tree. The line break before a delimiter belongs to the delimiter, so it is left out then. */
  end(isAtEnd: boolean): { collectedBytes: number; reportBytes: number };
}

/** Collects at most `room` bytes of text; files that stand in it as uuencode are cut out and listed. */
export function createTextSink(header: PartHeader, add: (part: Part) => void, offset: number, room: number): Sink {
  const pieces: Buffer[] = [];
  let collected = 0;
  let isCut = false;
  const keep = (bytes: Buffer) => {
    const fitting = bytes.subarray(0, Math.max(room - collected, 0));
    // Copied: a view would keep the whole chunk of the raw mail alive.
    if (fitting.length > 0) pieces.push(Buffer.from(fitting));
    collected += fitting.length;
    if (fitting.length < bytes.length) isCut = true;
  };
  const isPlain = header.contentType !== "text/html" && isIdentity(header.encoding);
  const uu = isPlain ? createUuCutter(keep) : undefined;
  const held = holdLastBreak((bytes, at) => (uu ? uu.feed(bytes, at) : keep(bytes)), offset);
  return {
    feed: held.feed,
    end(isAtEnd) {
      held.end(isAtEnd);
      const files = uu?.end() ?? [];
      add({
        kind: "text",
        isHtml: header.contentType === "text/html",
        ...(header.charset && { charset: header.charset }),
        isFlowed: header.isFlowed,
        isSpaceDeleted: header.isSpaceDeleted,
        encoding: header.encoding,
        bytes: Buffer.concat(pieces),
        isCut,
      });
      for (const file of files) add(file);
      return { collectedBytes: collected, reportBytes: 0 };
    },
  };
}

/** Bytes that may still be collected of texts, and of what machines wrote. */
interface Rooms {
  readonly text: number;
  readonly report: number;
}

/** Measures a file and keeps the beginning of what a machine may have written to us, and an S/MIME container to be opened. */
export function createFileSink(header: PartHeader, add: (part: Part) => void, offset: number, rooms: Rooms): Sink {
  const decoder = createDecoder(header.encoding);
  const isOpaque = isOpaqueType(header.contentType);
  const headRoom = isOpaque ? rooms.text : isHeadKept(header) ? Math.min(limits.reportBytes, rooms.report) : 0;
  const tnef = isTnef(header.contentType, header.name) ? createTnefReader(rooms.text) : undefined;
  const head: Buffer[] = [];
  let headSize = 0;
  let sizeBytes = 0;
  const measure = (decoded: Uint8Array) => {
    sizeBytes += decoded.length;
    tnef?.push(decoded);
    if (headSize >= headRoom) return;
    const fitting = Buffer.from(decoded.subarray(0, headRoom - headSize));
    head.push(fitting);
    headSize += fitting.length;
  };
  const held = holdLastBreak((bytes) => measure(decoder.push(bytes)), offset);
  return {
    feed: held.feed,
    end(isAtEnd) {
      const end = held.end(isAtEnd);
      measure(decoder.end());
      add({
        kind: "file",
        contentType: header.contentType,
        ...(header.name && { name: header.name }),
        ...(header.contentId && { contentId: header.contentId }),
        ...(header.contentLocation && { contentLocation: header.contentLocation }),
        ...(header.disposition && { disposition: header.disposition }),
        ...(header.charset && { charset: header.charset }),
        span: { offset, length: end - offset, encoding: header.encoding },
        sizeBytes,
        ...(tnef && { tnef: tnef.end() }),
        head: Buffer.concat(head),
      });
      if (isOpaque) return { collectedBytes: headSize, reportBytes: 0 };
      return { collectedBytes: tnef?.collectedBytes ?? 0, reportBytes: headSize };
    },
  };
}

/** Reports and enclosed mails, which machines write to us, and calendars, which tell when to meet. */
function isHeadKept({ contentType, name }: PartHeader): boolean {
  return (
    /^message\/|^text\/(?:rfc822-headers|calendar|plain)$|^application\/ics$/.test(contentType) || /\.ics$/i.test(name ?? "")
  );
}

/** Both at once, in that order. */
export function createTee(first: Sink, second: Sink): Sink {
  return {
    feed(bytes, offset) {
      first.feed(bytes, offset);
      second.feed(bytes, offset);
    },
    end(isAtEnd) {
      const { collectedBytes } = first.end(isAtEnd);
      return { collectedBytes, reportBytes: second.end(isAtEnd).reportBytes };
    },
  };
}

/** Passes bytes on, one line break late, so that the break before a delimiter can be left out. */
function holdLastBreak(pass: (bytes: Buffer, offset: number) => void, start: number) {
  let held = "";
  let passedTo = start;
  const give = (bytes: Buffer) => {
    if (bytes.length > 0) pass(bytes, passedTo);
    passedTo += bytes.length;
  };
  return {
    feed(bytes: Buffer): void {
      let from = 0;
      if (held === "\r" && bytes[0] === 0x0a) {
        held = "\r\n";
        from = 1;
      }
      if (from === bytes.length) return;
      give(Buffer.from(held, "latin1"));
      const breakSize = /\r?\n$|\r$/.exec(bytes.toString("latin1", Math.max(from, bytes.length - 2)))?.[0].length ?? 0;
      held = bytes.toString("latin1", bytes.length - breakSize);
      give(bytes.subarray(from, bytes.length - breakSize));
    },
    /** Gives the offset at which the part ends. */
    end(isAtEnd: boolean): number {
      if (isAtEnd) give(Buffer.from(held, "latin1"));
      return passedTo;
    },
  };
}
