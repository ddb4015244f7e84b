// Runs SST's own command line: from stacks/, where its modules are, on the project around it.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Place } from "./command.ts";
import { Halt } from "./halt.ts";

const here = import.meta.dirname;
export const root = join(here, "..");

export async function runSst(verb: "deploy" | "remove", { stage, region }: Place, more: readonly string[] = []): Promise<void> {
  const sst = join(here, "node_modules", ".bin", "sst");
  if (!existsSync(sst)) throw new Halt("What deploying needs is not installed. Run: npm --prefix stacks ci");
  const words = [verb, "--stage", stage, "--region", region, ...more, "--root", root];
  // SST's first deployment to an account and region calls npx for the CDK's command line, which is installed here.
  const env = { ...process.env, npm_config_yes: "true", SST_TELEMETRY_DISABLED: "1" };
  const child = spawn(process.execPath, [sst, ...words], { cwd: here, env, stdio: "inherit" });
  const code = await new Promise<number | null>((resolve, reject) => child.once("error", reject).once("exit", resolve));
  if (code !== 0) throw new Halt(`sst ${verb} did not finish; what it printed says why.`);
}
