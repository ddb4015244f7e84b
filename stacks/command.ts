// What all our commands are told: a stage and a region.
import { checkRegion, checkStage } from "./checks.ts";
import { Halt } from "./halt.ts";
import { option } from "./run-sst.ts";

export interface Place {
  readonly stage: string;
  readonly region: string;
}

export function stageOfCommand(words: readonly string[]): Place {
  const stage = option(words, "stage");
  if (!stage) throw new Halt("Say which stage: --stage prod, or --stage dev for one that may go away again.");
  checkStage(stage);
  const region = option(words, "region") ?? process.env.AWS_REGION;
  checkRegion(region);
  return { stage, region };
}
