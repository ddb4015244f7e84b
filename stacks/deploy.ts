// `npm run deploy -- --stage NAME`: checks, stacks, and then the page into its bucket.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { beforeDeploy } from "./before-deploy.ts";
import { stageOfCommand } from "./command.ts";
import { Halt } from "./halt.ts";
import { publishPage } from "./publish-page.ts";
import { root, runCommand, runSst } from "./run-sst.ts";

await runCommand(async (words) => {
  const at = stageOfCommand(words);
  // SST asks again; asked here, a person hears at once what is missing.
  await beforeDeploy(at.stage, at.region, root);
  buildPage();
  await runSst(["deploy", ...words]);
  await publishPage(at, join(root, "web", "dist"));
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
