// One folder of mails with a manifest.json: reads each mail and checks it.
import { createReadStream, readFileSync } from "node:fs";
import { join } from "node:path";
import { htmlToText } from "../../functions/core/mail/html.ts";
import type { ParsedMail } from "../../functions/core/mail/mail.ts";
import { parseSkeleton } from "../../functions/core/mail/parse.ts";
import { foldQuote } from "../../functions/core/mail/quote.ts";
import { createScan } from "../../functions/core/mail/scan.ts";
import { visibleReply } from "../../functions/core/mail/visible-reply.ts";
import { checkMail } from "./checks.ts";
import type { Expectation } from "./expectation.ts";
import { checkReply } from "./reply.ts";

export interface CaseResult {
  readonly id: string;
  readonly grade: string;
  /** Bare mailparser reads this one right, so we must. */
  readonly baselinePasses: boolean;
  /** One line for each expectation that does not hold. */
  readonly failures: readonly string[];
}

interface Case {
  readonly id: string;
  readonly file: string;
  readonly kind?: string;
  readonly grade: string;
  readonly expect: Expectation;
  readonly baselineMailparser?: "pass" | readonly string[];
}

export async function runManifest(folder: string): Promise<CaseResult[]> {
  const manifest: { cases: Case[] } = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
  const results: CaseResult[] = [];
  for (const one of manifest.cases) {
    const failures = await failuresOf({ ...one, expect: withText(folder, one.expect) }, join(folder, one.file));
    results.push({ id: one.id, grade: one.grade, baselinePasses: one.baselineMailparser === "pass", failures });
  }
  return results;
}

/** A long text may stand in a file of its own. */
function withText(folder: string, { textFileWs, ...expect }: Expectation): Expectation {
  return textFileWs === undefined ? expect : { ...expect, textWs: readFileSync(join(folder, textFileWs), "utf8") };
}

async function failuresOf({ kind, expect }: Case, path: string): Promise<string[]> {
  const raw = readFileSync(path);
  if (kind === "text") return checkReply(raw.toString("utf8"), foldQuote(raw.toString("utf8")).visible, expect);
  if (kind === "html") return checkHtmlReply(raw.toString("utf8"), expect);
  try {
    const mail = await readWhole(path);
    if (typeof mail === "string") return [`unparsed: ${mail}`];
    return [...checkMail(mail, raw, expect), ...checkReply(mail.text, visibleReply(mail), expect)];
  } catch (error) {
    return [`threw ${error instanceof Error ? error.stack : error}`];
  }
}

function checkHtmlReply(html: string, expect: Expectation): string[] {
  const text = htmlToText(html, { links: "left-out" });
  return checkReply(text, visibleReply({ subject: "", text, html, isTextFromHtml: true }), expect);
}

async function readWhole(path: string): Promise<ParsedMail | string> {
  const scan = createScan();
  for await (const chunk of createReadStream(path)) scan.push(chunk);
  const skeleton = scan.end();
  return skeleton.refusal ?? parseSkeleton(skeleton);
}
