// What the server is asked about the settings of an inbox: one typed function a route, apart because they come with their pages.
import type { InboxSettings } from "../../../functions/core/inbox/settings.ts";
import type { SenderRule } from "../../../functions/core/mail/sender-rule.ts";
import { call } from "../api.ts";

/** Whose mail is blocked or allowed, who said so, and when. */
export interface SenderView extends SenderRule {
  readonly memberId: string;
  readonly at: string;
}

export const settingsApi = {
  read: (inboxId: string, signal: AbortSignal) => call<InboxSettings>("GET", settingsPath(inboxId), { signal }),
  /** @returns all settings as they are now */
  change: (inboxId: string, body: Partial<InboxSettings>) => call<InboxSettings>("PATCH", settingsPath(inboxId), { body }),
} as const;

/** Of an inbox, or of all of them when none is named. */
export const sendersApi = {
  list: (inboxId: string | undefined, signal: AbortSignal) =>
    call<{ items: readonly SenderView[] }>("GET", sendersPath(inboxId), { signal }),
  set: (inboxId: string | undefined, body: SenderRule) => call<void>("PUT", sendersPath(inboxId), { body }),
  forget: (inboxId: string | undefined, pattern: string) =>
    call<void>("DELETE", `${sendersPath(inboxId)}?pattern=${encodeURIComponent(pattern)}`),
} as const;

function settingsPath(inboxId: string): string {
  return `/inboxes/${encodeURIComponent(inboxId)}/settings`;
}

function sendersPath(inboxId: string | undefined): string {
  return inboxId === undefined ? "/senders" : `/inboxes/${encodeURIComponent(inboxId)}/senders`;
}
