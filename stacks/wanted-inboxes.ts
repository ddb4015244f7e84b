// Which inboxes a stage begins with: one for each address that its mail comes to, and those that are named in a command.
import type { WantedInbox } from "./call-set-up.ts";
import { Halt, Misused } from "./halt.ts";
import type { Settings } from "./settings.ts";

interface Named {
  /** `support@example.com="Support"` as the shell passes it on; several addresses are separated by commas. */
  readonly options: readonly string[];
  /** What stands before an inbox's name when customers read it: `Acme Support`. */
  readonly company?: string;
}

/** @throws Halt when nothing receives mail for an address */
export function wantedInboxes(
  { recipients, stage }: Pick<Settings, "recipients" | "stage">,
  { options, company }: Named,
): WantedInbox[] {
  const named = options.map(readOption);
  const isNamed = (address: string) => named.some(({ addresses }) => addresses.includes(address));
  const told = recipients.filter((recipient) => recipient.includes("@") && !isNamed(recipient));
  const all = [...told.map((address) => ({ name: nameOf(address), addresses: [address] })), ...named];
  const lost = all.flatMap(({ addresses }) => addresses).find((address) => !isReceived(address, recipients));
  if (lost !== undefined) {
    throw new Halt(
      `SES receives no mail for ${lost}. Add it, or its domain, to INBOX_RECIPIENTS in .env.${stage}, and deploy first.`,
    );
  }
  return all.map((inbox) => ({ ...inbox, displayName: company ? `${company} ${inbox.name}` : inbox.name }));
}

function readOption(text: string): { name: string; addresses: string[] } {
  const [written = "", ...rest] = text.split("=");
  const addresses = written.split(",").map((address) => address.trim().toLowerCase());
  const wrong = addresses.find((address) => !/^[^\s@]+@[^\s@]+$/.test(address));
  if (wrong !== undefined) throw new Misused(`--inbox ${text} must begin with an address: --inbox support@example.com="Support"`);
  return { addresses, name: rest.join("=").trim() || nameOf(addresses[0] ?? "") };
}

/** `customer-care@example.com` is "Customer care" until somebody says otherwise. */
function nameOf(address: string): string {
  const words = address
    .slice(0, address.indexOf("@"))
    .replaceAll(/[._-]+/g, " ")
    .trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function isReceived(address: string, recipients: readonly string[]): boolean {
  return recipients.includes(address) || recipients.includes(address.slice(address.lastIndexOf("@") + 1));
}
