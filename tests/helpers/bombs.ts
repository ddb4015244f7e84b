// Mails made to hurt whoever reads them, of any size: each is a beginning, something repeated, and an end. None is ever held
// whole unless a test asks for it.

export interface Bomb {
  readonly name: string;
  readonly head: string;
  /** Repeated until the size is reached; its number is given. */
  readonly unit: string | ((index: number) => string);
  readonly tail?: string;
}

const from = "From: a@b.example\nSubject: bomb\nDate: Mon, 16 Nov 2026 09:00:00 +0000\n";
const html = `${from}Content-Type: text/html; charset=utf-8\n\n`;
const mixed = `${from}Content-Type: multipart/mixed; boundary=x\n\n`;
const text = (encoding: string, type = "text/plain; charset=utf-8") =>
  `${from}Content-Type: ${type}\nContent-Transfer-Encoding: ${encoding}\n\n`;
const file = (type: string, encoding = "7bit") =>
  `${mixed}--x\n\nHi.\n--x\nContent-Type: ${type}\nContent-Transfer-Encoding: ${encoding}\n\n`;
const calendar = `${file("text/calendar")}BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nSUMMARY:x\n`;
const base64 = (unit: string) => Buffer.from(unit.repeat(57)).toString("base64").replace(/.{76}/g, "$&\n");

export const bombs: readonly Bomb[] = [
  { name: "empty parts", head: mixed, unit: "--x\n\n" },
  { name: "small files", head: mixed, unit: "--x\nContent-Type: image/png; name=a.png\n\nx\n" },
  {
    name: "nested multiparts",
    head: from,
    unit: (i) => `Content-Type: multipart/mixed; boundary=b${i}\n\n--b${i}\n`,
  },
  {
    name: "nested multiparts of one boundary",
    head: from,
    unit: "Content-Type: multipart/mixed; boundary=x\n\n--x\n",
  },
  { name: "mails in mails", head: from, unit: "Content-Type: message/rfc822\n\nSubject: deeper\n" },
  { name: "multiparts that name no boundary", head: from, unit: "Content-Type: multipart/mixed\n\n--\nContent-" },
  { name: "boundaries that begin alike", head: `${mixed}--x\n\n`, unit: (i) => `--x${i}\n` },
  { name: "lines of dashes before the first part", head: mixed, unit: "--\n--y\n" },
  { name: "header fields", head: from, unit: (i) => `X-${i}: y\n`, tail: "\nHi.\n" },
  { name: "one long header", head: `${from}X: `, unit: "y", tail: "\n\nHi.\n" },
  { name: "folded header lines", head: `${from}X: y\n`, unit: " y\n", tail: "\nHi.\n" },
  { name: "header lines that are none", head: from, unit: "not a header\n" },
  { name: "addresses", head: `${from}Cc: a@b.example`, unit: ",\n a@b.example", tail: "\n\nHi.\n" },
  { name: "groups", head: `${from}To: `, unit: "a:", tail: "\n\nHi.\n" },
  { name: "comments", head: `${from}To: `, unit: "(", tail: "\n\nHi.\n" },
  { name: "encoded words", head: `${from}Comments: x\nSubject: `, unit: "=?utf-8?q?a?= ", tail: "\n\nHi.\n" },
  { name: "encoded words without end", head: `${from}Subject: `, unit: "=?x?q?", tail: "\n\nHi.\n" },
  { name: "references", head: `${from}References: `, unit: "<a@b.example>\n ", tail: "\n\nHi.\n" },
  { name: "parameters", head: `${from}Content-Type: text/plain`, unit: (i) => `; name*${i}=b`, tail: "\n\nHi.\n" },
  { name: "plain text", head: text("7bit"), unit: "The quick brown fox jumps over the lazy dog.\n" },
  { name: "one line", head: text("7bit"), unit: "x" },
  { name: "line ends", head: text("7bit"), unit: "\n" },
  { name: "bare CR", head: `${from}\n`, unit: "\r" },
  { name: "NUL", head: text("8bit"), unit: "\0" },
  { name: "quoted-printable escapes", head: text("quoted-printable"), unit: "=41" },
  { name: "quoted-printable breaks", head: text("quoted-printable"), unit: "=\n" },
  { name: "base64 of text", head: text("base64"), unit: base64("a") },
  { name: "base64 that is none", head: text("base64"), unit: "!!!! ====A==\n" },
  { name: "flowed text", head: text("7bit", "text/plain; format=flowed; delsp=yes"), unit: "> a \n" },
  { name: "quotes within quotes", head: text("7bit"), unit: "> ".repeat(50) },
  { name: "uuencoded files", head: text("7bit"), unit: "begin 644 a\n#0V%T\n`\nend\n" },
  { name: "uuencode that never begins", head: text("7bit"), unit: "begin 644 a\n" },
  { name: "a false charset", head: text("8bit", "text/plain; charset=utf-8"), unit: "\u00ff\u00fe" },
  { name: "escapes of ISO-2022-JP", head: text("7bit", "text/plain; charset=iso-2022-jp"), unit: "\x1b$B\x1b(B" },
  { name: "UTF-7", head: text("7bit", "text/plain; charset=utf-7"), unit: "+AOk-" },
  { name: "HTML nested", head: html, unit: "<div>" },
  { name: "HTML tables", head: html, unit: "<table><tr><td>" },
  { name: "HTML with attributes left open", head: html, unit: '<a href="' },
  { name: "entities", head: html, unit: "&amp;" },
  { name: "cid images", head: html, unit: "<img src=cid:a>" },
  { name: "an enclosed calendar", head: calendar, unit: "ATTENDEE;CN=a:mailto:a@b.example\n" },
  { name: "calendar components", head: calendar, unit: "BEGIN:VALARM\n" },
  { name: "a folded calendar line", head: `${calendar}X:`, unit: "y\n " },
  { name: "winmail.dat", head: file("application/ms-tnef; name=winmail.dat", "base64"), unit: base64('x\x9f>"\x01\0') },
  { name: "an opaque signature", head: text("base64", "application/pkcs7-mime; name=smime.p7m"), unit: base64("0\x80") },
  { name: "a file in base64", head: file("video/mp4; name=a.mp4", "base64"), unit: base64("film") },
  { name: "a report", head: file("message/delivery-status"), unit: "Final-Recipient: rfc822; a@b.example\nAction: failed\n\n" },
];

/** The bomb in pieces of about 64 KB; one character is one byte. */
export function* pieces({ head, unit, tail = "" }: Bomb, sizeBytes: number): Generator<Buffer> {
  yield Buffer.from(head, "latin1");
  const unitSize = typeof unit === "string" ? unit.length : 0;
  const block = typeof unit === "string" ? Buffer.from(unit.repeat(Math.ceil(65_536 / unitSize)), "latin1") : undefined;
  for (let made = head.length, index = 0; made < sizeBytes; ) {
    let piece = block;
    if (!piece && typeof unit === "function") {
      let joined = "";
      while (joined.length < 65_536) joined += unit(index++);
      piece = Buffer.from(joined, "latin1");
    }
    if (!piece) return;
    const room = sizeBytes - made;
    const fitting = piece.length <= room ? piece : piece.subarray(0, room);
    yield fitting;
    made += fitting.length;
  }
  if (tail) yield Buffer.from(tail, "latin1");
}
