// `npm run remove -- --stage NAME`: takes a stage away. What `prod` has stored stays in the account; README.md says what and why.
import { emptyBuckets } from "./empty-buckets.ts";
import { stageOfCommand } from "./command.ts";
import { Halt } from "./halt.ts";
import { runCommand, runSst } from "./run-sst.ts";
import { protectedStage } from "./settings.ts";

await runCommand(async (words) => {
  const at = stageOfCommand(words);
  if (at.stage === protectedStage) {
    throw new Halt(`${protectedStage} is protected. README.md, "Remove", says which protections to lift by hand first.`);
  }
  // CloudFormation does not remove a bucket with something in it.
  await emptyBuckets(at);
  await runSst(["remove", ...words]);
});
