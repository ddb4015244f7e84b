// The line above a quote that says who wrote it and when ("On 3 May 2026, Ana wrote:"), in the languages of the mails that
// matter. Words and shapes only; `quote.ts` decides what is folded.

export interface Attribution {
  /** How many lines it takes. */
  readonly count: number;
  /** Names person and time so fully that nobody writes it by hand: what follows is a quote even without marks. */
  readonly isSure: boolean;
}

const mostLines = 5;
const longest = 450;

/** The attribution that begins at line `at`. `isMarked`: whether a marked quote follows the line of that number. */
export function attributionAt(
  lines: readonly string[],
  at: number,
  isMarked: (lastLine: number) => boolean,
): Attribution | undefined {
  const first = lines[at]?.trim() ?? "";
  if (first === "" || first.startsWith(">") || first.length > longest) return undefined;
  let joined = "";
  for (let count = 1; count <= mostLines; count++) {
    const line = lines[at + count - 1]?.trim() ?? "";
    if (line === "" && isContinued(lines[at + count], joined)) continue;
    if (line === "" || (line.startsWith(">") && !isBrokenAddress(line, joined))) return undefined;
    joined = `${joined} ${line}`.trim();
    if (joined.length > longest) return undefined;
    if (!mayEnd.test(line)) continue;
    const found = judge(joined);
    if (!found) continue;
    if (isStartedLater(lines, at, count, found.isOpened)) return undefined;
    const isSure = found.weight === "sure";
    if (isSure || isMarked(at + count - 1)) return { count, isSure };
    return undefined;
  }
  return undefined;
}

/** Where in a line that begins with the writer's own words an attribution begins, as when a program swallowed the line break. */
export function attributionWithin(line: string): number {
  if (line.length > 2000 || !/\bwrote:\s*$/.test(line)) return -1;
  const start = line.search(/(?<=\S\s+)On (?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? [^:]{6,40}\d{1,2}:\d{2}.{1,200}\bwrote:\s*$/);
  return start;
}

const mayEnd = /[:：]\s*[\p{Pd}_*]*$|(?:wrote|schrieb)\s*\p{Pd}*$|>$/iu;

/** Some programs leave a blank line before the address or the verb. */
function isContinued(next: string | undefined, joined: string): boolean {
  return opened.test(joined) && /\d/.test(joined) && /^\s*(?:<|wrote:\s*$)/.test(next ?? "");
}

/** Gmail breaks the line inside "<address>:", which looks like a mark of quotation. */
function isBrokenAddress(line: string, joined: string): boolean {
  return /^>\s?.{0,40}[:：]$/.test(line) && joined.split("<").length > joined.split(">").length;
}

interface Judged {
  readonly weight: "sure" | "likely";
  readonly isOpened: boolean;
}

function judge(joined: string): Judged | undefined {
  // "[3.11.2026, 10:16] Ana: she wrote:" is a line of a chat.
  if (/^\[[^\]]{1,40}\]\s*[^:：<>]{1,60}[:：]\s*\S/u.test(joined)) return undefined;
  const dashed = /^[\p{Pd}_]{2,}/u.test(joined) && /[\p{Pd}_]{2,}$/u.test(joined);
  const plain = joined.replace(/^[\p{Pd}_*>\s]+/u, "").replace(/[\p{Pd}_*\s]+$/u, "");
  const isOpened = opened.test(plain) && /^.{0,45}\p{Nd}/u.test(plain);
  const when = { day: fullDay.test(plain), time: timeOfDay.test(plain), address: /\S@\S/.test(plain) };
  const known = Number(when.day) + Number(when.time) + Number(when.address);
  const isProse = when.address ? byPronoun.test(plain) : byPronoun.test(plain) || aboutSomebody.test(plain);
  const mayBeSure = dashed || ((isOpened || beginsPlainly.test(plain)) && !isProse);
  const weigh = (isSure: boolean): Judged => ({ weight: isSure && mayBeSure ? "sure" : "likely", isOpened });
  const hasColon = /[:：]$/u.test(plain);
  if (endsInVerb.test(plain) && (hasColon || dashed || when.address)) {
    // "<ana@acme.test> wrote:" and Lotus' "-----Ana wrote: -----" have no date.
    if (known === 0) return dashed || isNamed.test(plain) ? weigh(dashed) : undefined;
    const isBracketed = /<[^<>\s]+@[^<>\s]+>[^<>]{0,20}$/.test(plain);
    return weigh(dashed || known >= 2 || (isBracketed && plain.length < 150) || (when.day && isOpened));
  }
  if (!hasColon) return barePattern.test(plain) ? { weight: "likely", isOpened } : undefined;
  if (hasVerb.test(plain) && known > 0) return weigh(known >= 2 || (when.day && isOpened));
  if (isOpened && /\b(?:said|sent|posted|replied)\s*[:：]$/i.test(plain) && known >= 2) return weigh(known === 3);
  if (dateAndAddress.test(plain))
    return weigh(!lowerWord.test(plain) && /^.{0,45}\p{Nd}/u.test(plain) && (when.time || /^.{0,20}\d{4}/.test(plain)));
  // Another language, but a date or an address and a colon straight above a marked quote say the same.
  return known >= 2 || (when.address && plain.length < 120) ? { weight: "likely", isOpened } : undefined;
}

