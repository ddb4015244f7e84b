// A mail with HTML and files, as mail programs write them.
import MailComposer from "nodemailer/lib/mail-composer";
import type Mail from "nodemailer/lib/mailer";

export function richMail(mail: Mail.Options): Promise<Buffer> {
  return new MailComposer({ from: "Lucía <lucia@client.example>", to: "support@acme.test", ...mail }).compile().build();
}

/** A picture of 2 × 2 red pixels. */
export const redPng = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEElEQVR4nGP4z8AARAwQCgAf7gP9i18U1AAAAABJRU5ErkJggg==",
  "base64",
);
