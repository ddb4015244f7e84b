// Character references of HTML: all numeric ones, and the named ones that mail programs write.

export function decodeEntities(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,13});?/g, (whole, name: string) => {
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

// The rest of HTML 4 (section 24.3 and 24.4), signs that generators spell out, and letters of Europe, by hexadecimal number.
const rest =
  "Abreve:102 Alpha:391 Amacr:100 Aogon:104 Beta:392 Cacute:106 Ccaron:10c Chi:3a7 Dcaron:10e Delta:394 Dstrok:110 Ecaron:11a Emacr:112 Eogon:118 Epsilon:395 Eta:397 Gamma:393 Gbreve:11e Idot:130 Imacr:12a Iota:399 Kappa:39a Lambda:39b Lstrok:141 Mu:39c Nacute:143 Ncaron:147 NewLine:a Nu:39d Odblac:150 Omacr:14c Omega:3a9 Omicron:39f Phi:3a6 Pi:3a0 Psi:3a8 Rcaron:158 Rho:3a1 Sacute:15a Scedil:15e Sigma:3a3 Tab:9 Tau:3a4 Tcaron:164 Tcedil:162 Theta:398 Udblac:170 Umacr:16a Upsilon:3a5 Uring:16e Xi:39e Zacute:179 Zcaron:17d Zdot:17b ZeroWidthSpace:200b Zeta:396 abreve:103 alefsym:2135 alpha:3b1 amacr:101 and:2227 ang:2220 aogon:105 ast:2a asymp:2248 beta:3b2 bsol:5c bullet:2022 cacute:107 cap:2229 ccaron:10d chi:3c7 clubs:2663 colon:3a comma:2c commat:40 cong:2245 copysr:2117 crarr:21b5 cross:2717 cup:222a dArr:21d3 dash:2010 dcaron:10f delta:3b4 diams:2666 dollar:24 dstrok:111 ecaron:11b emacr:113 empty:2205 eogon:119 epsilon:3b5 equals:3d equiv:2261 eta:3b7 excl:21 exist:2203 female:2640 flat:266d forall:2200 frac13:2153 frac15:2155 frac18:215b frac23:2154 frac38:215c frac58:215d frac78:215e frasl:2044 gamma:3b3 gbreve:11f grave:60 hArr:21d4 hairsp:200a half:bd horbar:2015 hyphen:2010 imacr:12b image:2111 incare:2105 inodot:131 int:222b iota:3b9 isin:2208 kappa:3ba lArr:21d0 lambda:3bb lang:2329 lbrace:7b lbrack:5b lceil:2308 lcub:7b ldquor:201e lfloor:230a lowast:2217 lowbar:5f loz:25ca lpar:28 lsqb:5b lsquor:201a lstrok:142 male:2642 mldr:2026 mu:3bc nabla:2207 nacute:144 ncaron:148 ni:220b nldr:2025 notin:2209 nsub:2284 nu:3bd num:23 numsp:2007 odblac:151 oline:203e omacr:14d omega:3c9 omicron:3bf oplus:2295 or:2228 otimes:2297 part:2202 percnt:25 period:2e perp:22a5 phi:3c6 phone:260e pi:3c0 piv:3d6 plus:2b prod:220f prop:221d psi:3c8 puncsp:2008 quest:3f rArr:21d2 radic:221a rang:232a rbrace:7d rbrack:5d rcaron:159 rceil:2309 rcub:7d rdquor:201d real:211c rfloor:230b rho:3c1 rpar:29 rsqb:5d sacute:15b scedil:15f sdot:22c5 semi:3b sigma:3c3 sigmaf:3c2 sim:223c sol:2f spades:2660 star:2606 starf:2605 sub:2282 sube:2286 sum:2211 sung:266a sup:2283 supe:2287 tau:3c4 tcaron:165 tcedil:163 there4:2234 theta:3b8 thetasym:3d1 uArr:21d1 udblac:171 umacr:16b upsih:3d2 upsilon:3c5 uring:16f verbar:7c vert:7c weierp:2118 xi:3be zacute:17a zcaron:17e zdot:17c zeta:3b6";

const named = new Map<string, string>();
for (const [index, name] of latin1.split(" ").entries()) named.set(name, String.fromCodePoint(0xa0 + index));
for (const [, name = "", character = ""] of others.matchAll(/([A-Za-z]+)([^A-Za-z])/gu)) named.set(name, character);
for (const [, name = "", code = ""] of rest.matchAll(/(\w+):([0-9a-f]+)/g))
  named.set(name, String.fromCodePoint(Number.parseInt(code, 16)));

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
