// Runs SST's own command line: from stacks/, where its modules are, on the project around it.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { Halt } from "./halt.ts";

const here = import.meta.dirname;
export const root = join(here, "..");

/** @param words such as `deploy --stage prod` */
export async function runSst(words: readonly string[]): Promise<void> {
  const sst = join(here, "node_modules", ".bin", "sst");
  if (!existsSync(sst)) throw new Halt("What deploying needs is not installed yet. Run: npm --prefix stacks ci");
  // SST's first deployment to an account and region calls npx for the CDK's command line, which is installed here.
  const env = { ...process.env, npm_config_yes: "true" };
  const child = spawn(process.execPath, [sst, ...words, "--root", root], { cwd: here, env, stdio: "inherit" });
  const code = await new Promise<number | null>((resolve, reject) => child.once("error", reject).once("exit", resolve));
  if (code !== 0) throw new Halt(`sst ${words[0]} did not finish; what it printed says why.`);
}

/** Ends the process as a command should: a Halt is a sentence, anything else a fault with its trace. */
export async function runCommand(command: (words: string[]) => Promise<void>): Promise<void> {
  try {
    await command(process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof Halt ? `\n${error.message}` : error);
    process.exitCode = 1;
  }
}

/** The value of `--name` among the words of a command. */
export function option(words: readonly string[], name: string): string | undefined {
  const at = words.indexOf(`--${name}`);
  return at < 0 ? words.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3) : words[at + 1];
}
