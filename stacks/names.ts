// Names that one stack must know of another before that one exists. Everything else is named by CloudFormation.
import { Aws, type Stack } from "aws-cdk-lib";
import type { Settings } from "./settings.ts";

export const appName = "inbox";

type Stage = Pick<Settings, "stage">;

export function stackName({ stage }: Stage, folder: string): string {
  return `${stage}-${appName}-${folder}`;
}

export type BucketRole = "raw" | "files" | "page";

/** At most 63 characters, which is what limits the length of a stage's name. */
export function bucketName({ stage }: Stage, role: BucketRole, account: string = Aws.ACCOUNT_ID, region: string = Aws.REGION) {
  return `${appName}-${stage}-${role}-${account}-${region}`;
}

/** Where SES writes received mail. */
export const rawPrefix = "raw/";

export function receiptRuleName({ stage }: Stage): string {
  return `${appName}-${stage}`;
}

/** As policies name it, before it exists. */
export function receiptRuleArn(stack: Stack, settings: Settings): string {
  const { partition, region, account } = stack;
  return `arn:${partition}:ses:${region}:${account}:receipt-rule-set/${settings.ruleSet}:receipt-rule/${receiptRuleName(settings)}`;
}

/** Kept outside the stacks, so that no template and no removal touches it. */
export function signingKeysParameter({ stage }: Stage): string {
  return `/${appName}/${stage}/signing-keys`;
}
