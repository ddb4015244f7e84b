// Reads a mail of `mails/*.eml` and fills its `{{placeholders}}`; every other byte stays as it is in the file.
import { readFileSync } from "node:fs";
import { mailDate } from "./clock.ts";
import type { Answered } from "./compose.ts";

/** The mail with CRLF, one character a byte. `answered` fills what reports and automatic answers say about our mail. */
export function fillTemplate(file: string, at: Date, answered?: Answered): string {
  const values = new Map([["date", mailDate(at)], ...(answered ? answeredValues(answered) : [])]);
  const template = readFileSync(new URL(`./mails/${file}`, import.meta.url), "latin1").replace(/\r?\n/g, "\r\n");
  return template.replace(/\{\{([\w.]+)\}\}/g, (_, name: string) => {
    const value = values.get(name);
    if (value === undefined) throw new Error(`${file} asks for {{${name}}}, which the demo does not know.`);
    return value;
  });
}

function answeredValues({ messageId, references, to, at, subject }: Answered): [string, string][] {
  return [
    ["answered.id", messageId],
    ["answered.references", [...references, messageId].join("\r\n ")],
    ["answered.to", to],
    ["answered.date", mailDate(at)],
    ["answered.subject", encodedWord(subject)],
  ];
}

// RFC 2047; one word is enough for the short subjects of the demo.
function encodedWord(text: string): string {
  const isAscii = /^[\x20-\x7e]*$/.test(text);
  return isAscii ? text : `=?utf-8?B?${Buffer.from(text).toString("base64")}?=`;
}
