// Adds an internal note: for the team, never for the customer.
import * as v from "valibot";
import type { Viewer } from "../core/access.ts";
import type { Note } from "../core/conversation/conversation.ts";
import { limits } from "../core/limits.ts";
import { now } from "../runtime/clock.ts";
import { newId } from "../runtime/ids.ts";
import { saveConversation } from "../store/conversations.ts";
import { actorOf, busy } from "./change-conversation.ts";
import { loadConversation } from "./load-conversation.ts";
import { untilSaved } from "./until-saved.ts";

export const noteInput = v.strictObject({
  text: v.pipe(v.string(), v.trim(), v.nonEmpty("A note needs some text."), v.maxLength(limits.noteChars)),
});
export type NoteInput = v.InferOutput<typeof noteInput>;

export async function addNote(
  viewer: Viewer,
  conversationId: string,
  { text }: NoteInput,
): Promise<{ id: string; version: number }> {
  return untilSaved(async () => {
    const conversation = await loadConversation(viewer, conversationId, "note.add");
    const at = now();
    const note: Note = { kind: "note", id: newId("note", at), conversationId, at, by: actorOf(viewer), text };
    const version = conversation.version + 1;
    // Unread for the others, read for its author; the list keeps its order, for no mail came or went.
    const outcome = await saveConversation(conversation, { ...conversation, version, readBy: [viewer.memberId] }, [note]);
    return outcome.isDone ? { id: note.id, version } : undefined;
  }, busy);
}
