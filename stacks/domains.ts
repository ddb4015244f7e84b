// Asks SES and DNS about a stage's domains, and prints what each still needs.
import { GetAccountCommand, SESv2Client } from "@aws-sdk/client-sesv2";
import { asking } from "./asking.ts";
import { type MailDns, mailDns } from "./dns.ts";
import { type SeenDomain, type StageDomain, type Steps, stepsFor } from "./domain-steps.ts";
import { findIdentity } from "./find-identity.ts";
import { outputOf } from "./outputs.ts";
import { mailDomains, type Settings } from "./settings.ts";

export async function printDomains(settings: Settings): Promise<void> {
  const { region, pageDomain, emulator } = settings;
  const ses = new SESv2Client({ region });
  const dns = mailDns();
  for (const domain of stageDomains(settings)) {
    console.log(`\n${textOf(domain, stepsFor(domain, await see(ses, dns, domain.name, emulator), region))}`);
  }
  console.log("\nSPF needs nothing: SES sends under a domain of its own, and DMARC goes by the DKIM signature.");
  if (pageDomain) {
    const door = await outputOf(settings, "web", "door-host");
    console.log(`\n${pageDomain.name}: the page\n${lineOf({ type: "CNAME", name: pageDomain.name, value: door })}`);
  }
  for (const sentence of await accountNotes(ses, settings)) console.log(`\n${sentence}`);
}

/** The stage's domains, each with what comes to it. */
export function stageDomains({ recipients, replyDomain }: Pick<Settings, "recipients" | "replyDomain">): StageDomain[] {
  return mailDomains({ recipients, replyDomain }).map((name) => {
    const isWhole = recipients.includes(name);
    const forwardDomain = recipients.find((other) => !other.includes("@") && other !== name);
    return {
      name,
      isReplyDomain: name === replyDomain,
      addresses: isWhole ? [] : recipients.filter((recipient) => recipient.endsWith(`@${name}`)),
      ...(forwardDomain ? { forwardDomain } : {}),
    };
  });
}

export function textOf({ name, isReplyDomain }: StageDomain, { records, notes }: Steps): string {
  const what = isReplyDomain ? " (replies)" : "";
  return [`${name}${what}: ${notes.join(" ")}`, ...records.map(lineOf)].join("\n");
}

function lineOf({ type, name, value }: Steps["records"][number]): string {
  return `  ${type.padEnd(5)}  ${name}  ${value}`;
}

async function see(ses: SESv2Client, dns: MailDns, domain: string, emulator: string | undefined): Promise<SeenDomain> {
  // Somebody may have deleted the identity: the next deployment makes it again.
  const [identity, mx, hasDmarc] = await Promise.all([findIdentity(ses, domain, emulator), dns.mx(domain), dns.hasDmarc(domain)]);
  const { Tokens = [], SigningHostedZone, SigningAttributesOrigin } = identity?.DkimAttributes ?? {};
  return {
    isKnown: identity !== undefined,
    isVerified: identity?.VerifiedForSendingStatus === true,
    hasGivenUp: identity?.VerificationStatus === "FAILED",
    dkimTokens: SigningAttributesOrigin === "EXTERNAL" ? [] : Tokens,
    ...(SigningHostedZone ? { dkimZone: SigningHostedZone } : {}),
    mx,
    hasDmarc,
  };
}

async function accountNotes(ses: SESv2Client, { region, emulator }: Settings): Promise<string[]> {
  const account = await asking({ action: "ses:GetAccount", emulator }, () => ses.send(new GetAccountCommand({})));
  const notes: string[] = [];
  if (account.ProductionAccessEnabled === false) {
    notes.push(
      `This account is still in SES's sandbox in ${region}: it receives everything, but sends to verified addresses only, and 200 ` +
        'mails a day. Ask AWS to end that: SES console, Account dashboard, "Request production access". They answer within a day.',
    );
  }
  if (account.SendingEnabled === false || account.EnforcementStatus === "SHUTDOWN") {
    notes.push(
      `SES has paused sending for this account in ${region}: replies wait. The SES console says why, and what AWS asks.`,
    );
  }
  return notes;
}
