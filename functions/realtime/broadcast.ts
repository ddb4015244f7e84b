// Tells the open sockets what changed: ids and versions, and only to those who may read that inbox.
import { PostToConnectionCommand } from "@aws-sdk/client-apigatewaymanagementapi";
import { loadViewer } from "../actions/load-viewer.ts";
import { mayInInbox, type Viewer } from "../core/access.ts";
import { socketsClient } from "../runtime/clients.ts";
import { log } from "../runtime/log.ts";
import { forgetSocket, listSockets, type Socket } from "../store/sockets.ts";
import { type ServerMessage, serverMessages } from "./messages.ts";

/** A change as `functions/stream` sends it. */
export interface BroadcastEvent {
  readonly changes: readonly {
    readonly conversationId: string;
    readonly inboxId: string;
    readonly version?: number;
    readonly memberIds?: readonly string[];
  }[];
}

export async function handler({ changes }: BroadcastEvent): Promise<void> {
  const sockets = await listSockets();
  const memberIds = [...new Set(sockets.map(({ memberId }) => memberId))];
  // Access is asked for now and not when the socket was opened: who lost it hears nothing more.
  const viewers = new Map(await Promise.all(memberIds.map(async (id) => [id, await loadViewer(id)] as const)));
  await Promise.all(sockets.map((socket) => tell(socket, messagesFor(viewers.get(socket.memberId), changes))));
}

function messagesFor(viewer: Viewer | undefined, changes: BroadcastEvent["changes"]): ServerMessage[] {
  if (!viewer) return [];
  const told = changes
    .filter(({ memberIds }) => memberIds?.includes(viewer.memberId) ?? true)
    .filter(({ inboxId }) => mayInInbox(viewer, serverMessages["conversation.changed"], inboxId));
  return told.map(({ conversationId: id, inboxId, version }) => ({
    type: "conversation.changed",
    id,
    inboxId,
    ...(version === undefined ? {} : { version }),
  }));
}

async function tell({ connectionId }: Socket, messages: readonly ServerMessage[]): Promise<void> {
  for (const message of messages) {
    try {
      await socketsClient().send(
        new PostToConnectionCommand({ ConnectionId: connectionId, Data: Buffer.from(JSON.stringify(message)) }),
      );
    } catch (error) {
      // A page that cannot be told at the moment is still there, and hears of the next change.
      if (error instanceof Error && error.name === "GoneException") return forgetSocket(connectionId);
      return log.warn("socket.unreachable", { error });
    }
  }
}
