// The product's functions, each by the entry that Lambda calls. Loaded late: they read their environment.
import { names } from "./environment.ts";

export type Handlers = Awaited<ReturnType<typeof loadHandlers>>;

export async function loadHandlers() {
  const [receive, send, feedback, dispatch, broadcast, connect, disconnect, api, session, inboxes, members, workspace, schedule] =
    await Promise.all([
      import("../functions/inbound/receive.ts"),
      import("../functions/outbound/send.ts"),
      import("../functions/outbound/feedback.ts"),
      import("../functions/stream/dispatch.ts"),
      import("../functions/realtime/broadcast.ts"),
      import("../functions/realtime/connect.ts"),
      import("../functions/realtime/disconnect.ts"),
      import("../functions/api/app.ts"),
      import("../functions/auth/session.ts"),
      import("../functions/store/inboxes.ts"),
      import("../functions/store/members.ts"),
      import("./workspace.ts"),
      import("../functions/schedule/handler.ts"),
    ]);
  return {
    receive: receive.handler,
    send: send.handler,
    feedback: feedback.handler,
    dispatch: dispatch.handler,
    connect: connect.handler,
    disconnect: disconnect.handler,
    schedule: schedule.handler,
    /** Those that others call by name. */
    byName: { [names.realtimeFunction]: broadcast.handler },
    api: api.app,
    startSession: session.startSession,
    listInboxes: inboxes.listInboxes,
    findInboxByAddress: inboxes.findInboxByAddress,
    listMembers: members.listMembers,
    seedWorkspace: workspace.seedWorkspace,
    bindMembers: workspace.bindMembers,
  };
}
