// Small threads with known answers (cases.json): which messages end in one conversation, in the order they are listed and in
// reverse.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSkeleton } from "../../functions/core/mail/parse.ts";
import { createScan } from "../../functions/core/mail/scan.ts";
import { baseSubject } from "../../functions/core/mail/subject.ts";
import { threadsOf } from "../helpers/threads.ts";
import type { CaseResult } from "./manifest.ts";

interface Thread {
  readonly id: string;
  readonly messages: readonly { readonly key: string; readonly file: string }[];
  readonly groups: readonly (readonly string[])[];
  /** Joined by us or not, both are right. */
  readonly softGroups?: readonly (readonly string[])[];
  readonly mustJoin?: readonly (readonly string[])[];
  /** Says why other products join these; we never join by subject. */
  readonly policy?: string;
}

interface Cases {
  readonly cases: readonly Thread[];
  readonly baseSubject: { readonly extra: readonly (readonly [string, string])[] };
}

export async function runThreads(folder: string): Promise<{ label: string; results: CaseResult[] }[]> {
  const { cases, baseSubject: subjects }: Cases = JSON.parse(readFileSync(join(folder, "cases.json"), "utf8"));
  const listed: CaseResult[] = [];
  const reversed: CaseResult[] = [];
  for (const thread of cases) {
    listed.push(resultOf(thread, await conversationsOf(folder, thread.messages), "hard"));
    reversed.push(resultOf(thread, await conversationsOf(folder, thread.messages.toReversed()), "hard"));
  }
  const named = subjects.extra.map(([written, base]) => ({
    id: JSON.stringify(written),
    grade: "soft",
    baselinePasses: false,
    failures: baseSubject(written).toLowerCase() === base.toLowerCase() ? [] : [`${baseSubject(written)} instead of ${base}`],
  }));
  return [
    { label: "as listed", results: listed },
    { label: "in reverse", results: reversed },
    { label: "base subjects", results: named },
  ];
}

/** The conversation of each message, by its key. */
async function conversationsOf(folder: string, messages: Thread["messages"]): Promise<Map<string, string>> {
  const mails = messages.map(async ({ key, file }) => {
    const scan = createScan();
    scan.push(readFileSync(join(folder, file)));
    return { key, mail: await parseSkeleton(scan.end()) };
  });
  return threadsOf(await Promise.all(mails));
}

function resultOf(thread: Thread, conversations: Map<string, string>, grade: string): CaseResult {
  const soft = new Set((thread.softGroups ?? []).map((group) => group.join()));
  const joined = [...thread.groups.filter((group) => !soft.has(group.join()) && !thread.policy), ...(thread.mustJoin ?? [])];
  const split = joined.filter((group) => new Set(group.map((key) => conversations.get(key))).size > 1);
  const owners = new Map<string, number>();
  const mixed = thread.groups.flatMap((group, index) =>
    group.filter((key) => {
      const conversation = conversations.get(key) ?? "";
      const owner = owners.get(conversation) ?? index;
      owners.set(conversation, owner);
      return owner !== index;
    }),
  );
  const failures = [...split.map((group) => `split: ${group.join(" ")}`), ...mixed.map((key) => `merged with strangers: ${key}`)];
  return { id: thread.id, grade, baselinePasses: false, failures };
}
