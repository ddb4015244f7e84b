// What a deployed stack says of itself, for the commands that come after a deployment.
import { CloudFormationClient, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
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
  try {
    const asked = { action: "cloudformation:DescribeStacks", emulator };
    const command = new DescribeStacksCommand({ StackName: stackName(at, folder) });
    const { Stacks = [] } = await asking(asked, () => new CloudFormationClient({ region }).send(command));
    return new Map(
      Stacks.flatMap(({ Outputs = [] }) => Outputs.map(({ OutputKey = "", OutputValue = "" }) => [OutputKey, OutputValue])),
    );
  } catch (error) {
    if (error instanceof Error && /does not exist/.test(error.message)) return new Map();
    throw error;
  }
}
