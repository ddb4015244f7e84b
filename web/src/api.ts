// The only place that talks to the server: one typed function a route, and one kind of error.
import type {
  ConversationPage,
  ConversationView,
  EntryView,
  InboxView,
  LedgerView,
  MemberView,
  ReceivedView,
} from "../../functions/api/views.ts";
import type { AccessLevel, Role } from "../../functions/core/access.ts";
import type { Folder } from "../../functions/core/conversation/conversation.ts";
import type { Quoting } from "../../functions/core/inbox/settings.ts";
import type { Address } from "../../functions/core/mail/mail.ts";
import type { OpenedMail } from "../../functions/core/mail/opened-mail.ts";
import type { Quotation } from "../../functions/core/mail/quote-for-reply.ts";

export type { InboxView, MemberView };

export interface Me {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly access: Readonly<Record<string, AccessLevel>>;
  /** Where the socket is. */
  readonly socketAddress: string;
}

export type Counts = InboxView["counts"];

export interface TeamView {
  readonly id: string;
  readonly name: string;
  readonly memberIds: readonly string[];
}

export interface People {
  readonly items: readonly MemberView[];
  readonly teams: readonly TeamView[];
}

export interface ListQuery {
  /** Absent: every inbox that may be read. */
  readonly inbox?: string;
  readonly folder: Folder;
  readonly cursor?: string;
  readonly limit?: number;
}

export interface ListPage<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

export interface ReplyInput {
  readonly html: string;
  readonly text?: string;
  readonly from?: string;
  readonly to?: readonly Address[];
  readonly cc?: readonly Address[];
  readonly bcc?: readonly Address[];
  readonly quoting?: Quoting;
  readonly attachments?: readonly {
    readonly uploadId: string;
    readonly filename: string;
    readonly as?: "file" | "link";
  }[];
  /** The conversation's version that the writer saw. */
  readonly version: number;
}

export interface Written {
  readonly id: string;
  readonly version: number;
}

/** The same mail in another of our inboxes. */
export interface CopyView {
  readonly inboxId: string;
  readonly conversationId: string;
  readonly messageId: string;
}

export interface UploadInput {
  readonly inboxId: string;
  readonly filename: string;
  readonly contentType: string;
  readonly sizeBytes: number;
}

export interface UploadTicket {
  readonly id: string;
  /** Where the bytes go, with `PUT` and these headers. */
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly expiresAt: string;
}

