// Everything that happens before the first stack: all checks, and only then what the stacks lean on.
import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { S3Client } from "@aws-sdk/client-s3";
import { SESClient } from "@aws-sdk/client-ses";
import { SESv2Client } from "@aws-sdk/client-sesv2";
import { SSMClient } from "@aws-sdk/client-ssm";
import { STSClient } from "@aws-sdk/client-sts";
import { checkBuckets, checkCredentials, checkMail, checkRuleSet } from "./checks.ts";
import { checkReplyDomain } from "./checks-domain.ts";
import { certificates, checkCertificate, checkPageDomain } from "./checks-page.ts";
import { placeIn } from "./command.ts";
import { mailDns } from "./dns.ts";
import { prepareIdentities, prepareRuleSet, prepareSigningKeys, signingKeysVersionOf } from "./prepare.ts";
import { readSettings, type Settings } from "./settings.ts";

export interface Ready {
  readonly settings: Settings;
  readonly signingKeysVersion: number;
}

/** Changes nothing. @throws Halt with what is wrong: first what needs no network, then who asks, then what is there */
export async function checkDeploy(
  stage: string,
  region: string | undefined,
  root: string,
): Promise<{ settings: Settings; isRuleSetActive: boolean }> {
  const settings = settingsOf(stage, region, root);
  checkMail(settings);
  checkPageDomain(settings);
  const at = { region: settings.region };
  const account = await checkCredentials(new STSClient(at), settings);
  const { isActive } = await checkRuleSet(new SESClient(at), settings);
  const s3 = new S3Client({ ...at, forcePathStyle: settings.emulator !== undefined });
  await checkBuckets(s3, new CloudFormationClient(at), settings, account);
  await checkReplyDomain(mailDns(), new SESv2Client(at), settings);
  if (settings.pageDomain) await checkCertificate(certificates(), settings.pageDomain, settings.emulator);
  return { settings, isRuleSetActive: isActive };
}

/** The identities first: if one cannot be made, nothing that others in this account would notice has been. */
export async function beforeDeploy(stage: string, region: string | undefined, root: string): Promise<Ready> {
  const { settings, isRuleSetActive } = await checkDeploy(stage, region, root);
  const at = { region: settings.region };
  await prepareIdentities(new SESv2Client(at), settings);
  const signingKeysVersion = await prepareSigningKeys(new SSMClient(at), settings);
  if (!isRuleSetActive) await prepareRuleSet(new SESClient(at), settings);
  return { settings, signingKeysVersion };
}

/** For looking at a stage, or taking it away: makes nothing. */
export async function withoutPreparing(stage: string, region: string | undefined, root: string): Promise<Ready> {
  const settings = settingsOf(stage, region, root);
  const known = await signingKeysVersionOf(new SSMClient({ region: settings.region }), settings);
  return { settings, signingKeysVersion: known ?? 1 };
}

function settingsOf(stage: string, region: string | undefined, root: string): Settings {
  const place = placeIn(stage, region, root);
  return readSettings(place.stage, place.region, root);
}
