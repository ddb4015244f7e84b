// The HTTP API: what every request goes through, then one resource a line. The page's client is typed by `Api`.
import { Hono } from "hono";
import { assignment } from "./assignment.ts";
import { closure } from "./closure.ts";
import { conversations } from "./conversations.ts";
import { documentation } from "./documentation.ts";
import { edits } from "./edits.ts";
import { answerError, answerUnknownRoute } from "./errors.ts";
import { files } from "./files.ts";
import { inboxSettings } from "./inbox-settings.ts";
import { inboxes } from "./inboxes.ts";
import { inline } from "./inline.ts";
import { ledger } from "./ledger.ts";
import { links } from "./links.ts";
import { me } from "./me.ts";
import { members } from "./members.ts";
import { merger } from "./merger.ts";
import { messages } from "./messages.ts";
import { notes } from "./notes.ts";
import { numbers } from "./numbers.ts";
import { participants } from "./participants.ts";
import { read } from "./read.ts";
import type { Handlers } from "./registry.ts";
import { remoteContent } from "./remote-content.ts";
import { replies } from "./replies.ts";
import { everyRequest } from "./requests.ts";
import { sameOriginOnly } from "./same-origin.ts";
import { inboxSenders, senders } from "./senders.ts";
import { session } from "./session.ts";
import { spam } from "./spam.ts";
import { splits } from "./splits.ts";
import { uploads } from "./uploads.ts";

export type Api = typeof app;

export const app = new Hono()
  .onError(answerError)
  .notFound(answerUnknownRoute)
  .use(everyRequest)
  .use(sameOriginOnly)
  .basePath("/api/v1")
  .route("/session", session)
  .route("/me", me)
  .route("/me/remote-content", remoteContent)
  .route("/inboxes", inboxes)
  .route("/inboxes", inboxSettings)
  .route("/inboxes", inboxSenders)
  .route("/senders", senders)
  .route("/members", members)
  .route("/conversations", conversations)
  .route("/conversations/:id/replies", replies)
  .route("/conversations/:id/notes", notes)
  .route("/conversations/:id/assignment", assignment)
  .route("/conversations/:id/closure", closure)
  .route("/conversations/:id/merger", merger)
  .route("/conversations/:id/links", links)
  .route("/conversations/:id/splits", splits)
  .route("/conversations/:id/spam", spam)
  .route("/conversations/:id", edits)
  .route("/conversations/:id/read", read)
  .route("/conversations/:id/participants", participants)
  .route("/conversations/:id/messages", messages)
  .route("/numbers", numbers)
  .route("/inline", inline)
  .route("/files", files)
  .route("/uploads", uploads)
  .route("/ledger", ledger)
  .route(
    "/",
    documentation((): Handlers => app.routes),
  );