/** What the server refused or could not do, in words for the person. `status` 0: it was not reached at all. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly requestId: string | undefined,
    readonly details?: Readonly<Record<string, unknown>>,
  ) {
    super(message);
    this.name = "ApiError";
  }
}

const root = "/api/v1";

export const api = {
  me: (signal?: AbortSignal) => call<Me>("GET", "/me", { signal }),
  inboxes: (signal?: AbortSignal) => call<{ items: readonly InboxView[] }>("GET", "/inboxes", { signal }),
  remoteContent: {
    /** @param sender an address, or a domain as `@client.example` */
    showAlways: (sender: string) => call<void>("PUT", `/me/remote-content/${encodeURIComponent(sender)}`),
    holdAgain: (sender: string) => call<void>("DELETE", `/me/remote-content/${encodeURIComponent(sender)}`),
  },
  members: (signal?: AbortSignal) => call<People>("GET", "/members", { signal }),

  conversations: {
    list: (query: ListQuery, signal?: AbortSignal) =>
      call<ListPage<ConversationView>>("GET", `/conversations${searchOf({ ...query })}`, { signal }),
    open: (id: string, signal?: AbortSignal) => call<ConversationPage>("GET", conversationPath(id), { signal }),
    timeline: (id: string, cursor: string, signal?: AbortSignal) =>
      call<{ entries: readonly EntryView[]; nextCursor: string | null }>(
        "GET",
        `${conversationPath(id)}/timeline${searchOf({ cursor })}`,
        { signal },
      ),
    reply: (id: string, body: ReplyInput, idempotencyKey: string) =>
      call<Written>("POST", `${conversationPath(id)}/replies`, { body, headers: { "idempotency-key": idempotencyKey } }),
    /** What a reply to these would quote. */
    quote: (id: string, quoting: Quoting, to: readonly string[]) =>
      call<{ items: readonly Quotation[] }>(
        "GET",
        `${conversationPath(id)}/replies/quote${searchOf({ quoting, to: to.join(",") })}`,
      ),
    note: (id: string, text: string) => call<Written>("POST", `${conversationPath(id)}/notes`, { body: { text } }),
    assign: (id: string, memberId: string, expectedOwner?: string | null) =>
      call<void>("PUT", `${conversationPath(id)}/assignment`, {
        body: expectedOwner === undefined ? { memberId } : { memberId, expectedOwner },
      }),
    unassign: (id: string) => call<void>("DELETE", `${conversationPath(id)}/assignment`),
    close: (id: string) => call<void>("PUT", `${conversationPath(id)}/closure`),
    reopen: (id: string) => call<void>("DELETE", `${conversationPath(id)}/closure`),
    merge: (id: string, into: string) => call<void>("PUT", `${conversationPath(id)}/merger`, { body: { into } }),
    unmerge: (id: string) => call<void>("DELETE", `${conversationPath(id)}/merger`),
    markSpam: (id: string, block?: "address" | "domain") =>
      call<void>("PUT", `${conversationPath(id)}/spam`, { body: block === undefined ? {} : { block } }),
    markNotSpam: (id: string) => call<void>("DELETE", `${conversationPath(id)}/spam`),
    split: (id: string, messageIds: readonly string[], into?: string) =>
      call<Written>("POST", `${conversationPath(id)}/splits`, { body: { messageIds, ...(into !== undefined && { into }) } }),
    move: (id: string, inboxId: string) => call<void>("PUT", `${conversationPath(id)}/inbox`, { body: { inboxId } }),
    setSubject: (id: string, subject: string) => call<void>("PUT", `${conversationPath(id)}/subject`, { body: { subject } }),
    setContact: (id: string, contact: Address) => call<void>("PUT", `${conversationPath(id)}/contact`, { body: contact }),
    related: (id: string, signal?: AbortSignal) =>
      call<{ items: readonly ConversationView[] }>("GET", `${conversationPath(id)}/related`, { signal }),
    numbered: (number: number, signal?: AbortSignal) => call<ConversationView>("GET", `/numbers/${number}`, { signal }),
    link: (id: string, otherId: string) => call<void>("PUT", `${conversationPath(id)}/links/${encodeURIComponent(otherId)}`),
    unlink: (id: string, otherId: string) => call<void>("DELETE", `${conversationPath(id)}/links/${encodeURIComponent(otherId)}`),
    letTakePart: (id: string, address: string) =>
      call<void>("PUT", `${conversationPath(id)}/participants/${encodeURIComponent(address)}`),
    markRead: (id: string) => call<void>("PUT", `${conversationPath(id)}/read`),
    markUnread: (id: string) => call<void>("DELETE", `${conversationPath(id)}/read`),
  },

  messages: {
    text: (id: string, messageId: string, signal?: AbortSignal) =>
      call<Pick<ReceivedView, "text" | "folds">>("GET", `${messagePath(id, messageId)}/text`, { signal }),
    copies: (id: string, messageId: string, signal?: AbortSignal) =>
      call<{ items: readonly CopyView[] }>("GET", `${messagePath(id, messageId)}/copies`, { signal }),
    /** A text file as text. */
    fileText: async (id: string, messageId: string, index: number, signal?: AbortSignal) =>
      (await send("GET", `${messagePath(id, messageId)}/attachments/${index}/text`, { signal })).text(),
    /** An attached mail. */
    fileMail: (id: string, messageId: string, index: number, signal?: AbortSignal) =>
      call<OpenedMail>("GET", `${messagePath(id, messageId)}/attachments/${index}/mail`, { signal }),
    /** Addresses for frames and links, not for fetch. */
    bodyAddress: (id: string, messageId: string, images: "preferred" | "shown") =>
      `${root}${messagePath(id, messageId)}/body${searchOf({ images })}`,
    originalAddress: (id: string, messageId: string) => `${root}${messagePath(id, messageId)}/original`,
    attachmentAddress: (id: string, messageId: string, index: number) =>
      `${root}${messagePath(id, messageId)}/attachments/${index}`,
    /** All files in one. @param withInline the pictures in the text, too */
    zipAddress: (id: string, messageId: string, withInline: boolean) =>
      `${root}${messagePath(id, messageId)}/attachments.zip${searchOf({ inline: withInline ? "included" : undefined })}`,
    /** An attached picture. */
    previewAddress: (id: string, messageId: string, index: number) =>
      `${root}${messagePath(id, messageId)}/attachments/${index}/preview`,
  },

  ledger: {
    list: (cursor?: string, signal?: AbortSignal) =>
      call<ListPage<LedgerView>>("GET", `/ledger${searchOf({ cursor })}`, { signal }),
    originalAddress: (sesMessageId: string) => `${root}/ledger/${encodeURIComponent(sesMessageId)}/original`,
  },

  uploads: { create: (body: UploadInput) => call<UploadTicket>("POST", "/uploads", { body }) },

  session: {
    signInAddress: (returnTo: string) => `${root}/session/sign-in${searchOf({ returnTo })}`,
    end: () => call<void>("DELETE", "/session"),
  },
} as const;

