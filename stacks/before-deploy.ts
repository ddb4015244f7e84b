// Everything that happens before the first stack: all checks, and only then what the stacks lean on.
import { S3Client } from "@aws-sdk/client-s3";
import { SESClient } from "@aws-sdk/client-ses";
import { SESv2Client } from "@aws-sdk/client-sesv2";
import { SSMClient } from "@aws-sdk/client-ssm";
import { STSClient } from "@aws-sdk/client-sts";
import { checkBuckets, checkCredentials, checkMail, checkRegion, checkRuleSet, checkStage } from "./checks.ts";
import { prepareIdentities, prepareRuleSet, prepareSigningKeys } from "./prepare.ts";
import { readSettings, type Settings } from "./settings.ts";

export interface Ready {
  readonly settings: Settings;
  readonly signingKeysVersion: number;
}

/** @throws Halt before anything is made */
export async function beforeDeploy(stage: string, region: string | undefined, root: string): Promise<Ready> {
  checkStage(stage);
  checkRegion(region);
  const settings = readSettings(stage, region, root);
  checkMail(settings);
  const at = { region };
  const account = await checkCredentials(new STSClient(at));
  const ses = new SESClient(at);
  const { isActive } = await checkRuleSet(ses, settings);
  await checkBuckets(new S3Client({ ...at, forcePathStyle: settings.emulator !== undefined }), settings, account);

  if (!isActive) await prepareRuleSet(ses, settings);
  await prepareIdentities(new SESv2Client(at), settings);
  return { settings, signingKeysVersion: await prepareSigningKeys(new SSMClient(at), settings) };
}

/** For taking a stage away: its templates are made once more, and only their names matter. */
export async function settingsOnly(stage: string, region: string | undefined, root: string): Promise<Ready> {
  checkRegion(region);
  return { settings: readSettings(stage, region, root), signingKeysVersion: 1 };
}
