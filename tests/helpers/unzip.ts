// Reads a ZIP archive as strict programs do, for tests: by the list at its end, which must agree with what stands before each file.
import { crc32 } from "node:zlib";

export interface Unzipped {
  readonly name: string;
  readonly content: Buffer;
  /** As the archive has it: UTC, in steps of two seconds. */
  readonly at: string;
}

export function unzip(archive: Buffer): Unzipped[] {
  const end = archive.length - 22;
  if (archive.readUInt32LE(end) !== 0x06054b50) throw new Error("no end of the list");
  const [count, listBytes, list] = [
    archive.readUInt16LE(end + 10),
    archive.readUInt32LE(end + 12),
    archive.readUInt32LE(end + 16),
  ];
  if (list + listBytes !== end || archive.readUInt16LE(end + 8) !== count) throw new Error("the list is not where its end says");
  const files: Unzipped[] = [];
  let [at, next] = [list, 0];
  for (let n = 0; n < count; n++) {
    if (archive.readUInt32LE(at) !== 0x02014b50) throw new Error(`no entry ${n}`);
    const [crc, packed, size] = [16, 20, 24].map((field) => archive.readUInt32LE(at + field)) as [number, number, number];
    const nameBytes = archive.readUInt16LE(at + 28);
    const name = archive.subarray(at + 46, at + 46 + nameBytes);
    const start = archive.readUInt32LE(at + 42);
    if (start !== next || archive.readUInt32LE(start) !== 0x04034b50)
      throw new Error(`${name} does not begin where the last ends`);
    if (!archive.subarray(at + 6, at + 16).equals(archive.subarray(start + 4, start + 14))) throw new Error(`${name}: two heads`);
    const from = start + 30 + nameBytes;
    if (!archive.subarray(start + 30, from).equals(name)) throw new Error(`${name}: two names`);
    const content = archive.subarray(from, from + size);
    if (packed !== size || crc32(content) !== crc) throw new Error(`${name}: other bytes than were promised`);
    const sums = archive.subarray(from + size, from + size + 16);
    if (sums.readUInt32LE(0) !== 0x08074b50 || !sums.subarray(4).equals(archive.subarray(at + 16, at + 28)))
      throw new Error(`${name}: two sums`);
    if ((archive.readUInt16LE(at + 8) & 0x0800) === 0) throw new Error(`${name} is not said to be UTF-8`);
    files.push({
      name: new TextDecoder("utf-8", { fatal: true }).decode(name),
      content,
      at: timeOf(archive.readUInt32LE(at + 12)),
    });
    next = from + size + 16;
    at += 46 + nameBytes;
  }
  if (next !== list || at !== end) throw new Error("something stands where nothing should");
  return files;
}

function timeOf(time: number): string {
  const [day, clock] = [time >>> 16, time & 0xffff];
  const date = [(day >> 9) + 1980, ((day >> 5) & 15) - 1, day & 31] as const;
  return new Date(Date.UTC(...date, clock >> 11, (clock >> 5) & 63, (clock & 31) * 2)).toISOString();
}
