// A ZIP archive of stored (uncompressed) files, as in PKWARE's APPNOTE sections 4.3.7, 4.3.12 and 4.3.16.
import { crc32 } from "node:zlib";

export function zip(files: Readonly<Record<string, Buffer>>): Buffer {
  const members: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const fields = describe(name, content);
    const local = Buffer.concat([word(0x04034b50), fields, Buffer.from(name), content]);
    members.push(local);
    directory.push(Buffer.concat([word(0x02014b50), half(20), fields, Buffer.alloc(10), word(offset), Buffer.from(name)]));
    offset += local.length;
  }
  const index = Buffer.concat(directory);
  const count = half(members.length);
  return Buffer.concat([
    ...members,
    index,
    word(0x06054b50),
    Buffer.alloc(4),
    count,
    count,
    word(index.length),
    word(offset),
    half(0),
  ]);
}

// Version, flags (names are UTF-8), method, time, date (1 January 1980), checksum, both sizes, lengths of name and extra field.
function describe(name: string, content: Buffer): Buffer {
  const nameLength = Buffer.byteLength(name);
  const size = word(content.length);
  return Buffer.concat([
    half(20),
    half(0x0800),
    half(0),
    half(0),
    half(33),
    word(crc32(content)),
    size,
    size,
    half(nameLength),
    half(0),
  ]);
}

function half(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
