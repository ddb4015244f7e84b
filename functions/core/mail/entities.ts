// Character references of HTML: all numeric ones, and the named ones that mail programs write.

export function decodeEntities(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,10});?/g, (whole, name: string) => {
    if (name[0] !== "#") return named.get(name) ?? whole;
    const isHex = name[1] === "x" || name[1] === "X";
    return characterOf(Number.parseInt(name.slice(isHex ? 2 : 1), isHex ? 16 : 10));
  });
}

/** For text between tags and for quoted attribute values. */
export function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

// Latin-1 by position from U+00A0 (HTML 4 section 24.2).
const latin1 =
  "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";
const others =
  "amp&lt<gt>quot\"apos'OElig\u0152oelig\u0153Scaron\u0160scaron\u0161Yuml\u0178fnof\u0192circ\u02c6tilde\u02dcensp\u2002emsp\u2003thinsp\u2009zwnj\u200czwj\u200dlrm\u200erlm\u200fndash\u2013mdash\u2014lsquo\u2018rsquo\u2019sbquo\u201aldquo\u201crdquo\u201dbdquo\u201edagger\u2020Dagger\u2021bull\u2022hellip\u2026permil\u2030prime\u2032Prime\u2033lsaquo\u2039rsaquo\u203aeuro\u20actrade\u2122larr\u2190uarr\u2191rarr\u2192darr\u2193harr\u2194minus\u2212infin\u221ene\u2260le\u2264ge\u2265check\u2713hearts\u2665";

const named = new Map<string, string>();
for (const [index, name] of latin1.split(" ").entries()) named.set(name, String.fromCodePoint(0xa0 + index));
for (const [, name = "", character = ""] of others.matchAll(/([A-Za-z]+)([^A-Za-z])/gu)) named.set(name, character);

function characterOf(code: number): string {
  // 128–159 are windows-1252 by the HTML standard; control characters and halves of pairs are nothing.
  const mended = windows1252[code - 0x80] ?? code;
  if (mended === 0 || mended > 0x10ffff || (mended >= 0xd800 && mended <= 0xdfff)) return "\ufffd";
  return String.fromCodePoint(mended);
}

const windows1252 = [
  0x20ac, 0x81, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0x8d, 0x17d, 0x8f, 0x90,
  0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0x9d, 0x17e, 0x178,
];
