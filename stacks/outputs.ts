// What a deployed stack says of itself, for the commands that come after a deployment.
import { CloudFormationClient, DescribeStacksCommand, type Stack } from "@aws-sdk/client-cloudformation";
import { asking } from "./asking.ts";
import { Halt } from "./halt.ts";
import { stackName } from "./names.ts";
import type { Settings } from "./settings.ts";

type Stage = Pick<Settings, "stage" | "region" | "emulator">;

/** An output of the stack that deploys `folder`. @throws Halt when the stage is not there, or is of an older release */
export async function outputOf(at: Stage, folder: string, name: string): Promise<string> {
  // CloudFormation takes no hyphens in a name.
  const value = (await outputsOf(at, folder)).get(name.replaceAll("-", ""));
  if (value !== undefined) return value;
  throw new Halt(
    `Stage ${at.stage} is not deployed in ${at.region}, or not as it is today. Run: npx sst deploy --stage ${at.stage}`,
  );
}

async function outputsOf(at: Stage, folder: string): Promise<ReadonlyMap<string, string>> {
  const { region, emulator } = at;
  const stack = await findStack(new CloudFormationClient({ region }), stackName(at, folder), emulator);
  return new Map(stack?.Outputs?.map(({ OutputKey = "", OutputValue = "" }) => [OutputKey, OutputValue]));
}

/** A stack that is there but has no outputs yet is one that a failed deployment left. */
export async function findStack(
  cloudFormation: CloudFormationClient,
  StackName: string,
  emulator: string | undefined,
): Promise<Stack | undefined> {
  try {
    const asked = { action: "cloudformation:DescribeStacks", emulator };
    const { Stacks = [] } = await asking(asked, () => cloudFormation.send(new DescribeStacksCommand({ StackName })));
    return Stacks[0];
  } catch (error) {
    if (error instanceof Error && /does not exist/.test(error.message)) return undefined;
    throw error;
  }
}
