// An address header of a mail that came in: names in any charset.
import { type AddressReading, readAddressList } from "./address-list.ts";
import { decodeHeaderText } from "./header-text.ts";

/**
 * Linear.
 * @param raw one character a byte, as `readFields` gives it
 */
export function readAddresses(raw: string, fallbackCharset?: string): AddressReading {
  return readAddressList(raw, decodeHeaderText, fallbackCharset);
}
