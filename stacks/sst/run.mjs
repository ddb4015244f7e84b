#!/usr/bin/env node
// What `npx sst` is in this project: it installs what deploying needs when that is missing, and then runs our command of that
// name, or SST's own. SST and the CDK weigh more than all the rest, so `npm ci` does not bring them.
import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const stacks = join(dirname(fileURLToPath(import.meta.url)), "..");
const root = join(stacks, "..");

/** Commands of ours, and the file in stacks/ that each is. */
const ours = {
  deploy: "deploy.ts",
  remove: "remove.ts",
  admin: "admin.ts",
  domains: "print-domains.ts",
  cost: "print-cost.ts",
};

/** Commands that are SST's alone. */
const theirs = [
  ...["bind", "bootstrap", "build", "console", "dev", "diff", "secrets", "telemetry", "transform", "types", "update", "version"],
];

const usage = `Usage: npx sst COMMAND [OPTIONS]

  deploy --stage NAME    deploy a stage, or bring it up to date
  remove --stage NAME    take a disposable stage away
  admin --stage NAME …   make the first admin and the first inboxes
  domains --stage NAME   which DNS records are missing
  cost …                 the monthly bill
  COMMAND --help         its options

SST's own: ${theirs.join(", ")}.`;

process.exitCode = main(process.argv.slice(2));

/** @returns the exit code: 2 for words that are not known */
function main([command = "", ...words]) {
  if (command === "--help" || command === "help") return say(usage, 0);
  if (!Object.hasOwn(ours, command) && !theirs.includes(command)) {
    return say(`${command === "" ? "Say which command." : `There is no command ${command}.`}\n\n${usage}`, 2);
  }
  if (!installed()) return 1;
  if (Object.hasOwn(ours, command))
    return run(join(root, "node_modules", "tsx", "dist", "cli.mjs"), [join(stacks, ours[command]), ...words], root);
  return run(join(stacks, "node_modules", "sst", "cli", "sst.js"), [command, ...words, "--root", root], stacks);
}

function say(text, code) {
  (code === 0 ? console.log : console.error)(text);
  return code;
}

/** True when stacks/ has its modules, of this lock file or a later one. */
function installed() {
  // npm writes this file last.
  const mark = join(stacks, "node_modules", ".package-lock.json");
  const isCurrent = existsSync(mark) && statSync(mark).mtimeMs >= statSync(join(stacks, "package-lock.json")).mtimeMs;
  if (isCurrent) return true;
  console.log("Installing what deploying needs, about 880 MB, into stacks/node_modules. Once; it takes a minute or more.");
  const isWindows = process.platform === "win32";
  const { status } = spawnSync("npm", ["ci", "--no-audit", "--no-fund"], { cwd: stacks, stdio: "inherit", shell: isWindows });
  if (status === 0) return true;
  console.error("That did not succeed; what npm printed says why. Nothing was deployed.");
  return false;
}

function run(script, words, cwd) {
  const env = { ...process.env, npm_config_yes: "true", SST_TELEMETRY_DISABLED: "1" };
  const { status, error } = spawnSync(process.execPath, [script, ...words], { cwd, env, stdio: "inherit" });
  if (error) throw error;
  return status ?? 1;
}
