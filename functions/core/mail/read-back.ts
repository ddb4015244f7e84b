// A composed mail read again before it goes out: who it says it is from and to must be whom it is for (security D2).
import { Refused } from "../errors.ts";
import { normaliseAddress } from "./address.ts";
import { cleanLine } from "./clean.ts";
import type { OutgoingMail } from "./compose.ts";
import { firstValue, headerOf, readFields } from "./header.ts";
import { decodeWords, readWestern } from "./encoded-word.ts";
import type { Address } from "./mail.ts";
import { readEnvelope } from "./read-envelope.ts";

/**
 * Other programs will read what we wrote by the same grammar as our reader does; what it reads otherwise does not go out.
 * @throws Refused `reply.not-as-meant`
 */
export function refuseUnlessReadBack(raw: Uint8Array, mail: OutgoingMail): void {
  const fields = readFields(headerOf(raw));
  const back = readEnvelope(fields, [], (text) => decodeWords(text, readWestern));
  const isAsMeant =
    // Who gets it unseen stands in the envelope alone.
    firstValue(fields, "bcc") === undefined &&
    back.isSenderWellFormed &&
    isSame(back.from ? [back.from] : [], [mail.from]) &&
    isSame(back.to, mail.to) &&
    isSame(back.cc, mail.cc ?? []) &&
    isSame(back.replyTo, mail.replyTo ?? []) &&
    back.subject === cleanLine(mail.subject);
  if (isAsMeant) return;
  throw new Refused(
    "invalid",
    "reply.not-as-meant",
    "The mail would have been read otherwise than it was meant, so it was not sent.",
  );
}

function isSame(read: readonly Address[], meant: readonly Address[]): boolean {
  return JSON.stringify(read.map(spelled)) === JSON.stringify(meant.map(spelled));
}

/** The local part as it is written: its case may matter to its own server. */
function spelled({ address }: Address): string {
  const normal = normaliseAddress(address);
  return address.slice(0, address.lastIndexOf("@")) + normal.slice(normal.lastIndexOf("@"));
}
