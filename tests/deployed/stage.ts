// A stage on the emulator: deployed and removed by the commands that people use, and found again through CloudFormation.
import { CloudFormationClient, DescribeStacksCommand, ListStackResourcesCommand } from "@aws-sdk/client-cloudformation";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { type Emulator, region } from "./emulator.ts";

const root = join(import.meta.dirname, "../..");

/** What the stage is told instead of by a file. */
export const told = { INBOX_REPLY_DOMAIN: "reply.acme.test", INBOX_RECIPIENTS: "acme.test" };

export interface Ran {
  readonly code: number | null;
  readonly said: string;
  readonly seconds: number;
}

/** Runs `npx sst COMMAND`, as a user does. */
export async function run(
  emulator: Emulator,
  command: "deploy" | "remove" | "admin" | "domains",
  words: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<Ran> {
  const startedAt = Date.now();
  const sst = join(root, "node_modules", ".bin", "sst");
  const env = { ...emulator.environment, ...told, ...environment };
  // A group of its own, so that what it starts ends with it.
  const child = spawn(process.execPath, [sst, command, ...words], { cwd: root, env, detached: true });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
  const tooLong = setTimeout(() => process.kill(-(child.pid ?? 0), "SIGKILL"), 300_000);
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  clearTimeout(tooLong);
  return { code, said, seconds: (Date.now() - startedAt) / 1000 };
}

export interface Found {
  readonly id: string;
  readonly type: string;
  readonly physical: string;
  readonly changedAt: number;
}

/** Every resource of every stack of the stage. */
export async function resourcesOf(emulator: Emulator, stage: string): Promise<Found[]> {
  const cloudFormation = client(emulator);
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

/** The one resource of that type whose logical id begins so. */
export function theOne(resources: readonly Found[], type: string, id = ""): string {
  const fitting = resources.filter((one) => one.type === type && one.id.startsWith(id));
  const [found] = fitting;
  if (!found || fitting.length > 1) throw new Error(`${fitting.length} resources are ${type} ${id}`);
  return found.physical;
}

function client({ url, environment }: Emulator): CloudFormationClient {
  const credentials = {
    accessKeyId: environment.AWS_ACCESS_KEY_ID ?? "",
    secretAccessKey: environment.AWS_SECRET_ACCESS_KEY ?? "",
  };
  return new CloudFormationClient({ endpoint: url, region, credentials });
}
