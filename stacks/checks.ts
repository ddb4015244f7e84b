// What must be so before anything is made. Each check ends in a sentence that says what to do.
import type { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { DescribeActiveReceiptRuleSetCommand, type SESClient } from "@aws-sdk/client-ses";
import { HeadBucketCommand, type S3Client } from "@aws-sdk/client-s3";
import { GetCallerIdentityCommand, type STSClient } from "@aws-sdk/client-sts";
import { asking, nameOf } from "./asking.ts";
import { Halt } from "./halt.ts";
import { type BucketRole, bucketName, stackName } from "./names.ts";
import { findStack } from "./outputs.ts";
import { mailDomains, type Settings } from "./settings.ts";

/** Where SES receives mail. It sends from more. Source: "Amazon SES endpoints and quotas", email receiving. */
export const receivingRegions: readonly string[] = [
  ...["us-east-1", "us-east-2", "us-west-1", "us-west-2", "ca-central-1", "sa-east-1"],
  ...["eu-west-1", "eu-west-2", "eu-west-3", "eu-central-1", "eu-north-1", "eu-south-1"],
  ...["ap-south-1", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-southeast-1", "ap-southeast-2", "ap-southeast-3"],
  ...["af-south-1", "me-south-1", "il-central-1"],
];

/** Those of them that an account must switch on first; until then they say that its credentials are not valid. */
const switchedOff: readonly string[] = ["eu-south-1", "ap-southeast-3", "af-south-1", "me-south-1", "il-central-1"];

/** A bucket's name has room for 63 characters; account, region and our own words take 43 of them. */
const stageNameMax = 20;

export function checkStage(stage: string): void {
  if (stage.length > stageNameMax) {
    throw new Halt(
      `The stage name ${stage} has ${stage.length} characters; bucket names leave room for ${stageNameMax}. Choose a shorter one.`,
    );
  }
  if (!/^[a-z]([a-z0-9-]*[a-z0-9])?$/.test(stage)) {
    throw new Halt(
      `The stage name ${stage} must be small letters, digits and hyphens, and begin with a letter: it becomes part of bucket names.`,
    );
  }
}

export function checkRegion(region: string | undefined): asserts region is string {
  if (!region) throw new Halt("No region is set. Say which with --region, or put AWS_REGION into the stage's .env file.");
  if (receivingRegions.includes(region)) return;
  throw new Halt(`SES does not receive mail in ${region}. Choose one of ${receivingRegions.join(", ")}.`);
}

const domainShape = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

export function isDomain(name: string): boolean {
  return domainShape.test(name) && !name.endsWith(".invalid");
}

export function checkMail(settings: Pick<Settings, "replyDomain" | "recipients">): void {
  const wrong = mailDomains(settings).find((domain) => !isDomain(domain));
  if (wrong !== undefined) throw new Halt(`${wrong} is no domain that can receive mail. Correct it in the stage's .env file.`);
  const inReplyDomain = settings.recipients.find(
    (recipient) => recipient === settings.replyDomain || recipient.endsWith(`@${settings.replyDomain}`),
  );
  if (inReplyDomain !== undefined) {
    throw new Halt(
      `${settings.replyDomain} cannot be both the reply domain and an inbox's. Use a subdomain, such as reply.${settings.replyDomain}.`,
    );
  }
  // SES's own limit for one rule.
  if (settings.recipients.length > 499)
    throw new Halt("A receipt rule takes 500 recipients. Name whole domains instead of addresses.");
}

export async function checkCredentials(
  sts: STSClient,
  { region, emulator }: Pick<Settings, "region" | "emulator">,
): Promise<string> {
  try {
    const identity = await asking({ action: "sts:GetCallerIdentity", emulator }, () =>
      sts.send(new GetCallerIdentityCommand({})),
    );
    return identity.Account ?? "";
  } catch (error) {
    if (error instanceof Halt) throw error;
    const orRegion = switchedOff.includes(region)
      ? ` Or ${region} is not switched on: Account, "AWS Regions", in the console.`
      : "";
    throw new Halt(
      `AWS does not know who you are (${nameOf(error)}). Sign in, for example with "aws sso login", or set AWS_PROFILE.${orRegion}`,
    );
  }
}

/** One set is active a region, and activating ours would silently take all mail from somebody else's. */
export async function checkRuleSet(ses: SESClient, { ruleSet, region, emulator }: Settings): Promise<{ isActive: boolean }> {
  const asked = { action: "ses:DescribeActiveReceiptRuleSet", emulator };
  const active = (await asking(asked, () => ses.send(new DescribeActiveReceiptRuleSetCommand({})))).Metadata?.Name;
  if (active === undefined || active === ruleSet) return { isActive: active !== undefined };
  throw new Halt(
    `Mail in ${region} is already received under the rule set "${active}". Set INBOX_RULE_SET=${active} to put this stage's rule ` +
      "into it beside the others, or choose another region.",
  );
}

/** Buckets have names of our choosing: each must be free, or be this stage's already. */
export async function checkBuckets(
  s3: S3Client,
  cloudFormation: CloudFormationClient,
  settings: Settings,
  account: string,
): Promise<void> {
  const { stage, region, emulator } = settings;
  const owners: Record<BucketRole, string> = { raw: "storage", files: "storage", page: "web" };
  for (const [role, folder] of Object.entries(owners)) {
    const name = bucketName(settings, role as BucketRole, account, region);
    const status = await statusOf(s3, name, emulator);
    if (status === 403) throw new Halt(`The bucket name ${name} is taken by another account. Choose another stage name.`);
    // A failed deployment leaves its stacks: the next one goes on with them.
    if (status !== 200 || (await findStack(cloudFormation, stackName(settings, folder), emulator))) continue;
    throw new Halt(
      `The bucket ${name} is still there from an earlier stage ${stage}, and what is in it was kept on purpose. Choose another ` +
        'stage name, or take it away by hand: README.md, "Remove".',
    );
  }
}

async function statusOf(s3: S3Client, bucket: string, emulator: string | undefined): Promise<number> {
  try {
    await s3.send(new HeadBucketCommand({ Bucket: bucket }));
    return 200;
  } catch (error) {
    const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
    if (status === 403 || status === 404) return status;
    return asking({ action: "s3:ListBucket", emulator }, () => Promise.reject(error));
  }
}
