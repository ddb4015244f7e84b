// Everything that mail and people do, each as one measured piece of work: its capacity units, at any size of the mailbox.
import { addNote } from "../../functions/actions/add-note.ts";
import { assignConversation } from "../../functions/actions/assign-conversation.ts";
import { closeConversation } from "../../functions/actions/close-conversation.ts";
import { listConversations } from "../../functions/actions/list-conversations.ts";
import { markRead } from "../../functions/actions/mark-read.ts";
import { markConversationSpam } from "../../functions/actions/mark-spam.ts";
import { openConversation } from "../../functions/actions/open-conversation.ts";
import { removeConversation } from "../../functions/actions/remove-conversation.ts";
import { reopenConversation } from "../../functions/actions/reopen-conversation.ts";
import { sendReply } from "../../functions/actions/send-reply.ts";
import { viewerOf } from "../../functions/api/viewer.ts";
import { startSession } from "../../functions/auth/session.ts";
import { readableInboxes } from "../../functions/core/access.ts";
import { type Conversation, type Folder, folders, type SentMessage } from "../../functions/core/conversation/conversation.ts";
import { handler as receive } from "../../functions/inbound/receive.ts";
import { handler as feedback } from "../../functions/outbound/feedback.ts";
import { handler as send } from "../../functions/outbound/send.ts";
import { handler as broadcast } from "../../functions/realtime/broadcast.ts";
import { bucketsClient } from "../../functions/runtime/clients.ts";
import { now, nowSeconds } from "../../functions/runtime/clock.ts";
import { removeOldSpam } from "../../functions/schedule/purge.ts";
import { findConversation } from "../../functions/store/conversations.ts";
import { readCounts } from "../../functions/store/counters.ts";
import { keys } from "../../functions/store/keys.ts";
import { write } from "../../functions/store/table.ts";
import { saveSocket } from "../../functions/store/sockets.ts";
import { measureCapacity } from "../../functions/store/capacity.ts";
import { findEntry } from "../../functions/store/timeline.ts";
import { type Arrived, arrive, deliveryReport, handled, ordinaryText, sendJob, type Stage } from "./stage.ts";

/** Capacity units of the table with its indexes, and requests to the buckets. */
export interface Used {
  readonly reads: number;
  readonly writes: number;
  readonly puts: number;
  readonly gets: number;
}

/** Runs every operation once, each on a conversation of its own. */
export async function measureOperations(stage: Stage): Promise<Map<string, Used>> {
  const measured = new Map<string, Used>();
  const requests = countRequests();
  for (const [name, prepare] of Object.entries(operations)) {
    const work = await prepare(stage);
    Object.assign(requests, { puts: 0, gets: 0 });
    const { used } = await measureCapacity(work);
    measured.set(name, { ...used, ...requests });
  }
  return measured;
}

/** Counts what this process asks of the buckets from here on. */
function countRequests(): { puts: number; gets: number } {
  const requests = { puts: 0, gets: 0 };
  bucketsClient().middlewareStack.add(
    (next, { commandName }) =>
      (args) => {
        // Deleting an object costs nothing.
        if (!commandName?.startsWith("Delete")) requests[commandName?.startsWith("Put") ? "puts" : "gets"] += 1;
        return next(args);
      },
    { step: "initialize" },
  );
  return requests;
}

/** Gets everything ready, unmeasured, and gives back the work to measure. */
type Prepare = (stage: Stage) => Promise<() => Promise<unknown>>;

