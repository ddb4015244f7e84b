// What Google asks before one of its accounts may forward to us: a code to type there, or a link to open.
import { limits } from "../limits.ts";
import { isWellFormedAddress, normaliseAddress } from "./address.ts";
import { decodeEntities } from "./entities.ts";
import type { ParsedMail } from "./mail.ts";
import type { Verdicts } from "./receipt.ts";

export interface ForwardingConfirmation {
  readonly code?: string;
  /** Opened by a person, never by us. */
  readonly link?: string;
  /** The account that wants to forward. */
  readonly account?: string;
}

type Read = Pick<ParsedMail, "from" | "isSenderWellFormed" | "dmarcDomain" | "to" | "subject" | "text" | "html">;

/** Undefined unless the mail is Google's own, by DMARC. Its words differ by language; where code and link stand does not. */
export function forwardingConfirmation(mail: Read, { dmarc }: Pick<Verdicts, "dmarc">): ForwardingConfirmation | undefined {
  const isGoogles = mail.from !== undefined && mail.isSenderWellFormed && normaliseAddress(mail.from.address) === sender;
  if (!isGoogles || dmarc !== "PASS" || mail.dmarcDomain !== "google.com") return undefined;
  const subject = mail.subject.slice(0, limits.subjectChars);
  const text = mail.text.slice(0, limits.confirmationChars);
  const code = codeIn(subject, text);
  const link = linkIn(text) ?? linkIn(decodeEntities((mail.html ?? "").slice(0, limits.confirmationChars)));
  if (!code && !link) return undefined;
  const ours = mail.to.map(({ address }) => address.toLowerCase());
  const account = [...addressesIn(subject), ...addressesIn(text)].find((address) => !ours.includes(address.toLowerCase()));
  return { ...(code && { code }), ...(link && { link }), ...(account && { account }) };
}

const sender = "forwarding-noreply@google.com";

/** `(#123456789) …` in the subject, or the text's one number that is long enough and part of nothing else. */
function codeIn(subject: string, text: string): string | undefined {
  const words = text.split(/\s+/).filter((word) => !word.includes("@") && !word.includes("/"));
  return /#(\d{6,12})(?!\d)/.exec(subject)?.[1] ?? /(?<!\d)(\d{8,10})(?!\d)/.exec(words.join(" "))?.[1];
}

/** `vf` confirms; the mail has another link, `uf`, that takes a confirmation back. */
function linkIn(text: string): string | undefined {
  const found = text.match(/https:\/\/[^\s<>"']+/g) ?? [];
  return found.find((link) => {
    if (link.length > limits.confirmationLinkChars || !URL.canParse(link)) return false;
    const { protocol, host, username, password, pathname } = new URL(link);
    const isGoogles = protocol === "https:" && (host === "mail-settings.google.com" || host === "mail.google.com");
    return isGoogles && username === "" && password === "" && pathname.startsWith("/mail/vf-");
  });
}

/** In Japanese or Chinese no space stands around it. */
function addressesIn(text: string): string[] {
  const words = text.split(/[^\x21-\x7e]+|[<>()[\]:;,"']+/).filter((word) => word.includes("@") && !word.includes("/"));
  return words.map((word) => word.replace(/^[.-]+|[.-]+$/g, "")).filter(isWellFormedAddress);
}
