// The mark of ISO-2022-JP, apart from the tables: who only reads header text looks for it too.

/** `ESC $ B` and its kin (RFC 1468): such text is all ASCII to look at. */
export function hasJapaneseEscape(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(0x1b); at !== -1; at = bytes.indexOf(0x1b, at + 1)) {
    const [second, third] = [bytes[at + 1], bytes[at + 2]];
    if (second === 0x24 && (third === 0x40 || third === 0x42 || third === 0x28)) return true;
    if (second === 0x28 && third === 0x49) return true;
  }
  return false;
}
