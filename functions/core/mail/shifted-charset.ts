// The two charsets of seven bits that no library here reads: ISO-2022-KR (RFC 1557) and HZ (RFC 1843). Both are a charset of
// eight bits with marks for where the eighth is meant.
import iconv from "iconv-lite";

type Shifted = "iso-2022-kr" | "hz-gb-2312";

export function isShifted(charset: string): charset is Shifted {
  return charset === "iso-2022-kr" || charset === "hz-gb-2312";
}

export function decodeShifted(bytes: Uint8Array, charset: Shifted): string {
  const lifted = charset === "iso-2022-kr" ? liftKorean(bytes) : liftHz(bytes);
  return iconv.decode(lifted, charset === "iso-2022-kr" ? "cp949" : "gb18030");
}

function liftKorean(bytes: Uint8Array): Buffer {
  const out = Buffer.alloc(bytes.length);
  let length = 0;
  let isShiftedOut = false;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0;
    // The designator "ESC $ ) C" stands once at the beginning and says nothing more.
    if (byte === 0x1b && bytes[i + 1] === 0x24 && bytes[i + 2] === 0x29) i += 3;
    else if (byte === 0x0e) isShiftedOut = true;
    else if (byte === 0x0f) isShiftedOut = false;
    else out[length++] = isShiftedOut && byte > 0x20 ? byte | 0x80 : byte;
  }
  return out.subarray(0, length);
}

function liftHz(bytes: Uint8Array): Buffer {
  const out = Buffer.alloc(bytes.length);
  let length = 0;
  let isShiftedOut = false;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0;
    const next = byte === 0x7e ? bytes[i + 1] : undefined;
    if (next === 0x7b) isShiftedOut = true;
    else if (next === 0x7d) isShiftedOut = false;
    else if (next === 0x7e) out[length++] = byte;
    else if (next !== 0x0a) {
      // A line always ends outside: a forgotten "~}" must not take the rest of the text with it.
      if (byte === 0x0a) isShiftedOut = false;
      out[length++] = isShiftedOut && byte > 0x20 ? byte | 0x80 : byte;
      continue;
    }
    i++;
  }
  return out.subarray(0, length);
}
