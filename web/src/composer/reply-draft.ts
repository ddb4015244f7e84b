// The reply that somebody is writing: text, recipients, files, and how much of the conversation its writer has seen.
import { type Accessor, createMemo, createSignal, onCleanup } from "solid-js";
import type { AnswerView, EntryView } from "../../../functions/api/views.ts";
import type { Quoting } from "../../../functions/core/inbox/settings.ts";
import { api, type ReplyInput } from "../api.ts";
import { type Draft, draftKeeper, isEmptyBody } from "./drafts.ts";
import { type Recipient, recipientOf } from "./recipients.ts";
import { createUploads, putFile, type UploadCalls } from "./uploads.ts";

export interface ReplyDraftInput {
  readonly memberId: string;
  readonly conversationId: string;
  readonly inboxId: string;
  /** Whom the server proposes. */
  readonly answer: Accessor<AnswerView>;
  readonly entries: Accessor<readonly EntryView[]>;
  readonly uploads?: UploadCalls;
}

export type ReplyDraft = ReturnType<typeof createReplyDraft>;

export function createReplyDraft(input: ReplyDraftInput) {
  const [isSaved, setIsSaved] = createSignal<boolean>();
  const keeper = draftKeeper({ ...input, mode: "reply" }, setIsSaved);
  const stored = keeper.load();
  const [html, setHtml] = createSignal(stored?.body ?? "");
  const [changedTo, setChangedTo] = createSignal<readonly Recipient[] | undefined>(stored?.to);
  const [changedCc, setChangedCc] = createSignal<readonly Recipient[] | undefined>(stored?.cc);
  const [bcc, setBcc] = createSignal<readonly Recipient[]>(stored?.bcc ?? []);
  const [changedQuoting, setChangedQuoting] = createSignal<Quoting | undefined>(stored?.quoting);
  const [changedFrom, setChangedFrom] = createSignal<string | undefined>(stored?.from);
  const [seenEntryId, setSeenEntryId] = createSignal(stored?.seenEntryId);
  let key = stored?.key ?? crypto.randomUUID();

  const uploads = createUploads(input.uploads ?? bucketCalls(input.inboxId), stored?.files ?? [], changed);
  const to = createMemo(() => changedTo() ?? input.answer().to.map(recipientOf));
  const cc = createMemo(() => changedCc() ?? input.answer().cc.map(recipientOf));
  const quoting = (): Quoting => changedQuoting() ?? input.answer().quoting;
  const from = createMemo(() => senderOf(input.answer(), changedFrom()));
  onCleanup(keepOnLeave(keeper.flush));

  /** Every change comes through here; the first one pins what the writer had seen. */
  function changed(): void {
    setSeenEntryId((seen) => seen ?? input.entries().at(-1)?.id);
    setIsSaved(undefined);
    keeper.keep(snapshot());
  }

  function snapshot(): Draft {
    const [to, cc, from, seen, quoted] = [changedTo(), changedCc(), changedFrom(), seenEntryId(), changedQuoting()];
    return {
      body: html(),
      files: uploads.arrived(),
      key,
      ...(to && { to }),
      ...(cc && { cc }),
      ...(bcc().length > 0 && { bcc: bcc() }),
      ...(quoted && { quoting: quoted }),
      ...(from && { from }),
      ...(seen && { seenEntryId: seen }),
    };
  }

  return {
    html,
    to,
    cc,
    bcc,
    quoting,
    from,
    uploads,
    answer: input.answer,
    seenEntryId,
    isSaved,
    idempotencyKey: () => key,
    write: (next: string) => {
      setHtml(next);
      changed();
    },
    setTo: (next: readonly Recipient[]) => {
      setChangedTo(next);
      changed();
    },
    setCc: (next: readonly Recipient[]) => {
      setChangedCc(next);
      changed();
    },
    setBcc: (next: readonly Recipient[]) => {
      setBcc(next);
      changed();
    },
    setQuoting: (next: Quoting) => {
      setChangedQuoting(next);
      changed();
    },
    /** What the server would put below the reply as it is now. */
    quote: async () => {
      const named = [...to(), ...cc()].filter(({ isValid }) => isValid).map(({ address }) => address);
      return (await api.conversations.quote(input.conversationId, quoting(), named)).items;
    },
    setFrom: (address: string) => {
      setChangedFrom(address);
      changed();
    },
    /** To all who were on the answered mail, or to its sender alone. */
    answerAll: (isToAll: boolean) => {
      setChangedTo(undefined);
      setChangedCc(isToAll ? undefined : []);
      changed();
    },
    /** True when nobody else who was on the answered mail gets it. */
    isToSender: () => changedTo() === undefined && cc().length === 0,
    attach: (files: readonly File[]): number => {
      const refused = uploads.add(files);
      changed();
      return refused;
    },
    /** The writer has now seen everything up to there. */
    review: () => {
      setSeenEntryId(input.entries().at(-1)?.id);
      keeper.keep(snapshot());
    },
    /** An earlier try did go out after all: what is sent next is another reply. */
    renewKey: () => {
      key = crypto.randomUUID();
      keeper.keep(snapshot());
    },
    isEmpty: () => isEmptyBody(html()) && uploads.items.length === 0,
    /** What goes to the server: exactly the recipients on screen. The text beside the HTML is made there. */
    reply: (version: number): ReplyInput => ({
      html: html(),
      to: to().map(addressOf),
      cc: cc().map(addressOf),
      ...(bcc().length > 0 && { bcc: bcc().map(addressOf) }),
      quoting: quoting(),
      ...(changedFrom() !== undefined && { from: from().address }),
      attachments: uploads.toSend(),
      version,
    }),
    /** The server took it, or the writer threw it away. */
    forget: () => {
      keeper.forget();
      uploads.clear();
      setHtml("");
      setChangedTo(undefined);
      setChangedCc(undefined);
      setBcc([]);
      setChangedQuoting(undefined);
      setChangedFrom(undefined);
      setSeenEntryId(undefined);
      setIsSaved(undefined);
      key = crypto.randomUUID();
    },
  };
}

/** Writes what is waiting when the page is hidden or left: on a phone that may be the last chance. Returns the way to stop. */
export function keepOnLeave(flush: () => void): () => void {
  const onHidden = (): void => {
    if (document.visibilityState === "hidden") flush();
  };
  document.addEventListener("visibilitychange", onHidden);
  window.addEventListener("pagehide", flush);
  return () => {
    flush();
    document.removeEventListener("visibilitychange", onHidden);
    window.removeEventListener("pagehide", flush);
  };
}

function bucketCalls(inboxId: string): UploadCalls {
  return {
    begin: (file) =>
      api.uploads.create({
        inboxId,
        filename: file.name,
        contentType: file.type || "application/octet-stream",
        sizeBytes: file.size,
      }),
    put: putFile,
  };
}

/** An alias that the inbox has lost since is not sent from. */
function senderOf({ from, aliases }: AnswerView, chosen: string | undefined): AnswerView["from"] {
  return chosen !== undefined && aliases.includes(chosen) ? { ...from, address: chosen } : from;
}

function addressOf({ name, address }: Recipient): { name: string; address: string } {
  return { name, address };
}
