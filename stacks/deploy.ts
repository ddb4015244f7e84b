// `npx sst deploy --stage NAME`: checks, stacks, the page into its bucket, and then what is left for a person to do.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { checkDeploy } from "./before-deploy.ts";
import { placeOf, placeOptions, readWords, runCommand } from "./command.ts";
import { printDomains } from "./domains.ts";
import { Halt } from "./halt.ts";
import { printFirstSteps } from "./first-steps.ts";
import { publishPage } from "./publish-page.ts";
import { root, runSst } from "./run-sst.ts";

const usage = `Usage: npx sst deploy --stage NAME [--region REGION] [--profile PROFILE] [--verbose]
Deploys a stage, or brings it up to date. --stage prod keeps its data whatever happens; any other can be removed.`;

await runCommand(usage, async (words) => {
  const { verbose, ...told } = readWords(words, { ...placeOptions, verbose: { type: "boolean" } });
  const at = placeOf(told);
  // SST asks again; asked here, a person hears at once what is missing, and nothing has been made.
  const { settings } = await checkDeploy(at.stage, at.region, root);
  buildPage();
  await runSst("deploy", at, verbose ? ["--verbose"] : []);
  await publishPage(at, join(root, "web", "dist"));
  await printDomains(settings);
  await printFirstSteps(settings);
});

/** First, because a page that does not build must not meet new stacks. */
function buildPage(): void {
  const { status } = spawnSync("npm", ["run", "--silent", "build"], {
    cwd: root,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (status !== 0) throw new Halt("The page does not build, so nothing was deployed.");
}
