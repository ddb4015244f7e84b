// How the recipients on screen differ from who was on the mail that is answered.
import type { AnswerView } from "../../../functions/api/views.ts";
import type { Address } from "../../../functions/core/mail/mail.ts";

export interface RecipientChanges {
  /** Were on it, and get nothing. */
  readonly dropped: readonly Address[];
  /** Were not on it, and get the reply. */
  readonly added: readonly Address[];
}

export function recipientChanges(answer: AnswerView, recipients: readonly Address[]): RecipientChanges {
  const wereThere = [...answer.to, ...answer.cc, ...answer.leftOut];
  return {
    dropped: wereThere.filter((one) => !isAmong(one, recipients)),
    added: recipients.filter((one) => !isAmong(one, wereThere)),
  };
}

function isAmong({ address }: Address, all: readonly Address[]): boolean {
  return all.some((one) => one.address.toLowerCase() === address.toLowerCase());
}