/** True when the lines above the attribution are the writer's own last words. */
function isStartedLater(lines: readonly string[], at: number, count: number, isOpened: boolean): boolean {
  for (let skip = 1; skip < count; skip++) {
    const line = lines[at + skip]?.trim() ?? "";
    const isInAddress = /<[^<>]*$/.test(lines[at + skip - 1] ?? "");
    if (line === "" || isInAddress || line.startsWith("<") || startsWithVerb.test(line)) continue;
    const rest = lines
      .slice(at + skip, at + count)
      .join(" ")
      .trim();
    const later = judge(rest);
    if (later && (later.isOpened || !isOpened)) return true;
  }
  return false;
}

const openings =
  "on|at|el|en fecha|em|a|à|no dia|na|il|in data|lo|le|en date du|am|vom|op|w dniu|dnia|den|på|d\\.|dne|dňa|v|στις|την|în|pe|la|la data|vào|vào lúc|lúc|ngày|pada|pada tanggal|tanggal|в|во|на|u|dana|ob|ngày|เมื่อ|ในวันที่|في|بتاريخ|בתאריך|ב-|בְּ|在|于|於|al|il giorno|alle|data|klo|kl\\.?|die";
const opened = new RegExp(`^[\\p{Pd}_*\\s]*(?:${openings})[\\s,:\\d]|^(?:在|于|於)`, "iu");

// Verbs of languages that put spaces between words …
const spaced =
  "wrote|writes|has written|escribi[óo]|ha escrito|va escriure|ha escrit|escrigué|escreveu|ha scritto|scrive|a [ée]crit|[ée]crivait|schrieb(?: folgendes)?|schreibt|geschrieben|schreef|schrijft|geschreven|missatge de|napisana przez|napisa[łl]\\(?a?\\)?(?:\\/a)?|pisze|napsal\\(?a?\\)?(?:\\/a)?|píše|napísal\\(?a?\\)?(?:\\/a)?|skrev(?: følgende| følgjande| följande)?|skrevet|skriver|kirjoitti|írta|a scris|scrie|έγραψε|έγραψες|γράφει|yazdı|написал(?:\\(а\\)|а|\\(-а\\))?|писал(?:\\(?а\\)?|и)?|пишет|пише|написав\\(?(?:-?ла)?\\)?|написала|написа|написао|napisao|napisala|napisal(?:\\/-?a|a)?|rašė|rakstīja|kirjutas|skrifaði|(?:đã )?viết|menulis|escribiu|aliandika|geskryf|ने लिखा|كتب|كتبت|כתב(?:\\/ה|ה)?|نوشت|เขียน(?:ว่า)?";
