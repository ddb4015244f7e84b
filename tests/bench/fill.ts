// Fills Support with conversations as they are after a year; the two other inboxes get a full page of open ones each.
import type { Conversation } from "../../functions/core/conversation/conversation.ts";
import { receivedEntry, withArrival } from "../../functions/core/conversation/receive.ts";
import { snippetOf } from "../../functions/core/conversation/summary.ts";
import { instantOf } from "../../functions/core/time.ts";
import { newId } from "../../functions/runtime/ids.ts";
import { saveConversation } from "../../functions/store/conversations.ts";
import { listInboxes } from "../../functions/store/inboxes.ts";
import { ledgerWrite } from "../../functions/store/ledger.ts";
import { mailIdWrite } from "../../functions/store/mail-ids.ts";
import { mail, receipt } from "../helpers/mails.ts";
import { ordinarySubject, ordinaryText, type Stage } from "./stage.ts";

const atOnce = 16;
const fullPage = 30;

/** @param count how many conversations Support gets; each with its mail, its Message-ID and its ledger row */
export async function fill(stage: Stage, count: number): Promise<void> {
  const others = (await listInboxes()).filter(({ id }) => id !== stage.inbox.id);
  for (const { id } of others) await inLanes(fullPage, (number) => add(number, id, (fresh) => fresh));
  await inLanes(count, (number) => add(number, stage.inbox.id, (fresh) => inState(fresh, number, stage)));
}

async function inLanes(count: number, work: (number: number) => Promise<void>): Promise<void> {
  const numbers = Array.from({ length: count }, (_, index) => index).values();
  const lane = async () => {
    for (const number of numbers) await work(number);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}

const yearMs = 365 * 24 * 3600 * 1000;

async function add(number: number, inboxId: string, state: (fresh: Conversation) => Conversation): Promise<void> {
  const sesMessageId = newId("message").slice(-26).padEnd(40, "0");
  const receivedAt = instantOf(Date.now() - yearMs + number * 1000);
  const filed = { conversationId: newId("conversation", receivedAt), messageId: newId("message", receivedAt) };
  const mailId = `${sesMessageId}@mail.client.example`;
  const arrival = {
    ...filed,
    inboxId,
    receipt: receipt({ sesMessageId, receivedAt, objectKey: `raw/${sesMessageId}` }),
    mail: mail({ text: ordinaryText, subject: ordinarySubject, messageId: mailId }),
    reading: "parsed" as const,
    reason: { by: "new" } as const,
    snippet: snippetOf(ordinaryText),
    rawSizeBytes: 4000,
  };
  const { recipients, source, objectKey } = arrival.receipt;
  await saveConversation(
    undefined,
    state(withArrival(undefined, arrival)),
    [receivedEntry(undefined, arrival, "participant-verified")],
    [
      ledgerWrite({ sesMessageId, state: "message", recipients, source, receivedAt, objectKey, inboxId, ...filed }),
      mailIdWrite(inboxId, { mailId, kind: "received", ...filed, digest: "0".repeat(64) }),
    ],
  );
}

/** Of ten: three closed, three nobody's, three of Ana's and one of Beto's, so that a hundred fill a page of every folder. */
function inState(conversation: Conversation, number: number, { ana, beto }: Stage): Conversation {
  const by = { kind: "member", id: ana.memberId, name: ana.name } as const;
  const at = conversation.createdAt;
  const readBy = [ana.memberId, beto];
  const turn = number % 10;
  if (turn < 3) return { ...conversation, assignment: { memberId: beto, by, at }, closure: { by, at }, readBy };
  if (turn < 6) return conversation;
  return { ...conversation, assignment: { memberId: turn < 9 ? ana.memberId : beto, by, at }, readBy };
}
