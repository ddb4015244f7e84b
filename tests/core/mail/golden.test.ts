// Every mail in tests/fixtures/mail is read as the file beside it says, however its lines end and in whatever pieces it comes.
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { sanitiseHtml } from "../../../functions/core/mail/html.ts";
import { htmlToText } from "../../../functions/core/mail/html-text.ts";
import type { Forward, ParsedMail } from "../../../functions/core/mail/mail.ts";
import { foldQuote } from "../../../functions/core/mail/quote.ts";
import { contentOf, read } from "./read.ts";

const folder = new URL("../../fixtures/mail/", import.meta.url);
const names = readdirSync(folder)
  .filter((name) => name.endsWith(".eml"))
  .map((name) => name.slice(0, -".eml".length));

test("there are mails to read", () => {
  expect(names.length).toBeGreaterThanOrEqual(246);
});

describe.each(names)("%s", (name) => {
  const raw = readFileSync(new URL(`${name}.eml`, folder));
  const expected: object = JSON.parse(readFileSync(new URL(`${name}.expect.json`, folder), "utf8"));

  test("is read as expected", async () => {
    expect(reading(await read(raw))).toEqual(expected);
  });

  test("is read the same with CRLF line ends", async () => {
    const crlf = Buffer.from(raw.toString("latin1").replaceAll("\n", "\r\n"), "latin1");
    expect(withoutSizes(reading(await read(crlf)))).toEqual(withoutSizes(expected));
  });

  test("is read the same when it comes in pieces of seven bytes", async () => {
    expect(reading(await read(raw, 7))).toEqual(expected);
  });

  test("every file is found again at its offset", async () => {
    const { attachments } = await read(raw);
    for (const file of attachments) {
      expect(file.span.offset + file.span.length).toBeLessThanOrEqual(raw.length);
      expect(contentOf(raw, file)).toHaveLength(file.sizeBytes);
    }
  });
});

/** What the files beside the mails hold: the reading, less what a person could not check by eye. */
function reading({ digest: _digest, isTextFromHtml: _made, html, defects, attachments, text, forward, ...rest }: ParsedMail) {
  const { visible, folds } = foldQuote(text);
  return {
    ...rest,
    text,
    ...(forward && { forward: readingOfForward(forward) }),
    ...(folds.length > 0 && { visible }),
    ...(html && { isFoldedHtml: sanitised(html).includes("<details") }),
    attachments: attachments.map(({ filename, contentType, sizeBytes, isInline }) => ({
      filename,
      contentType,
      sizeBytes,
      isInline,
    })),
    defects: defects.map(({ code }) => code),
  };
}

/** What is sent on, its HTML as a reader sees it. */
function readingOfForward({ words, original, doubt }: Forward) {
  if (!original) return { words, doubt: doubt?.code };
  const { html, enclosed, isTextFromHtml: _made, defects, ...rest } = original;
  return {
    words,
    original: {
      ...rest,
      ...(html !== undefined && { htmlAsText: htmlToText(html, { links: "left-out" }) }),
      ...(enclosed && { inReplyTo: enclosed.inReplyTo, references: enclosed.references }),
      defects: defects.map(({ code }) => code),
    },
  };
}

function sanitised(html: string): string {
  return sanitiseHtml(html, { images: "held", inlineImage: () => undefined }).html;
}

/** A part that is not encoded is longer with CRLF. */
function withoutSizes(expected: object): object {
  return JSON.parse(JSON.stringify(expected, (key, value) => (key === "sizeBytes" ? undefined : value)));
}
