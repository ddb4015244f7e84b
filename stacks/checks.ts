// What must be so before anything is made. Each check ends in a sentence that says what to do.
import { DescribeActiveReceiptRuleSetCommand, type SESClient } from "@aws-sdk/client-ses";
import { HeadBucketCommand, type S3Client } from "@aws-sdk/client-s3";
import { GetCallerIdentityCommand, type STSClient } from "@aws-sdk/client-sts";
import { Halt } from "./halt.ts";
import { type BucketRole, bucketName } from "./names.ts";
import { mailDomains, type Settings } from "./settings.ts";

/** Where SES receives mail. It sends from more. Source: "Amazon SES endpoints and quotas", email receiving. */
export const receivingRegions: readonly string[] = [
  ...["us-east-1", "us-east-2", "us-west-1", "us-west-2", "ca-central-1", "sa-east-1"],
  ...["eu-west-1", "eu-west-2", "eu-west-3", "eu-central-1", "eu-north-1", "eu-south-1"],
  ...["ap-south-1", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-southeast-1", "ap-southeast-2", "ap-southeast-3"],
  ...["af-south-1", "me-south-1", "il-central-1"],
];

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
  if (!region) throw new Halt("No region is set. Say which with --region, or set AWS_REGION.");
  if (receivingRegions.includes(region)) return;
  throw new Halt(`SES does not receive mail in ${region}. Choose one of ${receivingRegions.join(", ")}.`);
}

const domainShape = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

export function checkMail(settings: Pick<Settings, "replyDomain" | "recipients">): void {
  const wrong = mailDomains(settings).find((domain) => !domainShape.test(domain) || domain.endsWith(".invalid"));
  if (wrong !== undefined) throw new Halt(`${wrong} is no domain that can receive mail. Correct it in the stage's .env file.`);
  if (settings.recipients.includes(settings.replyDomain)) {
    throw new Halt(
      `${settings.replyDomain} cannot be both the reply domain and an inbox's. Use a subdomain, such as reply.${settings.replyDomain}.`,
    );
  }
  // SES's own limit for one rule.
  if (settings.recipients.length > 499)
    throw new Halt("A receipt rule takes 500 recipients. Name whole domains instead of addresses.");
}

export async function checkCredentials(sts: STSClient): Promise<string> {
  try {
    return (await sts.send(new GetCallerIdentityCommand({}))).Account ?? "";
  } catch (error) {
    const reason = error instanceof Error ? error.name : String(error);
    throw new Halt(`AWS does not know who you are (${reason}). Sign in, for example with "aws sso login", or set AWS_PROFILE.`);
  }
}

/** One set is active a region, and activating ours would silently take all mail from somebody else's. */
export async function checkRuleSet(ses: SESClient, { ruleSet, region }: Settings): Promise<{ isActive: boolean }> {
  const active = (await ses.send(new DescribeActiveReceiptRuleSetCommand({}))).Metadata?.Name;
  if (active === undefined || active === ruleSet) return { isActive: active !== undefined };
  throw new Halt(
    `Mail in ${region} is already received under the rule set "${active}". Set INBOX_RULE_SET=${active} to put this stage's rule ` +
      "into it beside the others, or choose another region.",
  );
}

export async function checkBuckets(s3: S3Client, settings: Settings, account: string): Promise<void> {
  const roles: BucketRole[] = ["raw", "files", "page"];
  for (const name of roles.map((role) => bucketName(settings, role, account, settings.region))) {
    if ((await statusOf(s3, name)) !== 403) continue;
    throw new Halt(`The bucket name ${name} is taken by another account. Choose another stage name.`);
  }
}

async function statusOf(s3: S3Client, bucket: string): Promise<number> {
  try {
    await s3.send(new HeadBucketCommand({ Bucket: bucket }));
    return 200;
  } catch (error) {
    const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
    if (status === undefined) throw error;
    return status;
  }
}
