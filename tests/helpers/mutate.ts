// Breaks mails in ways that mail breaks, from a seed: the same seed breaks the same mail in the same way.

export type Random = () => number;

/** Numbers from 0 up to 1 (mulberry32). */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** One of `mails`, broken in one to eight places; pieces of another may be in it. */
export function mutated(mails: readonly Buffer[], random: Random): Buffer {
  const below = (limit: number) => Math.floor(random() * limit);
  const pick = <T>(list: readonly T[]): T | undefined => list[below(list.length)];
  let mail: Buffer = pick(mails) ?? Buffer.alloc(0);
  for (let left = 1 + below(8); left > 0; left--) {
    const at = below(mail.length + 1);
    const length = below(Math.min(200, mail.length - at) + 1);
    const [before, span, after] = [mail.subarray(0, at), mail.subarray(at, at + length), mail.subarray(at + length)];
    const broken = [
      () => Buffer.from([below(256)]),
      () => Buffer.alloc(0),
      () => Buffer.concat([span, span]),
      () => Buffer.from(pick(shards) ?? "", "latin1"),
      () => {
        const other = pick(mails) ?? mail;
        const start = below(other.length + 1);
        return other.subarray(start, start + below(400));
      },
      () => Buffer.from(span.toString("latin1").replaceAll("\n", "\r\n"), "latin1"),
      () => Buffer.from(span).reverse(),
      () => Buffer.from(span.toString("latin1").toUpperCase(), "latin1"),
    ];
    mail = Buffer.concat([before, pick(broken)?.() ?? span, after]);
  }
  return mail;
}

// Bytes that mean something to somebody who reads mail.
const shards = [
  "\n",
  "\r",
  "\r\n\r\n",
  "\0",
  "\n--",
  "--\n",
  "\n--b\n",
  "\n--b--\n",
  "=?utf-8?Q?=E2=82?=",
  "=?iso-2022-jp?B?GyRC?=",
  "=?",
  "?=",
  '"',
  "<",
  ">",
  "(",
  ")",
  ";",
  ":",
  ",",
  "@",
  "\\",
  "=\n",
  "=ZZ",
  "%%",
  "*0*=",
  "\x1b$B",
  "\x0e",
  "~{",
  "\xef\xbb\xbf",
  "\xff\xfe",
  "\xc3",
  "Content-Type: multipart/mixed\n\n",
  "Content-Type: message/rfc822\n\n",
  "Content-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\n",
  "Content-Type: text/calendar\n\nBEGIN:VCALENDAR\nBEGIN:VEVENT\n",
  "Content-Transfer-Encoding: base64\n",
  "begin 644 a\n#0V%T\n",
  "From \n",
];