// … and of those that do not.
const attached =
  "写道|寫道|写入|写了|书写|書寫|撰写|撰寫|のメール|のメッセージ|書きました|書いています|작성|씀|쓴 글|เขียน(?:ว่า)?";
const verb = `(?:(?<![\\p{L}\\p{M}])(?:${spaced})(?![\\p{L}\\p{M}])|(?:${attached}))`;
const endsInVerb = new RegExp(`${verb}(?:\\s*\\([^()]{0,60}\\))?(?: (?:je|følgende|on))?\\s*[:：]?$`, "iu");
const hasVerb = new RegExp(verb, "iu");
const startsWithVerb = new RegExp(`^${verb}`, "iu");

// A person's name begins with a capital, every word of it: "My boss wrote:" is a sentence.
const isNamed = new RegExp(`^(?:["'(]?\\p{Lu}[^\\s:]*\\s+){1,5}${verb}\\s*[:：]$`, "u");

/** With the day, or with a name and its address: anything else before them may be a sentence. */
const beginsPlainly = /^(?:\S+\s+){0,2}\S{0,3}\p{Nd}|^(?:[^\s<(@]+\s+){0,8}["'«]?[<(]?\S*@/u;

/** "your colleague", "wrote to me": an attribution names a person and nothing else. */
const aboutSomebody =
  /(?<!\p{L})(?:your|our|my|his|their|me|us|Ihre?r?|ihre?|meine?|unsere?|mir|uns|su|mi|nuestr[oa]|me|nos|votre|notre|mon|nous|vous|m['’]a|vostr[oa]|nostr[oa]|mio|mia|ci|uw|mijn|onze?|seu|sua|meu|minha|nosso)(?!\p{L})\D*$/u;

/** A word between the date and the address of Yandex' and others' short form, where only a name stands. */
const lowerWord =
  /(?<=\d.{0,200})(?<![\p{L}.@<"'+-])(?!(?:from|via|von|van|del|der|den|the)\b)[a-z]{3,}(?![\p{L}@.])(?=.{0,200}@)/u;

const byPronoun =
  /\b(?:he|she|they|we|i|you|who|er|sie|wir|ich|lei|lui|ella|él|ele|ela|il|elle)\s+(?:\S+\s+)?(?:wrote|writes|schrieb|scritto|escribió|escreveu|écrit)\b/iu;

const fullDay =
  /(?:19|20|25)\d{2}|\p{Nd}{4}|(?<!\d)\d{1,2}[./-]\s?\d{1,2}[./-]\s?\d{2}(?!\d)|(?<!\d)\d{1,2}[./-](?:\p{L}{3,9})\.?[./-]\s?\d{2,4}/u;
const timeOfDay = /(?<!\d)\p{Nd}{1,2}\s?[:.hH時点시时]\s?\p{Nd}{2}(?!\d|[./-]\d)/u;

const mailbox = "<[^<>\\s]+@[^<>\\s]+>";
/** Yandex, Mail.ru, old Gmail and others: a date and an address alone. */
const dateAndAddress = new RegExp(
  `^(?=.{0,80}(?:(?:19|20|25)\\d{2}|\\d{1,2}[./]\\d{1,2}[./]\\d{2}))(?=.{0,120}\\d{1,2}[:.]\\d{2}|\\d{4}[-/]\\d{1,2}[-/]\\d{1,2}).{0,300}(?:${mailbox}|\\S+@\\S+)[^<>@\\p{L}]{0,10}[:：]$`,
  "u",
);
/** `2013/10/2 Ana <ana@acme.test>`, and a quote below. */
const barePattern = new RegExp(`^\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}\\b.{0,120}${mailbox}$`, "u");
