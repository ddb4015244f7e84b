// The Date header (RFC 5322, its obsolete forms, and what else is written there). Unreadable is undefined, never now.
import { type Instant, instantOf } from "../time.ts";
import { decodeRaw, readWestern } from "./encoded-word.ts";
import { withoutComments } from "./header.ts";

export function readDate(raw: string): Instant | undefined {
  const text = withoutComments(decodeRaw(raw.slice(0, 200), readWestern)).trim();
  const iso = /^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}/.test(text) ? readIso(text) : undefined;
  return iso ?? readInternet(text, raw.split("(").length !== raw.split(")").length);
}

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
// Programs that write the date in their user's language: Spanish, French, German, Italian, Portuguese, Dutch.
const otherMonths: Readonly<Record<string, number>> = {
  ene: 1,
  gen: 1,
  fév: 2,
  fev: 2,
  mär: 3,
  mrt: 3,
  abr: 4,
  avr: 4,
  mai: 5,
  mag: 5,
  mei: 5,
  giu: 6,
  lug: 7,
  ago: 8,
  aoû: 8,
  set: 9,
  okt: 10,
  ott: 10,
  out: 10,
  déc: 12,
  dez: 12,
  dic: 12,
};

// RFC 5322 section 4.3; the single military letters are unreliable and mean UTC.
const zones: ReadonlyMap<string, number> = new Map(
  Object.entries({
    ut: 0,
    utc: 0,
    gmt: 0,
    z: 0,
    wet: 0,
    bst: 60,
    cet: 60,
    met: 60,
    west: 60,
    cest: 120,
    mest: 120,
    eet: 120,
    eest: 180,
    msk: 180,
    ist: 330,
    jst: 540,
    kst: 540,
    ast: -240,
    edt: -240,
    est: -300,
    cdt: -300,
    cst: -360,
    mdt: -360,
    mst: -420,
    pdt: -420,
    pst: -480,
    akdt: -480,
    akst: -540,
    hst: -600,
    sast: 120,
    hkt: 480,
    sgt: 480,
    awst: 480,
    aest: 600,
    aedt: 660,
    nzst: 720,
    nzdt: 780,
  }),
);

/** Day, month, year, time and zone, wherever they stand among the words. */
function readInternet(text: string, isCommentOpen: boolean): Instant | undefined {
  const words = text.replace(/,/g, " ").split(/\s+/).filter(Boolean).slice(0, 16);
  const timeIndex = words.findIndex((word) => /^\d{1,2}[:.]\d{1,2}(?:[:.]\d{1,2}(?:\.\d+)?)?/.test(word) && !isDottedDate(word));
  // A date alone is its midnight; a time that was lost is not.
  const isDateAlone = timeIndex === -1 && !text.includes(":") && !isCommentOpen;
  const time = /^(\d{1,2})[:.](\d{1,2})(?:[:.](\d{1,2}))?(?:\.(\d+))?(.*)$/.exec(isDateAlone ? "0:0" : (words[timeIndex] ?? ""));
  // The last: "mar, 16 giu" begins with a Tuesday.
  const month = words.findLastIndex((word) => monthOf(word) !== undefined);
  const hyphenated = words.map((word) => /^(\d{1,2})[-/]([a-z]{3,9})[-/](\d{2,4})$/i.exec(word)).find(Boolean);
  const [day, monthNumber, year] = hyphenated
    ? [Number(hyphenated[1]), monthOf(hyphenated[2] ?? ""), Number(hyphenated[3])]
    : dayAndYear(words, month, timeIndex);
  if (!time || day === undefined || monthNumber === undefined || year === undefined) return undefined;
  const afterTime = [time[5] ?? "", ...(timeIndex === -1 ? [] : words.slice(timeIndex + 1))].filter(Boolean);
  const [hour, half = ""] = [Number(time[1]), halfOfDay.exec(afterTime[0] ?? "")?.[1]?.toLowerCase()];
  const hours = half === "p" && hour < 12 ? hour + 12 : half === "a" && hour === 12 ? 0 : hour;
  const zone = zoneOf(afterTime.filter((word) => !halfOfDay.test(word)));
  const seconds = Number(time[3] ?? 0) + fractionOf(time[4]);
  return instantFrom([fullYear(year), monthNumber, day, hours, Number(time[2]), seconds], zone);
}

const halfOfDay = /^([ap])\.?m\.?$/i;

function isDottedDate(word: string): boolean {
  return /^\d{1,2}\.\d{1,2}\.\d{4}/.test(word);
}

