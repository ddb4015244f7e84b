// What can be known of a domain before it is given to SES: where its mail goes today, and whether this account has it already.
import type { SESv2Client } from "@aws-sdk/client-sesv2";
import { type MailDns, sesHost, sesRegion, upwards } from "./dns.ts";
import { findIdentity } from "./find-identity.ts";
import { Halt } from "./halt.ts";
import type { Settings } from "./settings.ts";

/** All mail to the reply domain must be ours: answers to signed addresses that go elsewhere would be lost to the inbox. */
export async function checkReplyDomain(dns: MailDns, ses: SESv2Client, settings: Settings): Promise<void> {
  const { replyDomain, region, emulator } = settings;
  const hosts = (await dns.mx(replyDomain)) ?? [];
  const other = hosts.find((host) => host !== sesHost(region));
  if (other !== undefined) {
    const elsewhere = sesRegion(other);
    throw new Halt(
      elsewhere
        ? `Mail for ${replyDomain} goes to SES in ${elsewhere} today, and this stage is in ${region}. Choose another ` +
            "INBOX_REPLY_DOMAIN for it, or deploy it there."
        : `Mail for ${replyDomain} goes to ${other} today, and the reply domain's must come here. Set INBOX_REPLY_DOMAIN to a ` +
            `subdomain that receives no mail yet, such as reply.${replyDomain}.`,
    );
  }
  // SES lets any number of accounts have a domain, and says nothing of the others. But whoever the MX record was made for has it.
  if (hosts.length === 0 || (await isOurs(ses, replyDomain, emulator))) return;
  throw new Halt(
    `Mail for ${replyDomain} goes to SES in ${region} already, and this account does not have the domain there: another account ` +
      "receives it. Choose another INBOX_REPLY_DOMAIN; or, if that record was made for this stage, verify the domain in SES first.",
  );
}

/** An identity counts for what is below it, too. */
async function isOurs(ses: SESv2Client, domain: string, emulator: string | undefined): Promise<boolean> {
  for (const one of upwards(domain)) if (await findIdentity(ses, one, emulator)) return true;
  return false;
}
