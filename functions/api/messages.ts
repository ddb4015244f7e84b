// /conversations/:id/messages/:messageId: a message's body, its whole text, its original and its files.
import { type Context, Hono } from "hono";
import { optional, picklist, strictObject } from "valibot";
import { inlineImages } from "../actions/inline-images.ts";
import { listCopies } from "../actions/list-copies.ts";
import { attachmentAddress, attachmentBytes, loadBody, originalAddress } from "../actions/load-message.ts";
import { imagesToShow } from "../actions/remote-content.ts";
import { zipAddress } from "../actions/zip-attachments.ts";
import { notThere, Refused } from "../core/errors.ts";
import { sanitiseHtml } from "../core/mail/html.ts";
import { bodyDocument } from "../core/mail/html-document.ts";
import { isForwardSubject } from "../core/mail/subject.ts";
import { textFolds } from "../core/mail/visible-reply.ts";
import { wholeText } from "../core/mail/whole-text.ts";
import { sendersToOffer } from "../core/remote-content.ts";
import { config } from "../runtime/config.ts";
import { answers } from "./answers.ts";
import { bodyPolicy, noFeatures } from "./body-policy.ts";
import { conversationId } from "./conversation-id.ts";
import { openedMail } from "./conversation-shapes.ts";
import { imageAnswer } from "./image-answer.ts";
import { mailAnswer, textAnswer } from "./file-answers.ts";
import { may } from "./may.ts";
import * as shapes from "./shapes.ts";
import { takes } from "./takes.ts";

const bodyInput = strictObject({ images: optional(picklist(["held", "shown", "preferred"]), "held") });
const zipInput = strictObject({ inline: optional(picklist(["left-out", "included"]), "left-out") });

export const messages = new Hono()
  .get(
    "/:messageId/body",
    may("conversation.read"),
    takes("query", bodyInput),
    answers(200, "The message's HTML, sanitised, as a document for a sandboxed frame", { mediaType: "text/html" }),
    async (c) => {
      const { message, body } = await loadBody(c.var.viewer, conversationId(c), c.req.param("messageId"));
      if (!body.html) throw notThere("body");
      const [images, inlineImage] = await Promise.all([
        imagesToShow(c.var.viewer, message, c.req.valid("query").images),
        inlineImages(message, body.html),
      ]);
      const quotes = isForwardSubject(message.subject) ? "shown" : "folded";
      const safe = sanitiseHtml(body.html, { images, inlineImage, quotes });
      if (safe.isTooMuch)
        throw new Refused("too-large", "body.too-large", "This mail is shown as text: its HTML is too much for a browser.");
      return c.html(bodyDocument(safe, { images, always: sendersToOffer(message) }), 200, {
        "content-security-policy": bodyPolicy(images, config.appOrigin),
        "cache-control": "private, no-store",
        "cross-origin-resource-policy": "same-site",
        "permissions-policy": noFeatures,
        "x-dns-prefetch-control": "off",
      });
    },
  )
  .get(
    "/:messageId/text",
    may("conversation.read"),
    answers(200, "The whole text of a message whose entry carries only its beginning", shapes.wholeText),
    async (c) => {
      const { message, body } = await loadBody(c.var.viewer, conversationId(c), c.req.param("messageId"));
      const text = wholeText(body);
      return c.json({ text, folds: textFolds({ subject: message.subject, text }) });
    },
  )
  .get(
    "/:messageId/copies",
    may("conversation.read"),
    answers(200, "Where else this mail is, in inboxes that you may read", shapes.copies),
    async (c) => c.json({ items: await listCopies(c.var.viewer, conversationId(c), c.req.param("messageId")) }),
  )
  .get(
    "/:messageId/original",
    may("attachment.read"),
    answers(302, "Leads to the original mail as a file, by an address that lives for a minute"),
    async (c) => c.redirect(await originalAddress(c.var.viewer, conversationId(c), c.req.param("messageId"))),
  )
  .get(
    "/:messageId/attachments.zip",
    may("attachment.read"),
    takes("query", zipInput),
    answers(302, "Leads to all files of a message as one ZIP file, by an address that lives for a minute"),
    async (c) => {
      const withInline = c.req.valid("query").inline === "included";
      return c.redirect(await zipAddress(c.var.viewer, conversationId(c), c.req.param("messageId"), withInline));
    },
  )
  .get(
    "/:messageId/attachments/:index",
    may("attachment.read"),
    answers(302, "Leads to an attachment as a download, by an address that lives for a minute"),
    async (c) => {
      const address = await attachmentAddress(c.var.viewer, conversationId(c), c.req.param("messageId"), indexOf(c));
      return c.redirect(address);
    },
  )
  .get(
    "/:messageId/attachments/:index/preview",
    may("attachment.read"),
    answers(200, "An attached image, to be shown small: PNG, JPEG, GIF or WebP and nothing else", { mediaType: "image/*" }),
    async (c) => imageAnswer(c, await attachmentBytes(c.var.viewer, conversationId(c), c.req.param("messageId"), indexOf(c))),
  )
  .get(
    "/:messageId/attachments/:index/text",
    may("attachment.read"),
    answers(200, "An attached text file as plain text, to be read without a download", { mediaType: "text/plain" }),
    async (c) => textAnswer(c, await attachmentBytes(c.var.viewer, conversationId(c), c.req.param("messageId"), indexOf(c))),
  )
  .get(
    "/:messageId/attachments/:index/mail",
    may("attachment.read"),
    answers(200, "An attached mail, to be read without a download", openedMail),
    async (c) => mailAnswer(c, await attachmentBytes(c.var.viewer, conversationId(c), c.req.param("messageId"), indexOf(c))),
  );

function indexOf(c: Context): number {
  const index = c.req.param("index") ?? "";
  if (!/^\d{1,4}$/.test(index)) throw notThere("attachment");
  return Number(index);
}
