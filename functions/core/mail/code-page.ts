// Windows' numbers for charsets: code pages, and the charset numbers of fonts.
import { canonicalCharset } from "./charset.ts";

/** 1252, 932, 65001, 28592 … as the name of a charset that we can read. */
export function charsetOfPage(page: number): string | undefined {
  if (page === 65001) return "utf-8";
  if (page === 10000) return "macintosh";
  return canonicalCharset(`windows-${page}`) ?? canonicalCharset(`cp${page}`) ?? canonicalCharset(`${page}`);
}

/** `\fcharset204` and the like (LOGFONT's lfCharSet); undefined for those that say nothing. */
export function charsetOfFont(charset: number): string | undefined {
  const page = fontPages[charset];
  return page === undefined ? undefined : charsetOfPage(page);
}

const fontPages: Readonly<Record<number, number>> = {
  0: 1252,
  77: 10000,
  128: 932,
  129: 949,
  134: 936,
  136: 950,
  161: 1253,
  162: 1254,
  163: 1258,
  177: 1255,
  178: 1256,
  186: 1257,
  204: 1251,
  222: 874,
  238: 1250,
};
