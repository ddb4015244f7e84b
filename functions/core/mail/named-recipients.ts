// Whom a mail's own header names as its recipients. Anybody can write these: they say where a mail may belong, and nothing else.
import { type Field, valuesOf } from "./header.ts";
import { readAddresses } from "./read-addresses.ts";
import { type RecipientField, recipientFields } from "./receipt.ts";

export interface NamedRecipient {
  readonly field: RecipientField;
  /** Lower case. */
  readonly address: string;
}

/** By field in that order, each address once a field. */
export function namedRecipients(fields: readonly Field[]): NamedRecipient[] {
  return recipientFields.flatMap((field) => {
    const written = readAddresses(valuesOf(fields, field).join(", ")).addresses.map(({ address }) => address.toLowerCase());
    return [...new Set(written)].filter((address) => address.includes("@")).map((address) => ({ field, address }));
  });
}
