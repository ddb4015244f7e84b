// A text file as text: its charset told from its bytes, for no label of it is kept, and nothing in it that deceives the eye.
import { decodeBytes } from "./charset.ts";

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
  const isMarked = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  return decodeBytes(bytes, isMarked ? "utf-16" : undefined).text;
}
