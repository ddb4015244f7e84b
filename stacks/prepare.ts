// Three things that the stacks use and do not own, made once and then left alone: the signing keys, the region's receipt rule
// set, and the identities we send from. No template and no removal touches them.
import { CreateReceiptRuleSetCommand, type SESClient, SetActiveReceiptRuleSetCommand } from "@aws-sdk/client-ses";
import { CreateEmailIdentityCommand, type SESv2Client } from "@aws-sdk/client-sesv2";
import { GetParameterCommand, PutParameterCommand, type SSMClient } from "@aws-sdk/client-ssm";
import { randomBytes } from "node:crypto";
import { asking, nameOf } from "./asking.ts";
import { Halt } from "./halt.ts";
import { signingKeysParameter } from "./names.ts";
import { mailDomains, type Settings } from "./settings.ts";

/** @returns the version of the parameter that holds the keys */
export async function prepareSigningKeys(ssm: SSMClient, settings: Settings): Promise<number> {
  const Name = signingKeysParameter(settings);
  const known = await signingKeysVersionOf(ssm, settings);
  if (known !== undefined) return known;
  const Value = `k1:${randomBytes(32).toString("hex")}`;
  // CloudFormation cannot put a SecureString into a function's environment. Who may read this is IAM's to say.
  const made = await ssm.send(new PutParameterCommand({ Name, Value, Type: "String", Overwrite: false }));
  return made.Version ?? 1;
}

/** Undefined when there are none yet. */
export async function signingKeysVersionOf(ssm: SSMClient, settings: Settings): Promise<number | undefined> {
  const Name = signingKeysParameter(settings);
  try {
    return (await ssm.send(new GetParameterCommand({ Name }))).Parameter?.Version ?? 1;
  } catch (error) {
    if (error instanceof Error && error.name === "ParameterNotFound") return undefined;
    throw error;
  }
}

/** Only called when no set is active: an empty active set refuses all mail, as none at all does. */
export async function prepareRuleSet(ses: SESClient, { ruleSet }: Settings): Promise<void> {
  await unlessThere(() => ses.send(new CreateReceiptRuleSetCommand({ RuleSetName: ruleSet })));
  await ses.send(new SetActiveReceiptRuleSetCommand({ RuleSetName: ruleSet }));
}

export async function prepareIdentities(ses: SESv2Client, settings: Settings): Promise<void> {
  const asked = { action: "ses:CreateEmailIdentity", emulator: settings.emulator };
  for (const EmailIdentity of mailDomains(settings)) {
    try {
      await unlessThere(() => asking(asked, () => ses.send(new CreateEmailIdentityCommand({ EmailIdentity }))));
    } catch (error) {
      if (!/^(BadRequest|LimitExceeded)Exception$/.test(nameOf(error))) throw error;
      const said = error instanceof Error ? error.message : "";
      throw new Halt(
        `SES does not take the domain ${EmailIdentity}: ${said} Correct .env.${settings.stage}, or ask AWS for a higher limit.`,
      );
    }
  }
}

async function unlessThere(make: () => Promise<unknown>): Promise<void> {
  try {
    await make();
  } catch (error) {
    if (!(error instanceof Error && /^AlreadyExists/.test(error.name))) throw error;
  }
}