const operations: Readonly<Record<string, Prepare>> = {
  ...Object.fromEntries(folders.map((folder) => [`list of 25, ${folder}`, listing(folder)])),
  "list of 25, open, all my inboxes":
    async ({ ana }) =>
    () =>
      listConversations(ana, { folder: "open" }),
  "mail in, a new conversation": async () => receiving(await arrive()),
  "mail in, an answer to a mail": async (stage) => {
    const { messageId } = await stage.conversation();
    return receiving(await arrive({ inReplyTo: messageId, references: `<${messageId}>` }));
  },
  "mail in, an answer to our reply": async (stage) => {
    const { message } = await replied(stage);
    const sesId = `${message.delivery.sesMessageId}@email.amazonses.com`;
    return receiving(
      await arrive({ inReplyTo: sesId, references: `<${message.inReplyTo}> <${message.references.at(-1)}> <${sesId}>` }),
    );
  },
  "mail in, the same notice again": async () => {
    const mail = await arrive();
    await receiving(mail)();
    return receiving(mail);
  },
  "open a conversation of 20 messages": async (stage) => {
    const conversation = await conversationOf20(stage);
    return () => openConversation(stage.ana, conversation.id);
  },
  "reply, queued": async (stage) => {
    const { conversation } = await stage.conversation();
    return () => reply(stage, conversation);
  },
  "reply, sent": async (stage) => {
    const { conversation } = await stage.conversation();
    const { id } = await reply(stage, conversation);
    return () => handled(send(sendJob(conversation.id, id)));
  },
  "reply, delivered": async (stage) => {
    const { message } = await replied(stage);
    return () => feedback(deliveryReport(message));
  },
  "add a note": onConversation(({ ana }, { id }) => addNote(ana, id, { text: "Ask the workshop." })),
  assign: onConversation(({ ana, beto }, { id }) => assignConversation(ana, id, { memberId: beto })),
  close: onConversation(({ ana }, { id }) => closeConversation(ana, id)),
  reopen: async (stage) => {
    const { conversation } = await stage.conversation();
    await closeConversation(stage.ana, conversation.id);
    return () => reopenConversation(stage.ana, conversation.id);
  },
  "mark read": onConversation(({ ana }, { id }) => markRead(ana, id)),
  "old spam, a conversation of one mail, removed": async (stage) => {
    const { conversation } = await stage.conversation();
    await markConversationSpam(stage.ana, conversation.id, {});
    const spam = await findConversation(conversation.id);
    return async () => spam && removeConversation(spam, 30);
  },
  "old spam, the look for it once a day": async () => {
    await write({ remove: keys.schedule("spam") });
    return () => removeOldSpam(now());
  },
  "old spam, nothing to do": async () => () => removeOldSpam(now()),
  "counts of 3 inboxes":
    async ({ ana }) =>
    () =>
      readCounts(readableInboxes(ana)),
  "any API call, who is asking": async ({ ana }) => {
    const { cookie } = await startSession(ana.memberId);
    return () => viewerOf(cookie.split(";")[0]);
  },
  "any change, telling the sockets of 2 members": async ({ ana, beto, inbox }) => {
    await saveSocket({ connectionId: "socket-of-ana=", memberId: ana.memberId }, nowSeconds());
    await saveSocket({ connectionId: "socket-of-beto=", memberId: beto }, nowSeconds());
    const changes = [{ conversationId: "con_00000000000000000000000000", inboxId: inbox.id, version: 2 }];
    return () => broadcast({ changes });
  },
};

function receiving({ event }: Arrived) {
  return () => handled(receive(event));
}

function listing(folder: Folder): Prepare {
  return async ({ ana, inbox }) =>
    () =>
      listConversations(ana, { folder, inbox: inbox.id });
}

function onConversation(work: (stage: Stage, conversation: Conversation) => Promise<unknown>): Prepare {
  return async (stage) => {
    const { conversation } = await stage.conversation();
    return () => work(stage, conversation);
  };
}

async function reply({ ana }: Stage, { id }: Conversation): Promise<{ id: string }> {
  const { version } = (await findConversation(id)) ?? { version: 0 };
  return sendReply(ana, id, { html: `<p>${ordinaryText}</p>`, attachments: [], version });
}

/** A conversation with a reply that SES has taken. */
async function replied(stage: Stage, begun?: Conversation): Promise<{ conversation: Conversation; message: SentMessage }> {
  const { conversation } = begun ? { conversation: begun } : await stage.conversation();
  const { id } = await reply(stage, conversation);
  await handled(send(sendJob(conversation.id, id)));
  const message = await findEntry(conversation.id, id);
  if (message?.kind !== "sent") throw new Error("the reply is not there");
  return { conversation, message };
}

async function conversationOf20(stage: Stage): Promise<Conversation> {
  const { conversation, messageId } = await stage.conversation();
  for (let count = 2; count <= 20; count += 2) {
    await replied(stage, conversation);
    if (count < 20) await receiving(await arrive({ inReplyTo: messageId, references: `<${messageId}>` }))();
  }
  return conversation;
}
