// Remote pictures: shown when a member asks, and always from the senders they named, as long as DMARC vouches for those.
import type { Viewer } from "../core/access.ts";
import type { ReceivedMessage, SentMessage } from "../core/conversation/conversation.ts";
import { Refused } from "../core/errors.ts";
import { isPublicDomain, rememberedSenders, remoteSender } from "../core/remote-content.ts";
import { now } from "../runtime/clock.ts";
import { forgetSender, isRemembered, listSenders, type RemoteSender, rememberSender } from "../store/remote-content.ts";

/** @param wanted `preferred`: as the viewer settled it for this sender */
export async function imagesToShow(
  viewer: Viewer,
  message: ReceivedMessage | SentMessage,
  wanted: "held" | "shown" | "preferred",
): Promise<"held" | "shown"> {
  if (wanted !== "preferred") return wanted;
  const senders = rememberedSenders(message);
  return senders.length > 0 && (await isRemembered(viewer.memberId, senders)) ? "shown" : "held";
}

export async function showAlways(viewer: Viewer, written: string): Promise<void> {
  const sender = senderOf(written);
  if (isPublicDomain(sender)) {
    throw new Refused("invalid", "remote-content.public-domain", "Anybody can have an address of that domain. Name one sender.");
  }
  await rememberSender(viewer.memberId, { sender, at: now() });
}

export async function holdAgain(viewer: Viewer, written: string): Promise<void> {
  await forgetSender(viewer.memberId, senderOf(written));
}

export async function listShownAlways(viewer: Viewer): Promise<RemoteSender[]> {
  return listSenders(viewer.memberId);
}

function senderOf(written: string): string {
  const sender = remoteSender(written);
  if (sender) return sender;
  throw new Refused("invalid", "remote-content.sender", "Name an address, or a domain as @client.example.", { field: "sender" });
}
