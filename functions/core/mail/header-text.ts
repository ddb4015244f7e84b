// Header text of a mail that came in: encoded words and raw bytes in any charset.
import { decodeBytes } from "./charset.ts";
import { decodeWords } from "./encoded-word.ts";

/**
 * Decodes a raw header value, one character a byte. Linear in the length.
 * @param fallback charset of the body, for raw 8-bit bytes that are not UTF-8
 */
export function decodeHeaderText(raw: string, fallback?: string): string {
  return decodeWords(raw, (bytes, charset) => decodeBytes(bytes, charset, fallback).text);
}
