// The golden mails' bytes, in the order of their names.
import { readdirSync, readFileSync } from "node:fs";

const folder = new URL("../fixtures/mail/", import.meta.url);

export function goldenMails(): Buffer[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".eml"))
    .sort()
    .map((name) => readFileSync(new URL(name, folder)));
}
