// Drafts on this device, one per member, conversation and mode. They outlive reloads and crashes, and go only when the server has the mail.
import type { Quoting } from "../../../functions/core/inbox/settings.ts";
import type { Recipient } from "./recipients.ts";

export type ComposerMode = "reply" | "note";

/** A file that is uploaded already, as a draft remembers it. */
export interface DraftFile {
  readonly uploadId: string;
  readonly filename: string;
  readonly contentType: string;
  readonly sizeBytes: number;
}

export interface Draft {
  /** HTML of the editor for a reply, plain text for a note. */
  readonly body: string;
  /** Absent as long as the proposed recipients stand. */
  readonly to?: readonly Recipient[];
  readonly cc?: readonly Recipient[];
  /** Absent: nobody. */
  readonly bcc?: readonly Recipient[];
  /** Absent as long as it is as the inbox has it. */
  readonly quoting?: Quoting;
  /** Absent as long as the proposed sender stands. */
  readonly from?: string;
  readonly files: readonly DraftFile[];
  /** What the writer had seen when the draft was begun: newer entries stop the sending. */
  readonly seenEntryId?: string;
  /** Names this reply to the server, so that sending again after a lost answer does not send twice. */
  readonly key: string;
}

/** One draft's storage. Nothing is written before a person changed something. */
export interface DraftKeeper {
  readonly load: () => Draft | undefined;
  /** Takes the newest state; it is on the disk at most `saveAfterMs` later. */
  readonly keep: (draft: Draft) => void;
  /** Writes at once what is still waiting. */
  readonly flush: () => void;
  /** The server has it. */
  readonly forget: () => void;
}

export const saveAfterMs = 400;

/** Whose it is: two members may share a browser. */
export interface DraftOwner {
  readonly memberId: string;
  readonly conversationId: string;
  readonly mode: ComposerMode;
}

/** @param onSave told whether the last write succeeded: a full disk or a closed storage must be seen by the writer */
export function draftKeeper({ memberId, conversationId, mode }: DraftOwner, onSave?: (isSaved: boolean) => void): DraftKeeper {
  const name = `draft:${memberId}:${conversationId}:${mode}`;
  let waiting: Draft | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (!waiting) return;
    const draft = waiting;
    waiting = undefined;
    const isSaved = isWorthKeeping(draft) ? write(name, JSON.stringify(draft)) : erase(name);
    onSave?.(isSaved);
  }
  return {
    load: () => waiting ?? readDraft(name),
    keep: (draft) => {
      waiting = draft;
      timer ??= setTimeout(flush, saveAfterMs);
    },
    flush,
    forget: () => {
      clearTimeout(timer);
      timer = undefined;
      waiting = undefined;
      erase(name);
    },
  };
}

/** An emptied draft goes; one with files, or with recipients or a quote that were chosen, stays. */
export function isWorthKeeping({ body, files, to, cc, bcc, quoting }: Draft): boolean {
  return !isEmptyBody(body) || files.length > 0 || [to, cc, bcc, quoting].some((chosen) => chosen !== undefined);
}

export function isEmptyBody(body: string): boolean {
  return body.replace(/<[^>]*>|&nbsp;|\s/g, "") === "";
}

function readDraft(name: string): Draft | undefined {
  const text = read(name);
  if (text === null) return undefined;
  try {
    const found: unknown = JSON.parse(text);
    return isDraft(found) ? found : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isDraft(found: unknown): found is Draft {
  if (typeof found !== "object" || found === null) return false;
  return "body" in found && typeof found.body === "string" && "files" in found && Array.isArray(found.files) && "key" in found;
}

// Storage throws when a browser forbids it or when it is full; the answer is then "not saved", which the composer shows.
function read(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}

function write(name: string, value: string): boolean {
  try {
    localStorage.setItem(name, value);
    return true;
  } catch (error) {
    if (error instanceof DOMException) return false;
    throw error;
  }
}

function erase(name: string): boolean {
  try {
    localStorage.removeItem(name);
    return true;
  } catch (error) {
    if (error instanceof DOMException) return false;
    throw error;
  }
}
