// Who takes part in a conversation by an agent's word: a stranger gets nothing before somebody adds them.
import { Refused } from "../errors.ts";
import { limits } from "../limits.ts";
import { isWellFormedAddress, normaliseAddress } from "../mail/address.ts";
import type { Conversation } from "./conversation.ts";
import { changed, type Decision, unchanged } from "./state.ts";

/** Adding somebody who is there already is not an error. */
export function addParticipant(conversation: Conversation, written: string): Decision {
  const address = normaliseAddress(written);
  if (!isWellFormedAddress(address)) {
    throw new Refused("invalid", "participant.malformed", "That is not an address that mail can go to.", { field: "address" });
  }
  if (conversation.participants.includes(address)) return unchanged(conversation);
  if (conversation.participants.length >= limits.participants) {
    const message = `A conversation has at most ${limits.participants} people who take part. Remove somebody first.`;
    throw new Refused("invalid", "participant.too-many", message, { field: "address" });
  }
  const participants = [...conversation.participants, address];
  return changed({ ...conversation, participants }, { name: "participant.added", address });
}

/** The contact stays: somebody must be there to be answered. */
export function removeParticipant(conversation: Conversation, written: string): Decision {
  const address = normaliseAddress(written);
  if (!conversation.participants.includes(address)) return unchanged(conversation);
  if (address === normaliseAddress(conversation.contact.address)) {
    throw new Refused("invalid", "participant.contact", "This is who the conversation is with. They cannot be removed.", {
      field: "address",
    });
  }
  const participants = conversation.participants.filter((one) => one !== address);
  return changed({ ...conversation, participants }, { name: "participant.removed", address });
}
