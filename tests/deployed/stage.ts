// A stage on the emulator: deployed and removed by the commands that people use, and found again through CloudFormation.
import { CloudFormationClient, DescribeStacksCommand, ListStackResourcesCommand } from "@aws-sdk/client-cloudformation";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { clientAt, type Emulator } from "./emulator.ts";

export const root = join(import.meta.dirname, "../..");

/** What the stage is told instead of by a file. */
export const told = { INBOX_REPLY_DOMAIN: "reply.acme.test", INBOX_RECIPIENTS: "acme.test" };

export interface Ran {
  readonly code: number | null;
  readonly said: string;
  readonly seconds: number;
}

/** Runs `npx sst COMMAND`, as a user does; in the folder of an older release, the command's own script. */
export function run(
  emulator: Emulator,
  command: "deploy" | "remove" | "admin" | "domains",
  words: readonly string[],
  { environment = {}, folder = root }: { environment?: NodeJS.ProcessEnv; folder?: string } = {},
): Promise<Ran> {
  const env = { ...emulator.environment, ...told, ...environment };
  if (folder !== root) return runScript(folder, `stacks/${command}.ts`, words, env);
  return ran(folder, [join(root, "node_modules", ".bin", "sst"), command, ...words], env);
}

/** A script of TypeScript, in the folder of a release. */
export function runScript(folder: string, script: string, words: readonly string[], env: NodeJS.ProcessEnv): Promise<Ran> {
  return ran(folder, [join(folder, "node_modules", ".bin", "tsx"), join(folder, script), ...words], env);
}

async function ran(cwd: string, words: readonly string[], env: NodeJS.ProcessEnv): Promise<Ran> {
  const startedAt = Date.now();
  // A group of its own, so that what it starts ends with it.
  const child = spawn(process.execPath, words, { cwd, env, detached: true });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
  const tooLong = setTimeout(() => process.kill(-(child.pid ?? 0), "SIGKILL"), 300_000);
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  clearTimeout(tooLong);
  return { code, said, seconds: (Date.now() - startedAt) / 1000 };
}

/** For what must be there before anything can be tried. */
export async function mustRun(ran: Promise<Ran>): Promise<Ran> {
  const done = await ran;
  if (done.code !== 0) throw new Error(done.said);
  return done;
}

export interface Found {
  readonly id: string;
  readonly type: string;
  readonly physical: string;
  readonly changedAt: number;
}

/** Every resource of every stack of the stage. */
export async function resourcesOf(emulator: Emulator, stage: string): Promise<Found[]> {
  const cloudFormation = new CloudFormationClient(clientAt(emulator));
  const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({}));
  const names = Stacks.map(({ StackName = "" }) => StackName).filter((name) => name.startsWith(`${stage}-inbox-`));
  const lists = await Promise.all(names.map((StackName) => cloudFormation.send(new ListStackResourcesCommand({ StackName }))));
  return lists.flatMap(({ StackResourceSummaries = [] }) =>
    StackResourceSummaries.map((one) => ({
      id: one.LogicalResourceId ?? "",
      type: one.ResourceType ?? "",
      physical: one.PhysicalResourceId ?? "",
      changedAt: one.LastUpdatedTimestamp?.getTime() ?? 0,
    })),
  );
}

/** The one resource of that type whose logical id begins so, or is like that. */
export function theOne(resources: readonly Found[], type: string, id: string | RegExp = ""): string {
  const isMeant = (one: string) => (typeof id === "string" ? one.startsWith(id) : id.test(one));
  const fitting = resources.filter((one) => one.type === type && isMeant(one.id));
  const [found] = fitting;
  if (!found || fitting.length > 1) throw new Error(`${fitting.length} resources are ${type} ${id}`);
  return found.physical;
}

/** Physical ids, of every resource or of those types only. */
export function physicalIds(found: readonly Found[], types?: readonly string[]): string[] {
  return found
    .filter(({ type }) => types?.includes(type) ?? true)
    .map(({ physical }) => physical)
    .toSorted();
}
