// `npm run domains -- --stage NAME`: which DNS records a stage's domains still need, and what SES says of them.
import { placeOf, placeOptions, readWords, runCommand } from "./command.ts";
import { printDomains } from "./domains.ts";
import { root } from "./run-sst.ts";
import { readSettings } from "./settings.ts";

await runCommand("Usage: npm run domains -- --stage NAME [--region REGION] [--profile PROFILE]", async (words) => {
  const { stage, region } = placeOf(readWords(words, placeOptions));
  await printDomains(readSettings(stage, region, root));
});
