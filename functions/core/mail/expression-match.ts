// Looks for a regular expression in a text: all its possibilities at once, a character at a time, and so never slower than the text is
// long (Thompson, 1968). An expression of somebody's making cannot hold up the mail of everybody.
import { limits } from "../limits.ts";
import type { CharSet, Expression } from "./expression.ts";

/** True when it is found anywhere in the text; capital and small letters are the same. */
export function isFoundIn(expression: Expression, text: string): boolean {
  const { steps, first } = stepsOf(expression);
  // What is longer is no address; its end says whose it pretends to be.
  const chars = [...text.slice(-limits.addressChars)].map(bothCases);
  const marks = new Uint32Array(steps.length);
  let active: number[] = [];
  for (let at = 0; at <= chars.length; at++) {
    // It may begin anywhere.
    const edges = { isStart: at === 0, isEnd: at === chars.length };
    const reached = reachedFrom(steps, [...active, first], edges, { marks, mark: at + 1 });
    if (reached === "done") return true;
    const char = chars[at];
    active = char ? reached.filter(({ set }) => isIn(set, char)).map(({ next }) => next) : [];
  }
  return false;
}

type Step =
  | CharStep
  | { readonly op: "start" | "end"; readonly next: number }
  | { readonly op: "fork"; to: readonly number[] }
  | { readonly op: "done" };

interface CharStep {
  readonly op: "char";
  readonly set: CharSet;
  readonly next: number;
}

/** Written from the end, so that each step knows the one after it. */
function stepsOf(expression: Expression): { steps: readonly Step[]; first: number } {
  const steps: Step[] = [];
  const add = (step: Step) => steps.push(step) - 1;
  const write = (one: Expression, next: number): number => {
    switch (one.kind) {
      case "char":
        return add({ op: "char", set: one.set, next });
      case "start":
      case "end":
        return add({ op: one.kind, next });
      case "all":
        return one.of.reduceRight((after, part) => write(part, after), next);
      case "any":
        return add({ op: "fork", to: one.of.map((choice) => write(choice, next)) });
      case "repeat": {
        let entry = next;
        if (one.most === Infinity) {
          const loop = { op: "fork" as const, to: [next] };
          entry = add(loop);
          loop.to = [write(one.of, entry), next];
        } else for (let more = one.least; more < one.most; more++) entry = add({ op: "fork", to: [write(one.of, entry), next] });
        for (let must = 0; must < one.least; must++) entry = write(one.of, entry);
        return entry;
      }
    }
  };
  const first = write(expression, add({ op: "done" }));
  return { steps, first };
}

/** The steps that wait for the next character, each once however many ways lead to it. */
function reachedFrom(
  steps: readonly Step[],
  from: number[],
  { isStart, isEnd }: { isStart: boolean; isEnd: boolean },
  { marks, mark }: { marks: Uint32Array; mark: number },
): CharStep[] | "done" {
  const waiting: CharStep[] = [];
  for (let index = from.pop(); index !== undefined; index = from.pop()) {
    const step = steps[index];
    if (!step || marks[index] === mark) continue;
    marks[index] = mark;
    if (step.op === "done") return "done";
    if (step.op === "char") waiting.push(step);
    else if (step.op === "fork") from.push(...step.to);
    else if (step.op === "start" ? isStart : isEnd) from.push(step.next);
  }
  return waiting;
}

/** A character's code points, small and capital. */
type BothCases = readonly [number, number];

function bothCases(char: string): BothCases {
  // A letter that two stand for in the other case has none.
  const inCase = (other: string) => (other.length === char.length ? other : char).codePointAt(0) ?? 0;
  return [inCase(char.toLowerCase()), inCase(char.toUpperCase())];
}

function isIn({ ranges, isNegated }: CharSet, [small, capital]: BothCases): boolean {
  const isBetween = ([from, to]: CharSet["ranges"][number]) =>
    (small >= from && small <= to) || (capital >= from && capital <= to);
  return ranges.some(isBetween) !== isNegated;
}
