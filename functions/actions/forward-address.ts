// The address of an inbox for what other servers pass on: it works whatever DNS says of the addresses that customers write to.
import { forwardLocalPart } from "../core/conversation/route.ts";
import { config } from "../runtime/config.ts";
import type { Inbox } from "../store/inboxes.ts";

export function forwardAddress({ id }: Pick<Inbox, "id">): string {
  return `${forwardLocalPart(id)}@${config.replyDomain}`;
}
