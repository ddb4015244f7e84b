// Letters that look like other letters, by hand: what UTS #39 calls a skeleton, for the scripts that mail is forged in.

/**
 * What a text looks like, in lower-case ASCII where it can be said so: two texts with one skeleton can be mistaken for each other.
 * Accents fall away, look-alike letters of other scripts become Latin, and `rn`, `vv`, `cl`, `0`, `1` what they are read as.
 */
export function skeletonOf(text: string): string {
  // A capital I is read as l; in lower case that would be lost.
  const lower = text
    .replaceAll("I", "l")
    .normalize("NFKD")
    .replace(/[\p{M}\p{Cf}]/gu, "")
    .toLowerCase();
  let plain = "";
  for (const letter of lower) plain += lookalikes.get(letter) ?? letter;
  return plain.replaceAll("rn", "m").replaceAll("vv", "w").replaceAll("cl", "d");
}

/** Latin letter → what looks like it, in lower case: Cyrillic, Greek, Armenian, Cherokee, Latin's own variants, and digits. */
const table: Readonly<Record<string, string>> = {
  a: "аɑα⍺ａ",
  b: "Ьвᏼƅɓ",
  c: "сϲᴄⅽ",
  d: "ԁɗⅾժ",
  e: "еҽєεɛ℮",
  f: "ƒſϝք",
  g: "ɡցԍց",
  h: "һհнᏂ",
  i: "іıɩιӏ̇⍳",
  j: "јϳʝ",
  k: "кκᴋқ",
  l: "1|ӏاƖǀⅼלן",
  m: "мᴍⅿ",
  n: "пոռηŋ",
  o: "0оοσօഠ૦ဝ๐ο",
  p: "рρϱք⍴",
  q: "ԛգզ",
  r: "гᴦɼ",
  s: "ѕƽꜱʂ",
  t: "тτᴛ",
  u: "цυսʋᴜ",
  v: "νѵᴠⅴ",
  w: "ԝωшաѡɯ",
  x: "хχ×ⅹ",
  y: "уγүʏყ",
  z: "ᴢʐʒ",
  "-": "‐‑‒–—−",
  ".": "․。",
};

// The first that names a letter keeps it.
const lookalikes: ReadonlyMap<string, string> = new Map(
  Object.entries(table)
    .flatMap(([latin, others]) => [...others].map((other) => [other, latin] as const))
    .toReversed(),
);
