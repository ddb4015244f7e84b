// `npx sst remove --stage NAME`: takes a stage away. What `prod` has stored stays in the account; README.md says what and why.
import { emptyBuckets } from "./empty-buckets.ts";
import { placeOf, placeOptions, readWords, runCommand } from "./command.ts";
import { Halt } from "./halt.ts";
import { runSst } from "./run-sst.ts";
import { protectedStage } from "./settings.ts";

const usage =
  "Usage: npx sst remove --stage NAME [--region REGION] [--profile PROFILE]\nTakes a disposable stage away, with all its mail.";

await runCommand(usage, async (words) => {
  const at = placeOf(readWords(words, placeOptions));
  if (at.stage === protectedStage) {
    throw new Halt(`${protectedStage} is protected. README.md, "Remove", says which protections to lift by hand first.`);
  }
  // CloudFormation does not remove a bucket with something in it.
  await emptyBuckets(at);
  await runSst("remove", at);
});
