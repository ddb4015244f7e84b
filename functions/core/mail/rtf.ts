// The words of an RTF body, or the HTML that Outlook has wrapped in it (MS-OXRTFEX). Read forward once; nothing in it is followed.
import { decodeAs } from "./charset.ts";
import { charsetOfFont, charsetOfPage } from "./code-page.ts";

/** `html` when the RTF says that it was made from HTML, else `text` with `\n` line ends. */
export type RtfReading = { readonly html: string } | { readonly text: string };

export function readRtf(bytes: Uint8Array): RtfReading | undefined {
  const rtf = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
  if (!rtf.startsWith("{\\rtf")) return undefined;
  const reader = new Reader(rtf);
  reader.read();
  return reader.isFromHtml ? { html: reader.text() } : { text: reader.text().trimEnd() };
}

/** What a group sets, and its end takes back. */
interface Group {
  /** Its content is no text. */
  isSkipped: boolean;
  /** What Outlook added for readers of RTF that know no HTML. */
  isForRtfOnly: boolean;
  isFontTable: boolean;
  /** Characters after `\u` that say the same to older readers. */
  fallbackChars: number;
  charset: string;
}

const deepest = 1000;
/** A control word with its number and the space that ends it, or a control symbol. */
const control = /\\(?:([a-z]{1,32})(-?\d{1,10})? ?|'([0-9a-f]{2})|([^a-z]))/iy;
const plainRun = /[^\\{}\r\n]+/y;

class Reader {
  readonly #rtf: string;
  readonly #groups: Group[] = [];
  readonly #pieces: string[] = [];
  readonly #fontCharsets = new Map<number, string>();
  #group: Group = { isSkipped: false, isForRtfOnly: false, isFontTable: false, fallbackChars: 1, charset: "windows-1252" };
  #defaultCharset = "windows-1252";
  #font = 0;
  /** Bytes under one charset, one character each, until something else comes. */
  #bytes: string[] = [];
  #charsToSkip = 0;
  /** `\*` came: a destination that nobody need know. */
  #isOptional = false;
  isFromHtml = false;

  constructor(rtf: string) {
    this.#rtf = rtf;
  }

  read(): void {
    for (let at = 0; at < this.#rtf.length; ) {
      const char = this.#rtf[at];
      if (char === "{") {
        if (this.#groups.length >= deepest) return;
        this.#groups.push({ ...this.#group });
        at++;
      } else if (char === "}") {
        this.#charsToSkip = 0;
        this.#enter(this.#groups.pop() ?? this.#group);
        at++;
      } else if (char === "\\") {
        at = this.#control(at);
      } else if (char === "\r" || char === "\n") {
        at++;
      } else {
        plainRun.lastIndex = at;
        const run = plainRun.exec(this.#rtf)?.[0] ?? "";
        at += Math.max(run.length, 1);
        this.#plain(run);
      }
    }
  }

  text(): string {
    this.#flush();
    return this.#pieces.join("");
  }

  #control(at: number): number {
    control.lastIndex = at;
    const found = control.exec(this.#rtf);
    if (!found) return at + 1;
    const [whole, word, number, hex, symbol] = found;
    const end = at + whole.length;
    if (hex) this.#plain(String.fromCharCode(Number.parseInt(hex, 16)));
    else if (symbol) this.#symbol(symbol);
    else if (word === "bin") return end + Math.max(Number(number ?? 0), 0);
    else if (word) this.#word(word, number === undefined ? undefined : Number(number));
    return end;
  }

  #symbol(symbol: string): void {
    if (symbol === "*") this.#isOptional = true;
    else if (symbol === "\r" || symbol === "\n") this.#say("\n");
    else if (symbol === "~") this.#say("\u00a0");
    else if (symbol === "_") this.#say("\u2011");
    else if ("\\{}".includes(symbol)) this.#plain(symbol);
  }

  #word(word: string, number: number | undefined): void {
    const isOptional = this.#isOptional;
    this.#isOptional = false;
    const spoken = spokenWords.get(word);
    if (spoken !== undefined) this.#say(spoken);
    else if (word === "u") this.#unicode(number ?? 0);
    else if (word === "uc") this.#group.fallbackChars = Math.min(Math.max(number ?? 1, 0), 10);
    else if (word === "fromhtml") this.isFromHtml = number !== 0;
    else if (word === "ansicpg") this.#enterDefault(charsetOfPage(number ?? 0));
    else if (word === "htmltag") Object.assign(this.#group, { isForRtfOnly: false });
    else if (word === "htmlrtf") this.#group.isForRtfOnly = number !== 0;
    else if (word === "fonttbl") Object.assign(this.#group, { isFontTable: true, isSkipped: true });
    else if (word === "f" || word === "deff") this.#fontChosen(number ?? 0);
    else if (word === "fcharset" && this.#group.isFontTable) this.#fontNamed(number ?? 0);
    else if (word === "plain") this.#enter({ ...this.#group, charset: this.#defaultCharset });
    else if (isOptional || silentDestinations.has(word)) this.#group.isSkipped = true;
  }

  /** UTF-16, as a signed number; the characters after it are for readers that do not know it. */
  #unicode(code: number): void {
    this.#say(String.fromCharCode(code & 0xffff));
    this.#charsToSkip = this.#group.fallbackChars;
  }

  #fontChosen(font: number): void {
    this.#font = font;
    if (!this.#group.isFontTable) this.#enter({ ...this.#group, charset: this.#fontCharsets.get(font) ?? this.#defaultCharset });
  }

  #fontNamed(charset: number): void {
    const name = charsetOfFont(charset);
    if (name && this.#fontCharsets.size < deepest) this.#fontCharsets.set(this.#font, name);
  }

  #enterDefault(charset: string | undefined): void {
    if (!charset) return;
    this.#defaultCharset = charset;
    this.#enter({ ...this.#group, charset });
  }

  #enter(group: Group): void {
    if (group.charset !== this.#group.charset) this.#flush();
    this.#group = group;
  }

  /** Characters of the group's charset. */
  #plain(chars: string): void {
    const skipped = Math.min(this.#charsToSkip, chars.length);
    this.#charsToSkip -= skipped;
    if (this.#isShown() && skipped < chars.length) this.#bytes.push(chars.slice(skipped));
  }

  /** Unicode. */
  #say(text: string): void {
    this.#charsToSkip = 0;
    if (!this.#isShown()) return;
    // Line ends and tabs are the same in every charset, and most of what is said.
    if (text === "\n" || text === "\t") {
      this.#bytes.push(text);
      return;
    }
    this.#flush();
    this.#pieces.push(text);
  }

  #isShown(): boolean {
    return !this.#group.isSkipped && !(this.isFromHtml && this.#group.isForRtfOnly);
  }

  #flush(): void {
    if (this.#bytes.length === 0) return;
    const chars = this.#bytes.join("");
    this.#bytes = [];
    const bytes = Buffer.from(chars, "latin1");
    this.#pieces.push(decodeAs(bytes, this.#group.charset)?.text ?? chars);
  }
}

const spokenWords: ReadonlyMap<string, string> = new Map(
  Object.entries({
    par: "\n",
    line: "\n",
    row: "\n",
    page: "\n",
    tab: "\t",
    cell: "\t",
    emdash: "—",
    endash: "–",
    emspace: "\u2003",
    enspace: "\u2002",
    bullet: "•",
    lquote: "‘",
    rquote: "’",
    ldblquote: "“",
    rdblquote: "”",
  }),
);

/** Groups without `\*` whose content is no text. */
const silentDestinations: ReadonlySet<string> = new Set([
  ...["colortbl", "stylesheet", "info", "pict", "object", "header", "headerl", "headerr", "headerf"],
  ...["footer", "footerl", "footerr", "footerf", "fldinst", "listtable", "listoverridetable", "nonshppict", "mhtmltag"],
]);
