// What DNS says today of a domain's mail. No answer is an answer too: then nobody is stopped, and nothing is claimed.
import { Resolver } from "node:dns/promises";

export interface MailDns {
  /** Where a domain's mail goes, best first; empty when it receives none; undefined when DNS did not say. */
  mx(domain: string): Promise<readonly string[] | undefined>;
  /** Whether the domain, or one above it, has a DMARC record; undefined when DNS did not say. */
  hasDmarc(domain: string): Promise<boolean | undefined>;
}

/** @param how `servers`: others than the system's, as `address:port` */
export function mailDns({ servers, timeoutMs = 1500 }: { servers?: readonly string[]; timeoutMs?: number } = {}): MailDns {
  // A person waits: whoever has no DNS hears so soon.
  const resolver = new Resolver({ timeout: timeoutMs, tries: 2 });
  if (servers) resolver.setServers(servers);
  return {
    mx: (domain) => said([], async () => hostsOf(await resolver.resolveMx(domain))),
    async hasDmarc(domain) {
      const answers = await Promise.all(
        upwards(domain).map((name) => said(false, async () => (await resolver.resolveTxt(`_dmarc.${name}`)).some(isDmarc))),
      );
      if (answers.includes(true)) return true;
      return answers.includes(undefined) ? undefined : false;
    },
  };
}

/** SES's host for received mail. */
export function sesHost(region: string): string {
  return `inbound-smtp.${region}.amazonaws.com`;
}

/** The region whose SES receives there; undefined for any other host. */
export function sesRegion(host: string): string | undefined {
  return /^inbound-smtp\.([a-z0-9-]+)\.amazonaws\.com$/.exec(host)?.[1];
}

function hostsOf(records: readonly { exchange: string; priority: number }[]): string[] {
  const inOrder = records.toSorted((a, b) => a.priority - b.priority);
  // RFC 7505: an empty exchange says that a domain receives no mail.
  return inOrder.map(({ exchange }) => exchange.toLowerCase().replace(/\.$/, "")).filter((host) => host !== "");
}

function isDmarc(chunks: readonly string[]): boolean {
  return /^v=DMARC1\b/i.test(chunks.join(""));
}

/** The domain and those above it, down to two labels: a record there counts for what is below. */
export function upwards(domain: string): string[] {
  const labels = domain.split(".");
  return labels.slice(0, -1).map((_, index) => labels.slice(index).join("."));
}

async function said<Answer>(none: Answer, ask: () => Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await ask();
  } catch (error) {
    const { code } = error as { code?: string };
    return code === "ENOTFOUND" || code === "ENODATA" ? none : undefined;
  }
}