/** Sends the bytes of a file to where its ticket says. Resolves when they are stored. */
export async function putFile(ticket: UploadTicket, file: Blob, signal?: AbortSignal): Promise<void> {
  const response = await reach(ticket.address, {
    method: "PUT",
    body: file,
    headers: ticket.headers,
    ...(signal && { signal }),
    credentials: "omit",
  });
  if (!response.ok) throw new ApiError(response.status, "upload.refused", response.statusText, undefined);
}

const unauthenticatedListeners = new Set<() => void>();

/** Calls back whenever the server says that the session is over. Returns the way to stop. */
export function onUnauthenticated(listener: () => void): () => void {
  unauthenticatedListeners.add(listener);
  return () => unauthenticatedListeners.delete(listener);
}

interface CallOptions {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

/** For the functions of a page that is seldom opened: they stand beside it, and come with it. */
export async function call<Result>(method: string, path: string, options: CallOptions = {}): Promise<Result> {
  const response = await send(method, path, options);
  return (response.status === 204 ? undefined : await response.json()) as Result;
}

async function send(method: string, path: string, options: CallOptions): Promise<Response> {
  const response = await reach(`${root}${path}`, {
    method,
    credentials: "same-origin",
    headers: {
      accept: "application/json",
      ...(method !== "GET" && { "content-type": "application/json" }),
      ...options.headers,
    },
    ...(options.body !== undefined && { body: JSON.stringify(options.body) }),
    ...(options.signal && { signal: options.signal }),
  });
  if (!response.ok) throw await errorOf(response);
  return response;
}

async function reach(address: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, init);
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === "AbortError") throw cause;
    throw new ApiError(0, "unreachable", "The server could not be reached.", undefined);
  }
}

async function errorOf(response: Response): Promise<ApiError> {
  if (response.status === 401) for (const listener of unauthenticatedListeners) listener();
  const body = (await response.json().catch(() => ({}))) as Partial<Record<"code" | "message" | "requestId", string>> & {
    details?: Record<string, unknown>;
  };
  return new ApiError(
    response.status,
    body.code ?? `http.${response.status}`,
    body.message ?? response.statusText,
    body.requestId ?? response.headers.get("x-request-id") ?? undefined,
    body.details,
  );
}

function conversationPath(id: string): string {
  return `/conversations/${encodeURIComponent(id)}`;
}

function messagePath(id: string, messageId: string): string {
  return `${conversationPath(id)}/messages/${encodeURIComponent(messageId)}`;
}

function searchOf(values: Record<string, string | number | undefined>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value !== undefined) search.set(name, String(value));
  return search.size > 0 ? `?${search}` : "";
}
