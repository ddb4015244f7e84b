// The lines of an iCalendar file (RFC 5545 section 3.1): unfolded, taken apart, bounded. Linear.
import { limits } from "../limits.ts";

/** One content line. Names are upper case; `value` is as written, escapes and all. */
export interface CalendarLine {
  readonly name: string;
  readonly parameters: ReadonlyMap<string, string>;
  readonly value: string;
}

/** A component between its BEGIN and END, with what stands in it. */
export interface Component {
  readonly name: string;
  readonly lines: CalendarLine[];
  readonly inner: Component[];
}

/** Everything that stands in the file, under one root. Components that are never closed end with the file. */
export function readComponents(text: string): Component {
  const root: Component = { name: "", lines: [], inner: [] };
  const open: Component[] = [root];
  for (const written of unfolded(text)) {
    const line = readLine(written);
    if (!line) continue;
    const current = open.at(-1) ?? root;
    if (line.name === "BEGIN") {
      const component: Component = { name: line.value.trim().toUpperCase(), lines: [], inner: [] };
      current.inner.push(component);
      if (open.length < deepest) open.push(component);
    } else if (line.name === "END") {
      const name = line.value.trim().toUpperCase();
      const level = open.findLastIndex((component) => component.name === name);
      if (level > 0) open.length = level;
    } else current.lines.push(line);
  }
  return root;
}

export function lineOf(component: Component, name: string): CalendarLine | undefined {
  return component.lines.find((line) => line.name === name);
}

/** RFC 5545 section 3.3.11. */
export function unescapeText(value: string): string {
  return value.includes("\\") ? value.replace(/\\([\s\S])/g, (_, char: string) => (/n/i.test(char) ? "\n" : char)) : value;
}

const deepest = 8;
const longestLine = 8192;

function unfolded(text: string): string[] {
  const lines: string[][] = [];
  for (const line of text.split(/\r\n|\n|\r/)) {
    const isFolded = line.startsWith(" ") || line.startsWith("\t");
    if (isFolded) lines.at(-1)?.push(line.slice(1));
    else if (lines.length >= limits.calendarLines) break;
    else lines.push([line]);
  }
  return lines.map((pieces) => pieces.join("").slice(0, longestLine));
}

function readLine(line: string): CalendarLine | undefined {
  const nameEnd = line.search(/[;:]/);
  if (nameEnd <= 0) return undefined;
  const name = line.slice(0, nameEnd).trim().toUpperCase();
  const parameters = new Map<string, string>();
  let from = nameEnd;
  while (line[from] === ";") {
    const end = endOfParameter(line, from + 1);
    const piece = line.slice(from + 1, end);
    const equals = piece.indexOf("=");
    if (equals > 0)
      parameters.set(
        piece.slice(0, equals).trim().toUpperCase(),
        piece
          .slice(equals + 1)
          .replaceAll('"', "")
          .trim(),
      );
    from = end;
  }
  return from < line.length ? { name, parameters, value: line.slice(from + 1) } : undefined;
}

/** The ";" or ":" after a parameter, outside quotes. */
function endOfParameter(line: string, from: number): number {
  let isQuoted = false;
  for (let i = from; i < line.length; i++) {
    if (line[i] === '"') isQuoted = !isQuoted;
    else if (!isQuoted && (line[i] === ";" || line[i] === ":")) return i;
  }
  return line.length;
}
