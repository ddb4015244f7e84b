// Outlook's compressed RTF (MS-OXRTFCP): a dictionary of 4 KB that begins with the words every RTF has.
import { limits } from "../limits.ts";

/** The RTF; undefined when it is not compressed so, or names a place that it has not reached. Bounded by `limits.textPartBytes`. */
export function expandRtf(packed: Uint8Array): Buffer | undefined {
  const bytes = Buffer.from(packed.buffer, packed.byteOffset, packed.length);
  if (bytes.length < headerSize) return undefined;
  const size = Math.min(bytes.readUInt32LE(4), limits.textPartBytes);
  const kind = bytes.readUInt32LE(8);
  if (kind === uncompressed) return bytes.subarray(headerSize, headerSize + size);
  return kind === compressed ? expand(bytes.subarray(headerSize), size) : undefined;
}

const headerSize = 16;
/** "LZFu" and "MELA", little-endian. */
const compressed = 0x75465a4c;
const uncompressed = 0x414c454d;
const dictionarySize = 4096;
const beginning = Buffer.from(
  "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArial" +
    "Times New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx",
  "latin1",
);

/** A byte of flags, lowest first, then eight tokens: a literal, or two bytes that name 2 to 17 bytes of the dictionary. */
function expand(packed: Buffer, size: number): Buffer {
  const dictionary = Buffer.alloc(dictionarySize);
  beginning.copy(dictionary);
  let place = beginning.length;
  const out = Buffer.alloc(size);
  let length = 0;
  const put = (byte: number) => {
    if (length < size) out[length++] = byte;
    dictionary[place] = byte;
    place = (place + 1) % dictionarySize;
  };
  for (let at = 0; at < packed.length && length < size; ) {
    const flags = packed[at++] ?? 0;
    for (let bit = 0; bit < 8 && at < packed.length; bit++) {
      if ((flags & (1 << bit)) === 0) {
        put(packed[at++] ?? 0);
        continue;
      }
      if (at + 2 > packed.length) return out.subarray(0, length);
      const token = packed.readUInt16BE(at);
      at += 2;
      const from = token >> 4;
      // A reference to where the next byte goes is the end.
      if (from === place) return out.subarray(0, length);
      for (let i = 0; i < (token & 0xf) + 2; i++) put(dictionary[(from + i) % dictionarySize] ?? 0);
    }
  }
  return out.subarray(0, length);
}
