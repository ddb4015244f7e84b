// Writes a winmail.dat as Outlook does, for tests: attributes with their checksums, and MAPI properties.

export interface TnefContent {
  readonly files: readonly { readonly title: string; readonly longName?: string; readonly content: Buffer }[];
  /** Properties of the message itself, the mail's words among them. */
  readonly said?: readonly (readonly [tag: number, value: Buffer])[];
  /** Attributes of the message, before its properties. */
  readonly before?: readonly Buffer[];
}

/** Tags of the properties that hold the words. */
export const plainTag = 0x1000001e;
export const widePlainTag = 0x1000001f;
export const htmlTag = 0x10130102;
export const rtfTag = 0x10090102;
export const codePageTag = 0x3fde0003;

/** As MS-OXRTFCP packs it, with nothing found in the dictionary. */
export function packRtf(rtf: string): Buffer {
  const bytes = Buffer.from(rtf, "latin1");
  const runs = Array.from({ length: Math.ceil(bytes.length / 8) }, (_, i) =>
    Buffer.concat([Buffer.from([0]), bytes.subarray(i * 8, i * 8 + 8)]),
  );
  const packed = Buffer.concat(runs);
  return Buffer.concat([uint32(packed.length + 12), uint32(bytes.length), Buffer.from("LZFu"), uint32(0), packed]);
}

export function tnef({ files, said = [], before = [] }: TnefContent): Buffer {
  return Buffer.concat([
    Buffer.from("789f3e220100", "hex"),
    attribute(1, 0x00089006, Buffer.from("00000100", "hex")),
    ...before,
    attribute(1, 0x00069003, properties([[0x0e1f000b, undefined], ...said])),
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
      value === undefined
        ? [uint32(tag), uint32(0)]
        : tag === codePageTag
          ? [uint32(tag), value]
          : [uint32(tag), uint32(1), uint32(value.length), value, Buffer.alloc((4 - (value.length % 4)) % 4)],
    ),
  ]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
}
