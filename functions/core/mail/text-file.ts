// A text file as text: its charset told from its bytes, for no label of it is kept, and nothing in it that deceives the eye.
import { detectCharset, webName } from "./detect-charset.ts";

/** Undefined when it is no text. `\n` line ends. What shows nothing, or turns the direction of what follows, is written out. */
export function readTextFile(bytes: Uint8Array): string | undefined {
  const text = decode(bytes);
  if (text.includes("\0")) return undefined;
  return text
    .replace(/\r\n?/g, "\n")
    .replace(
      /[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/g,
      (char) => `[U+${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}]`,
    );
}

function decode(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const detected = detectCharset(bytes);
    return detected ? new TextDecoder(webName(detected)).decode(bytes) : decodeWestern(bytes);
  }
}

/** windows-1252, which releases of Node took for Latin-1. */
function decodeWestern(bytes: Uint8Array): string {
  const latin = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
  return latin.replace(/[\x80-\x9f]/g, (char) => western[char.charCodeAt(0) - 0x80] ?? char);
}

const western = "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ";
