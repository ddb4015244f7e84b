// What the page on receiving mail asks of the server. Seldom used, so it is no part of what every page loads.
import type { Receiving } from "../../../functions/core/inbox/receiving.ts";
import { call } from "../api.ts";

export const receivingApi = {
  read: (inboxId: string, signal?: AbortSignal) => call<Receiving>("GET", `${inboxPath(inboxId)}/receiving`, { signal }),
  addAddress: (inboxId: string, address: string) => call<void>("PUT", addressPath(inboxId, address)),
  removeAddress: (inboxId: string, address: string) => call<void>("DELETE", addressPath(inboxId, address)),
  startProbe: (inboxId: string, address: string) => call<void>("PUT", `${inboxPath(inboxId)}/probe`, { body: { address } }),
  endProbe: (inboxId: string) => call<void>("DELETE", `${inboxPath(inboxId)}/probe`),
  dropConfirmation: (inboxId: string) => call<void>("DELETE", `${inboxPath(inboxId)}/confirmation`),
} as const;

function addressPath(inboxId: string, address: string): string {
  return `${inboxPath(inboxId)}/addresses/${encodeURIComponent(address)}`;
}

function inboxPath(inboxId: string): string {
  return `/inboxes/${encodeURIComponent(inboxId)}`;
}
