// What all our commands have in common: their words, the stage and the region that those name, and how they end.
import { type ParseArgsConfig, parseArgs } from "node:util";
import { checkRegion, checkStage } from "./checks.ts";
import { Halt, Misused } from "./halt.ts";
import { root } from "./run-sst.ts";
import { loadStageFile } from "./settings.ts";

export interface Place {
  readonly stage: string;
  readonly region: string;
}

type Options = NonNullable<ParseArgsConfig["options"]>;

/** The options that name a stage. */
export const placeOptions = { stage: { type: "string" }, region: { type: "string" }, profile: { type: "string" } } as const;

/** Ends the process as a command should: a Halt is a sentence, a misuse shows the usage too, anything else is a fault. */
export async function runCommand(usage: string, command: (words: string[]) => Promise<void>): Promise<void> {
  const words = process.argv.slice(2);
  if (words.includes("--help")) return console.log(usage);
  try {
    await command(words);
  } catch (error) {
    console.error(error instanceof Halt ? `\n${error.message}` : error);
    if (error instanceof Misused) console.error(`\n${usage}`);
    process.exitCode = error instanceof Misused ? 2 : 1;
  }
}

/** @throws Misused at a word that the command does not know */
export function readWords<const Known extends Options>(words: readonly string[], options: Known) {
  try {
    return parseArgs({ args: [...words], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new Misused(error instanceof Error ? error.message : String(error));
  }
}

/** Which stage, where. From here on the AWS clients speak for the profile that was named. */
export function placeOf(told: { stage?: string | undefined; region?: string | undefined; profile?: string | undefined }): Place {
  const { stage } = told;
  if (!stage) throw new Misused("Say which stage: --stage prod, or --stage dev for one that may go away again.");
  if (told.profile) process.env.AWS_PROFILE = told.profile;
  return placeIn(stage, told.region, root);
}

/** @param folder where the stage's file may be */
export function placeIn(stage: string, said: string | undefined, folder: string): Place {
  checkStage(stage);
  const region = loadStageFile(stage, folder, said);
  checkRegion(region);
  return { stage, region };
}
