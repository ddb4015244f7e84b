// Writes a winmail.dat as Outlook does, for tests: attributes with their checksums, and MAPI properties.

export interface TnefContent {
  readonly files: readonly { readonly title: string; readonly longName?: string; readonly content: Buffer }[];
  readonly hasRtf?: boolean;
}

export function tnef({ files, hasRtf }: TnefContent): Buffer {
  return Buffer.concat([
    Buffer.from("789f3e220100", "hex"),
    attribute(1, 0x00089006, Buffer.from("00000100", "hex")),
    attribute(1, 0x00069003, properties(hasRtf ? [[0x10090102, Buffer.from("LZFu")]] : [[0x0e1f000b, undefined]])),
    ...files.flatMap(({ title, longName, content }) => [
      attribute(2, 0x00069002, Buffer.alloc(14)),
      attribute(2, 0x00018010, Buffer.from(`${title}\0`, "latin1")),
      attribute(2, 0x0006800f, content),
      attribute(
        2,
        0x00069005,
        properties([
          [0x0e210003, undefined],
          ...(longName ? [[0x3707001f, Buffer.from(`${longName}\0`, "utf16le")] as const] : []),
        ]),
      ),
    ]),
  ]);
}

export function attribute(level: number, id: number, data: Buffer, claimedLength = data.length): Buffer {
  const head = Buffer.alloc(9);
  head.writeUInt8(level, 0);
  head.writeUInt32LE(id, 1);
  head.writeUInt32LE(claimedLength >>> 0, 5);
  const checksum = Buffer.alloc(2);
  checksum.writeUInt16LE(data.reduce((sum, byte) => (sum + byte) & 0xffff, 0));
  return Buffer.concat([head, data, checksum]);
}

/** A property without a value is a fixed one of four bytes. */
export function properties(list: readonly (readonly [tag: number, value: Buffer | undefined])[]): Buffer {
  return Buffer.concat([
    uint32(list.length),
    ...list.flatMap(([tag, value]) =>
      value
        ? [uint32(tag), uint32(1), uint32(value.length), value, Buffer.alloc((4 - (value.length % 4)) % 4)]
        : [uint32(tag), uint32(0)],
    ),
  ]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
}
