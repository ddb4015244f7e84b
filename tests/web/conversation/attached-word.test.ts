// The words that promise a file, in three languages, and their innocent neighbours.
import { expect, test } from "vitest";
import { mentionsAttachment } from "../../../web/src/composer/attached-word.ts";

test.each([
  "Please find attached the invoice.",
  "I attach… no: see the attachment",
  "The form is enclosed.",
  "Te adjunto la factura",
  "Adjuntamos el contrato.",
  "Os envío los archivos anexos",
  "In allegato trovi la fattura",
  "Ti allego il contratto",
  "gli allegati sono due",
])("%s", (text) => {
  expect(mentionsAttachment(text)).toBe(true);
});

test.each(["Thanks, see you", "Adjuntía is not a word", "the allegation is false", "> I attached the file", "unattached"])(
  "not: %s",
  (text) => {
    expect(mentionsAttachment(text)).toBe(false);
  },
);
