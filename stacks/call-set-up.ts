// Asks the deployed function that sets a workspace up. Only somebody with rights in the account can.
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { asking } from "./asking.ts";
import { Halt } from "./halt.ts";
import { outputOf } from "./outputs.ts";
import type { Settings } from "./settings.ts";

export interface WantedInbox {
  readonly name: string;
  readonly addresses: readonly string[];
  readonly displayName: string;
}

/** As functions/set-up takes it. */
export interface Admin {
  readonly issuer: string;
  readonly subject?: string;
  readonly email: string;
  readonly name: string;
  readonly inboxes: readonly WantedInbox[];
  readonly another: boolean;
}

interface Answer {
  readonly hasAdmin?: boolean;
  readonly done?: {
    readonly isNewAdmin: boolean;
    readonly inboxes: readonly { name: string; address: string; isNew: boolean }[];
  };
  readonly refused?: { readonly sentence: string };
}

/** @throws Halt with the function's own sentence when it refuses */
export async function callSetUp(settings: Settings, question: "has-admin" | "check" | "set-up", admin?: Admin): Promise<Answer> {
  const { region, emulator } = settings;
  const FunctionName = await outputOf(settings, "set-up", "function");
  const command = new InvokeCommand({ FunctionName, Payload: Buffer.from(JSON.stringify({ ask: question, ...admin })) });
  const asked = { action: "lambda:InvokeFunction", emulator };
  const { FunctionError, Payload } = await asking(asked, () => new LambdaClient({ region }).send(command));
  const said = Buffer.from(Payload ?? []).toString("utf8");
  if (FunctionError) throw new Error(`the function that sets the workspace up failed: ${said}`);
  const answer = JSON.parse(said) as Answer;
  if (answer.refused) throw new Halt(answer.refused.sentence);
  return answer;
}
