// Adding addresses to an inbox and taking them away. Answers go on being sent from the first.
import { mayInInbox, type Viewer } from "../core/access.ts";
import { Refused } from "../core/errors.ts";
import { limits } from "../core/limits.ts";
import { domainOf, isWellFormedAddress, normaliseAddress } from "../core/mail/address.ts";
import { isPublicDomain } from "../core/remote-content.ts";
import { config } from "../runtime/config.ts";
import { findInboxOfAddress, type Inbox } from "../store/inboxes.ts";
import { addInboxAddress, removeInboxAddress } from "../store/receiving.ts";
import { loadInbox } from "./inbox-settings.ts";
import { refuseUnlessAllowed } from "./load-conversation.ts";
import { addressOf } from "./receiving.ts";
import { untilSaved } from "./until-saved.ts";

/** Done again, nothing changes. */
export async function addAddress(viewer: Viewer, inboxId: string, written: string): Promise<void> {
  const address = normaliseAddress(written);
  await untilChanged(viewer, inboxId, async (inbox) => {
    refuseUnfit(address);
    if (addressOf(inbox, address)) return true;
    await refuseOthers(viewer, inbox, address);
    if (inbox.addresses.length >= limits.inboxAddresses) {
      const { inboxAddresses } = limits;
      throw new Refused("conflict", "address.too-many", `An inbox has at most ${inboxAddresses} addresses. Use a catch-all.`);
    }
    return (await addInboxAddress(inbox, address)).isDone;
  });
}

/** Done again, nothing changes. Conversations that came by the address stay. */
export async function removeAddress(viewer: Viewer, inboxId: string, written: string): Promise<void> {
  await untilChanged(viewer, inboxId, async (inbox) => {
    const address = addressOf(inbox, written);
    if (!address) return true;
    if (address === inbox.addresses[0]) {
      throw new Refused("conflict", "address.sends", "Answers are sent from this address. An inbox always keeps it.");
    }
    return (await removeInboxAddress(inbox, address)).isDone;
  });
}

/** Each attempt looks at the inbox as it is then. */
async function untilChanged(viewer: Viewer, inboxId: string, change: (inbox: Inbox) => Promise<boolean>): Promise<void> {
  await untilSaved(
    async () => {
      const inbox = await loadInbox(viewer, inboxId);
      refuseUnlessAllowed(viewer, "inbox.change", inboxId);
      return (await change(inbox)) ? "changed" : undefined;
    },
    () => new Error("the inbox's addresses kept changing"),
  );
}

function refuseUnfit(address: string): void {
  const refused = (code: string, sentence: string) => new Refused("invalid", code, sentence, { field: "address" });
  if (!isWellFormedAddress(address)) {
    throw refused("address.malformed", "This must be an email address, such as support@example.com.");
  }
  const domain = domainOf(address);
  if (domain === config.replyDomain) {
    throw refused(
      "address.reply-domain",
      "Addresses of that domain are made by the inbox itself. Name one that people write to.",
    );
  }
  if (address.startsWith("*@") && isPublicDomain(`@${domain}`)) {
    throw refused("address.public-domain", "Anybody can have an address of that domain. Name one address.");
  }
}

/** Neither an address of another inbox, nor what one catches today, unless the viewer manages that one too. */
async function refuseOthers(viewer: Viewer, { id }: Inbox, address: string): Promise<void> {
  const [owner, catcher] = await Promise.all([findInboxOfAddress(address), findInboxOfAddress(`*@${domainOf(address)}`)]);
  if (owner && owner.id !== id) {
    throw new Refused("conflict", "address.taken", `${address} belongs to ${calledFor(viewer, owner)}. Remove it there first.`);
  }
  if (!catcher || catcher.id === id || mayInInbox(viewer, "inbox.change", catcher.id)) return;
  throw new Refused(
    "conflict",
    "address.caught",
    `${calledFor(viewer, catcher, "The")} receives all mail of that domain. Ask one of its managers.`,
  );
}

function calledFor(viewer: Viewer, { id, name }: Inbox, article: "the" | "The" = "the"): string {
  if (mayInInbox(viewer, "inbox.read", id)) return `${article} inbox "${name}"`;
  return article === "the" ? "another inbox" : "Another inbox";
}
