// An address on one line.
import type { Address } from "../../../functions/core/mail/mail.ts";

/** An address as a person reads it, with the name before it. */
export function addressLine({ name, address }: Address): string {
  return name ? `${name} <${address}>` : address;
}
