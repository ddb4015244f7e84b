// A mail's text cut where the server says that a quote or the signature begins and ends.
import type { ReceivedView } from "../../../functions/api/views.ts";

export type TextFold = ReceivedView["folds"][number];

export interface TextSegment {
  readonly kind: "own" | TextFold["kind"];
  readonly text: string;
}

/** In order, and together the whole text but for the line breaks between them. */
export function segmentsOf(text: string, folds: readonly TextFold[]): TextSegment[] {
  const found: TextSegment[] = [];
  let at = 0;
  const add = (kind: TextSegment["kind"], to: number): void => {
    const words = text.slice(at, to);
    if (words.trim() !== "") found.push({ kind, text: withoutEdges(words) });
    at = to;
  };
  for (const { from, to, kind } of folds) {
    add("own", from);
    add(kind, to);
  }
  add("own", text.length);
  return found;
}

/** Segments stand on lines of their own; blank lines at their edges would only push them apart. */
function withoutEdges(words: string): string {
  return words.replace(/^(?:[ \t]*\r?\n)+/, "").trimEnd();
}
