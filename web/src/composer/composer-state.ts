// The composer of one conversation: which mode is open, both drafts, and what happens on send.
import { type Accessor, createSignal, getOwner, onCleanup } from "solid-js";
import type { ConversationPage, EntryView } from "../../../functions/api/views.ts";
import { ApiError } from "../api.ts";
import { refreshConversation } from "../data/conversation.ts";
import { queryClient, queryKeys } from "../data/query-client.ts";
import { reasonOf } from "../data/reason.ts";
import { addNote, close, sendReply } from "../data/verbs.ts";
import { t } from "../i18n/index.ts";
import { holdTyping, type TypedAhead } from "../typed-ahead.ts";
import type { ComposerMode } from "./drafts.ts";
import { newsSince, stopsSending } from "./news.ts";
import { createNoteDraft } from "./note-draft.ts";
import { createReplyDraft } from "./reply-draft.ts";

export interface ComposerInput {
  readonly page: Accessor<ConversationPage>;
  readonly entries: Accessor<readonly EntryView[]>;
  readonly memberId: string;
  readonly mayReply: Accessor<boolean>;
  /** Something of mine went out: the timeline shows it. */
  readonly onWritten: (entryId: string) => void;
}

export interface SendOptions {
  readonly andClose: boolean;
}

export type ComposerState = ReturnType<typeof createComposerState>;

export function createComposerState(input: ComposerInput) {
  const { id, inboxId } = input.page().conversation;
  const reply = createReplyDraft({
    memberId: input.memberId,
    conversationId: id,
    inboxId,
    answer: () => input.page().answer,
    entries: input.entries,
  });
  const note = createNoteDraft({ memberId: input.memberId, conversationId: id });
  const [mode, setMode] = createSignal<ComposerMode | undefined>(modeOfDraft());
  const [focusRequests, setFocusRequests] = createSignal(0);
  const [isSending, setIsSending] = createSignal(false);
  const [stopped, setStopped] = createSignal<SendOptions>();
  const [problem, setProblem] = createSignal<string>();
  const [refusedFiles, setRefusedFiles] = createSignal(0);

  function modeOfDraft(): ComposerMode | undefined {
    if (!reply.isEmpty()) return "reply";
    return note.isEmpty() ? undefined : "note";
  }

  const news = (): EntryView[] => newsSince(input.entries(), reply.seenEntryId(), input.memberId);

  let ahead: TypedAhead | undefined;
  if (getOwner()) onCleanup(() => ahead?.take());

  function open(next: ComposerMode): void {
    // Until its field has the focus, what is typed is meant for it.
    ahead?.take();
    ahead = holdTyping();
    setMode(next);
    setProblem(undefined);
    setRefusedFiles(0);
    setFocusRequests((count) => count + 1);
  }

  /** Whoever has written already goes on with whom they chose; only to the sender, when that is asked for. */
  function replyTo(whom: "all" | "sender"): void {
    if (whom === "sender") reply.answerAll(false);
    else if (reply.isEmpty() && reply.isToSender()) reply.answerAll(true);
    open("reply");
  }

  function attach(files: readonly File[]): void {
    if (!input.mayReply()) return;
    open("reply");
    setRefusedFiles(reply.attach(files));
  }

  /** Stops when something came in that the writer has not seen; "Send anyway" passes by reviewing first. */
  async function send(options: SendOptions): Promise<boolean> {
    if (isSending()) return false;
    if (news().some(stopsSending)) {
      setStopped(options);
      return false;
    }
    return await attempt(options, async () => {
      const written = await post();
      reply.forget();
      if (options.andClose) void close(input.page().conversation);
      return written.id;
    });
  }

  /** The server refuses a stale version. When only my own acts made it stale, it is sent once more with the newer one. */
  async function post(): Promise<{ id: string }> {
    const version = input.page().conversation.version;
    try {
      return await sendReply(id, reply.reply(version), reply.idempotencyKey());
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== "reply.stale") throw error;
      await refreshConversation(id);
      const fresh = queryClient.getQueryData<ConversationPage>(queryKeys.conversation(id));
      const isMyDoing = fresh && newsSince(fresh.entries, reply.seenEntryId(), input.memberId).length === 0;
      if (!isMyDoing || fresh.conversation.version === version) throw error;
      return await sendReply(id, reply.reply(fresh.conversation.version), reply.idempotencyKey());
    }
  }

  async function saveNote(): Promise<boolean> {
    if (isSending() || note.isEmpty()) return false;
    return await attempt({ andClose: false }, async () => {
      const written = await addNote(id, note.text());
      note.forget();
      return written.id;
    });
  }

  async function attempt(options: SendOptions, act: () => Promise<string>): Promise<boolean> {
    setIsSending(true);
    setProblem(undefined);
    try {
      const entryId = await act();
      setStopped(undefined);
      setMode(undefined);
      input.onWritten(entryId);
      return true;
    } catch (error) {
      if (error instanceof ApiError && error.code === "reply.stale") setStopped(options);
      else if (error instanceof ApiError && error.code === "idempotency-key.reused") onSentBefore();
      else setProblem(reasonOf(error));
      return false;
    } finally {
      setIsSending(false);
    }
  }

  /** The answer to an earlier try was lost, and the text was changed since: the first text did go out. */
  function onSentBefore(): void {
    reply.renewKey();
    setProblem(t("composer.sent-before"));
    void refreshConversation(id);
  }

  return {
    mode,
    reply,
    note,
    news,
    isSending,
    problem,
    refusedFiles,
    /** Sending was stopped because of news, and how it was meant; the banner asks what to do. */
    stopped,
    /** Goes up whenever a person opens the composer, not when a draft is found: the field takes the focus then. */
    focusRequests,
    open,
    replyTo,
    /** What was typed since the composer was opened, for the field that has the focus now. */
    takeTyped: (): string => ahead?.take() ?? "",
    leave: () => {
      ahead?.take();
      setMode(undefined);
    },
    attach,
    send,
    saveNote,
    /** The writer has looked at the news. */
    review: () => {
      reply.review();
      setStopped(undefined);
    },
  };
}
