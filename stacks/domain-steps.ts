// What a domain still needs before its mail comes in and goes out: which DNS records, or why none. Decides; asks nobody.
import { sesHost, sesRegion } from "./dns.ts";

export interface StageDomain {
  readonly name: string;
  /** Ours alone: signed reply addresses live there. */
  readonly isReplyDomain: boolean;
  /** The addresses here that mail comes to; empty when all of the domain's does. */
  readonly addresses: readonly string[];
  /** Another domain of this stage whose mail is all ours, to forward to. */
  readonly forwardDomain?: string;
}

/** What SES and DNS say of it. Undefined: they did not say. */
export interface SeenDomain {
  /** SES has it at all, verified or not. */
  readonly isKnown: boolean;
  readonly isVerified: boolean;
  /** SES looked for the DKIM records for three days and stopped. */
  readonly hasGivenUp: boolean;
  readonly dkimTokens: readonly string[];
  readonly dkimZone?: string;
  readonly mx: readonly string[] | undefined;
  readonly hasDmarc: boolean | undefined;
}

export interface Steps {
  readonly records: readonly { readonly type: "CNAME" | "MX" | "TXT"; readonly name: string; readonly value: string }[];
  /** Sentences: what is there, what is in the way, and what a record cannot do. */
  readonly notes: readonly string[];
}

/** Regions whose DKIM keys are published under a domain of their own. Source: "Amazon SES endpoints and quotas", DKIM domains. */
const ownDkimDomain: readonly string[] = ["af-south-1", "ap-northeast-3", "ap-southeast-3", "eu-south-1", "il-central-1"];

export function stepsFor(domain: StageDomain, seen: SeenDomain, region: string): Steps {
  const parts = [dkim(domain, seen, region), mx(domain, seen, region), dmarc(domain, seen)];
  return { records: parts.flatMap(({ records }) => records), notes: parts.flatMap(({ notes }) => notes) };
}

export function dkimDomain(region: string): string {
  return ownDkimDomain.includes(region) ? `dkim.${region}.amazonses.com` : "dkim.amazonses.com";
}

const nothing: Steps = { records: [], notes: [] };

function dkim({ name }: StageDomain, seen: SeenDomain, region: string): Steps {
  const { isKnown, isVerified, hasGivenUp, dkimTokens, dkimZone } = seen;
  if (isVerified) return { records: [], notes: ["SES has verified it."] };
  if (!isKnown) return { records: [], notes: ["SES does not have it: the next deployment makes it again."] };
  if (dkimTokens.length === 0)
    return { records: [], notes: ["SES has not verified it. It has a key of your own, which SES must find in DNS."] };
  const zone = dkimZone ?? dkimDomain(region);
  return {
    records: dkimTokens.map((token) => ({ type: "CNAME", name: `${token}._domainkey.${name}`, value: `${token}.${zone}` })),
    notes: [
      hasGivenUp
        ? "SES looked for its three CNAME records for three days and stopped. Once they are there, delete the identity in SES and deploy again."
        : "SES has not verified it yet: it looks for its three CNAME records now and then, and usually finds them within an hour.",
    ],
  };
}

function mx(domain: StageDomain, { mx: hosts }: SeenDomain, region: string): Steps {
  const { name, isReplyDomain } = domain;
  const ours = sesHost(region);
  const record = { type: "MX", name, value: `10 ${ours}` } as const;
  if (hosts === undefined) return unknownMx(domain, record);
  const other = hosts.find((host) => host !== ours);
  if (hosts.length === 0) return { records: [record], notes: [`No mail comes to ${name} yet.`] };
  if (other === undefined) return { records: [], notes: ["Its mail comes here."] };
  if (hosts.includes(ours)) {
    return { records: [], notes: [`Some of its mail comes here, and some goes to ${other}: remove one of the two MX records.`] };
  }
  const elsewhere = sesRegion(other);
  if (elsewhere) return { records: [], notes: [`Its mail goes to SES in ${elsewhere}; this stage is in ${region}.`] };
  if (isReplyDomain) {
    return {
      records: [],
      notes: [`Its mail goes to ${other}. Choose a subdomain that receives no mail yet as INBOX_REPLY_DOMAIN.`],
    };
  }
  return { records: [], notes: [`Its mail goes to ${other}. Leave that as it is. ${forwarding(domain, region)}`] };
}

function unknownMx(domain: StageDomain, record: Steps["records"][number]): Steps {
  const { name, isReplyDomain } = domain;
  const notes = ["DNS could not be asked from here where its mail goes."];
  if (isReplyDomain) return { records: [record], notes };
  return {
    records: [record],
    notes: [...notes, `Add the MX record only if nobody receives mail at ${name} today; otherwise forward.`],
  };
}

/** A company's mail stays where it is: only what belongs to an inbox is passed on. */
function forwarding({ name, addresses, forwardDomain }: StageDomain, region: string): string {
  const from = addresses[0] ?? `support@${name}`;
  const local = from.slice(0, from.indexOf("@"));
  const target = forwardDomain ?? `in.${name}`;
  const first = forwardDomain
    ? ""
    : `Add a subdomain that receives no mail yet, such as ${target}, to INBOX_RECIPIENTS, with the record MX ${target} 10 ${sesHost(region)}, and deploy. `;
  return (
    `${first}Let your mail provider forward ${from} to ${local}@${target}, and give the inbox both addresses: ` +
    `npm run admin with --inbox ${from},${local}@${target}. The provider's question whether to forward arrives in the inbox.`
  );
}

function dmarc({ name, isReplyDomain }: StageDomain, { hasDmarc }: SeenDomain): Steps {
  // Nobody sees mail from the reply domain: inboxes answer from their own addresses.
  if (isReplyDomain || hasDmarc !== false) return nothing;
  const record = { type: "TXT", name: `_dmarc.${name}`, value: '"v=DMARC1; p=none"' } as const;
  return { records: [record], notes: ["It has no DMARC record, which large providers ask senders for."] };
}
