// A good call of every route: what the permission matrix makes, and what the answers' shapes are held to.
import { signToken } from "../../../functions/core/signature.ts";
import { config } from "../../../functions/runtime/config.ts";
import { app } from "../../../functions/api/app.ts";
import type { Route } from "../../../functions/api/registry.ts";
import {
  asThePage,
  file,
  memberId,
  ourConversation,
  ourMessage,
  ourNumber,
  ourOtherConversation,
  ourOtherMessage,
  ours,
  unroutedMail,
} from "./workspace.ts";

/** Whose conversation, message and inbox a call is about. */
export interface Where {
  readonly conversation: string;
  readonly message: string;
  readonly inbox: string;
  readonly number: string;
  /** SES's id of a raw mail in the ledger. */
  readonly mail: string;
}

export const here: Where = {
  conversation: ourConversation,
  message: ourMessage,
  inbox: ours,
  number: `${ourNumber}`,
  mail: unroutedMail,
};

/** Makes the call of this route as the page would, signed in with `cookie`. */
export async function call(route: Pick<Route, "method" | "path">, cookie: string, where: Where = here): Promise<Response> {
  const path = route.path
    .replace(":id", where.conversation)
    .replace(":messageId", where.message)
    .replace(":sesMessageId", where.mail)
    .replace(":index/text", "1/text")
    .replace(":index/mail", "2/mail")
    .replace(":otherId", ourOtherConversation)
    .replace(":index", "0")
    .replace(":number", where.number)
    .replace(":inboxId", where.inbox)
    .replace(":address", "eva%40new.example")
    .replace(":sender", "lucia@client.example")
    .replace("/inline/:token", inlineAddress());
  const name = `${route.method} ${route.path.replace("/api/v1", "")}`;
  const address = `${path.replace("/api/v1/api/v1", "/api/v1")}${queries[name] ?? ""}`;
  return app.request(address, asThePage(route.method, cookie, bodies(where)[name]));
}

/** The address of the picture in our message. */
export function inlineAddress(): string {
  const expires = Math.floor(Date.now() / 1000) + 3600;
  return `/api/v1/inline/${signToken(config.signingKeys, "inline image", { key: "raw/ses1", span: file.span }, expires)}`;
}

const queries: Readonly<Record<string, string>> = {
  "DELETE /inboxes/:inboxId/senders": "?pattern=%2F%5Epest%2F",
  "DELETE /senders": "?pattern=%2F%5Epest%2F",
};

function bodies(where: Where): Record<string, unknown> {
  return {
    "POST /conversations/:id/replies": { html: "<p>Send us a recording.</p>", version: 1 },
    "POST /conversations/:id/notes": { text: "Known fault of the first series." },
    "PUT /conversations/:id/assignment": { memberId: memberId("manage") },
    "PUT /conversations/:id/merger": { into: ourOtherConversation },
    "POST /conversations/:id/splits": { messageIds: [ourOtherMessage] },
    "PUT /conversations/:id/inbox": { inboxId: ours },
    "PUT /conversations/:id/subject": { subject: "The noisy grinder" },
    "PUT /conversations/:id/contact": { address: "nora@client.example" },
    "PUT /conversations/:id/spam": {},
    "PATCH /inboxes/:inboxId/settings": { reopening: "within", reopeningDays: 14 },
    "PUT /inboxes/:inboxId/probe": { address: "ours@acme.test" },
    "PUT /inboxes/:inboxId/senders": { pattern: "@pest.example", treatment: "spam" },
    "PUT /senders": { pattern: "@pest.example", treatment: "spam" },
    "POST /uploads": { inboxId: where.inbox, filename: "manual.pdf", contentType: "application/pdf", sizeBytes: 1000 },
  };
}
