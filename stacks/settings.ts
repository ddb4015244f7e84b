// What a stage is told: by its name, its region, and `.env.STAGE` beside sst.config.ts.
import { existsSync, readFileSync } from "node:fs";
import { loadEnvFile } from "node:process";
import { parseEnv } from "node:util";
import { Halt } from "./halt.ts";

export interface Settings {
  readonly stage: string;
  readonly region: string;
  /** `prod` keeps its data whatever happens to the stacks; any other stage goes away with them. */
  readonly isProtected: boolean;
  /** All mail to this domain is ours: signed reply addresses live there. */
  readonly replyDomain: string;
  /** Domains and addresses whose mail comes in, besides the reply domain. */
  readonly recipients: readonly string[];
  /** The page's own name, with a certificate in us-east-1. Without it the page has CloudFront's. */
  readonly pageDomain?: { readonly name: string; readonly certificateArn: string };
  /** Who is told when an alarm goes off. */
  readonly alarmEmail?: string;
  /** SES has one active set of receipt rules a region; all stages put their rule into it. */
  readonly ruleSet: string;
  /** Where an emulator answers for all of AWS; undefined means AWS itself. */
  readonly emulator?: string;
}

export const protectedStage = "prod";

/**
 * Reads `.env.STAGE` into the environment; what is there already stays.
 * @returns the stage's region. A file and a shell that name two would make one stage twice, so a person has to say.
 */
export function loadStageFile(stage: string, folder: string, said: string | undefined): string | undefined {
  const file = `${folder}/.env.${stage}`;
  const inFile = existsSync(file) ? parseEnv(readFileSync(file, "utf8")).AWS_REGION : undefined;
  const inShell = process.env.AWS_REGION;
  if (!said && inFile && inShell && inFile !== inShell) {
    throw new Halt(`.env.${stage} says ${inFile}, and AWS_REGION says ${inShell}. Say which it is with --region.`);
  }
  if (existsSync(file)) loadEnvFile(file);
  return said ?? inFile ?? inShell;
}

/** Reads the stage's settings. Throws Halt with what is missing. */
export function readSettings(stage: string, region: string, folder: string): Settings {
  loadStageFile(stage, folder, region);
  const told = process.env;
  const replyDomain = told.INBOX_REPLY_DOMAIN?.trim().toLowerCase() ?? "";
  const recipients = listOf(told.INBOX_RECIPIENTS);
  if (!replyDomain || recipients.length === 0) throw untold(stage);
  const name = told.INBOX_PAGE_DOMAIN?.trim();
  const certificateArn = told.INBOX_PAGE_CERTIFICATE?.trim();
  if ((name === undefined) !== (certificateArn === undefined)) {
    throw new Halt("INBOX_PAGE_DOMAIN and INBOX_PAGE_CERTIFICATE go together: set both, or neither for CloudFront's own name.");
  }
  return {
    stage,
    region,
    isProtected: stage === protectedStage,
    replyDomain,
    recipients,
    ...(name && certificateArn ? { pageDomain: { name, certificateArn } } : {}),
    ...(told.INBOX_ALARM_EMAIL ? { alarmEmail: told.INBOX_ALARM_EMAIL.trim() } : {}),
    ruleSet: told.INBOX_RULE_SET?.trim() || "shared-inbox",
    ...(told.AWS_ENDPOINT_URL ? { emulator: told.AWS_ENDPOINT_URL } : {}),
  };
}

/** Domains that we send from: the part after the @ of every recipient, and the reply domain. */
export function mailDomains({ replyDomain, recipients }: Pick<Settings, "replyDomain" | "recipients">): string[] {
  return [...new Set([...recipients.map((recipient) => recipient.slice(recipient.indexOf("@") + 1)), replyDomain])];
}

function listOf(text: string | undefined): string[] {
  return (text ?? "")
    .split(",")
    .map((part) => part.trim().toLowerCase())
    .filter((part) => part !== "");
}

function untold(stage: string): Halt {
  return new Halt(
    `Stage ${stage} does not know its mail. Write .env.${stage} with INBOX_RECIPIENTS=support@example.com,sales@example.com ` +
      "(or whole domains) and INBOX_REPLY_DOMAIN=reply.example.com. .env.example shows the rest.",
  );
}