function monthOf(word: string): number | undefined {
  if (!/^\p{L}{3,10}\.?$/u.test(word)) return undefined;
  const lower = word.toLowerCase();
  // "juin" and "juillet" begin alike, "giugno" and "luglio" do not.
  if (lower.startsWith("juin")) return 6;
  if (lower.startsWith("juil")) return 7;
  const start = lower.slice(0, 3);
  const index = months.indexOf(start);
  return index === -1 ? otherMonths[start] : index + 1;
}

function dayAndYear(words: readonly string[], month: number, time: number): (number | undefined)[] {
  if (month === -1) return numericDate(words, time);
  const monthNumber = monthOf(words[month] ?? "");
  const numbers = words
    .map((word, index) => ({ word, index }))
    .filter(
      ({ word, index }) =>
        /^\d{1,4}(?:st|nd|rd|th|\.)?$/.test(word) && (index < time || time === -1 || Math.abs(index - month) <= 2),
    );
  const before = numbers.filter(({ index }) => index < month).at(-1);
  const after = numbers.filter(({ index }) => index > month);
  // "1 Jul 2003", "Jul 1 10:52:37 2003" and "Jul 1, 2003"
  const dayWord = before ?? after[0];
  const yearWord = before ? after[0] : (after[1] ?? lastYear(words, time));
  return [number(dayWord?.word), monthNumber, number(yearWord?.word)];
}

function lastYear(words: readonly string[], time: number): { word: string; index: number } | undefined {
  const index = words.findLastIndex((word, i) => i > time && /^\d{4}$/.test(word));
  return index === -1 ? undefined : { word: words[index] ?? "", index };
}

/** "20 11 79", and "16/11/2026" or "11/16/2026" where only one of the two can be meant. */
function numericDate(words: readonly string[], time: number): (number | undefined)[] {
  const slashed = words.map((word) => /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/.exec(word)).find(Boolean);
  if (slashed) {
    const [first = 0, second = 0, year = 0] = slashed.slice(1).map(Number);
    if (first > 12 || slashed[0].includes(".")) return [first, second, year];
    return second > 12 || first === second ? [second, first, year] : [];
  }
  const numbers = words.slice(0, Math.max(time, 0)).filter((word) => /^\d{1,4}$/.test(word));
  if (numbers.length !== 3) return [];
  return [number(numbers[0]), number(numbers[1]), number(numbers[2])];
}

function number(word: string | undefined): number | undefined {
  return word === undefined ? undefined : Number.parseInt(word, 10);
}

function fullYear(year: number): number {
  if (year >= 1000) return year;
  if (year >= 100) return 1900 + year; // RFC 5322 section 4.3
  return year < 50 ? 2000 + year : 1900 + year;
}

/** Minutes east of UTC. No zone, or one we do not know, counts as UTC. */
function zoneOf(words: readonly string[]): number {
  for (const [index, word] of words.entries()) {
    const offset = /^(?:gmt|utc)?([+-])(\d{1,2}):?(\d{2})?$/i.exec(word);
    if (offset) {
      const minutes = Number(offset[2]) * 60 + Number(offset[3] ?? 0);
      return offset[1] === "-" ? -minutes : minutes;
    }
    const name = word.toLowerCase().replace(/^([ecmp]st)5?[4-8]?[ecmp]dt$/, "$1");
    const named = zones.get(name);
    if (named !== undefined) return /^dst$/i.test(words[index + 1] ?? "") ? named + 60 : named;
  }
  return 0;
}

/** ".123" of a second, whatever its length. */
function fractionOf(digits: string | undefined): number {
  return digits === undefined ? 0 : Number(`0.${digits.slice(0, 3)}`);
}

function readIso(text: string): Instant | undefined {
  const parts = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,](\d+))?)?(?!\d)\s*(.*)$/i.exec(
    text,
  );
  const rest = parts?.[8]?.trim() ?? "";
  if (!parts || (parts[4] === undefined && rest !== "")) return undefined;
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map((part) => Number(part ?? 0));
  return instantFrom(
    [year ?? 0, month ?? 0, day ?? 0, hour ?? 0, minute ?? 0, (second ?? 0) + fractionOf(parts[7])],
    zoneOf([rest.split("[", 1)[0] ?? ""]),
  );
}

type Parts = readonly [year: number, month: number, day: number, hour: number, minute: number, second: number];

function instantFrom([year, month, day, hour, minute, second]: Parts, zoneMinutes: number): Instant | undefined {
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 24 || minute > 59 || second >= 61) return undefined;
  if (year < 1900 || year > 9000 || Math.abs(zoneMinutes) > 24 * 60) return undefined;
  const [whole, ms] = [Math.floor(second), Math.round((second % 1) * 1000)];
  return instantOf(Date.UTC(year, month - 1, day, hour, minute, whole, ms) - zoneMinutes * 60_000);
}
