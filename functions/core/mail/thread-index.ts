// Outlook's Thread-Index (MS-OXOMSG 2.2.1.3): 22 bytes that name a conversation, and 5 more for each answer below it.
import type { Instant } from "../time.ts";

/** The index as written, when it is one that can be continued: its folding removed, its length right. */
export function readThreadIndex(written: string | undefined): string | undefined {
  const packed = written?.replace(/\s+/g, "") ?? "";
  if (packed.length > longestChars || !/^[A-Za-z0-9+/]{29,}={0,2}$/.test(packed)) return undefined;
  const bytes = Buffer.from(packed, "base64");
  return bytes.length >= headerBytes && (bytes.length - headerBytes) % childBytes === 0 ? bytes.toString("base64") : undefined;
}

/** What a new index is made of: all mails of a conversation share it. */
export interface ThreadRoot {
  /** 16 bytes. */
  readonly guid: Uint8Array;
  readonly createdAt: Instant;
}

/** The GUID of an index that answers one; a mail that begins a thread has an index of its own. */
export function answeredGuid(index: string): Uint8Array | undefined {
  const bytes = Buffer.from(readThreadIndex(index) ?? "", "base64");
  return bytes.length > headerBytes ? bytes.subarray(headerBytes - guidBytes, headerBytes) : undefined;
}

/** The index of an answer: that of the mail it answers with a child block, or a new conversation's with one. */
export function answeredThreadIndex(answered: string | undefined, root: ThreadRoot, at: Instant): string {
  const above = Buffer.from(readThreadIndex(answered) ?? newThreadIndex(root), "base64");
  // A sender may have made it as long as they liked; below the conversation itself is always a place.
  const parent = above.length + childBytes > longestBytes ? above.subarray(0, headerBytes) : above;
  return Buffer.concat([parent, childBlock(startOf(parent), at)]).toString("base64");
}

/** 22 bytes: the time's upper 48 bits, whose first byte is 1 until 2057, and a GUID. */
export function newThreadIndex({ guid, createdAt }: ThreadRoot): string {
  const time = Buffer.alloc(8);
  time.writeBigUInt64BE(fileTime(createdAt));
  return Buffer.concat([time.subarray(0, 6), guid]).toString("base64");
}

const headerBytes = 22;
const guidBytes = 16;
const childBytes = 5;
/** Fifty answers deep. */
const longestBytes = headerBytes + 50 * childBytes;
const longestChars = 4096;

function startOf(index: Buffer): bigint {
  return BigInt(`0x${index.subarray(0, 6).toString("hex")}0000`);
}

/** One bit that says which, 31 bits of the time since the beginning (of 2^18 or, past 1.7 years, 2^23 × 100 ns), and a byte of chance. */
function childBlock(start: bigint, at: Instant): Buffer {
  const passed = fileTime(at) > start ? fileTime(at) - start : 0n;
  const isLong = passed >= 1n << 49n;
  const units = (isLong ? passed >> 23n : passed >> 18n) & 0x7fffffffn;
  const block = Buffer.alloc(childBytes);
  block.writeUInt32BE(Number(isLong ? units | 0x80000000n : units));
  // Tells answers of one moment apart; no chance is needed where the milliseconds do.
  block.writeUInt8(Number(BigInt(Date.parse(at)) & 0xf0n), 4);
  return block;
}

/** 100 ns since 1601. */
function fileTime(at: Instant): bigint {
  return (BigInt(Date.parse(at)) + 11_644_473_600_000n) * 10_000n;
}
