// Every message a socket may carry, with the permission its hearer needs. One without a permission does not exist.
import type { InboxPermission } from "../core/access.ts";

/** Server to page. */
export interface ServerMessage {
  readonly type: "conversation.changed";
  readonly id: string;
  readonly inboxId: string;
  /** Absent when only an entry, or the hearer's own read mark, changed: fetch again. */
  readonly version?: number;
}

export const serverMessages = { "conversation.changed": "conversation.read" } as const satisfies Record<
  ServerMessage["type"],
  InboxPermission
>;
