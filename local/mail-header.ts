// The header block of a mail, as far as SES itself looks into one. The product's own reading is in functions/core/mail.
import addressparser from "nodemailer/lib/addressparser";

export interface Field {
  readonly name: string;
  /** Unfolded and trimmed, encoded words as they are. */
  readonly value: string;
}

/** The block's lines and everything from the empty line on. A mail without an empty line is all header. */
export function splitMail(raw: Buffer): { header: Buffer; rest: Buffer } {
  const ends = [raw.indexOf("\r\n\r\n"), raw.indexOf("\n\n")].filter((end) => end >= 0);
  const end = ends.length > 0 ? Math.min(...ends) : raw.length;
  return { header: raw.subarray(0, end), rest: raw.subarray(end) };
}

/** One entry a field, still folded, without the line end that closes it. */
export function foldedFields(header: string): string[] {
  return header.split(/\r?\n(?![ \t])/).filter((field) => field !== "");
}

export function readFields(header: string): Field[] {
  return foldedFields(header).flatMap((field) => {
    const colon = field.indexOf(":");
    if (colon <= 0) return [];
    const value = field.slice(colon + 1).replace(/\r?\n(?=[ \t])/g, "");
    return [{ name: field.slice(0, colon).trim(), value: value.trim() }];
  });
}

/** Values of all fields of that name, in order. */
export function valuesOf(fields: readonly Field[], name: string): string[] {
  return fields.filter((field) => field.name.toLowerCase() === name).map((field) => field.value);
}

/** The bare addresses of address fields. */
export function addressesIn(values: readonly string[]): string[] {
  return values.flatMap((value) => addressparser(value, { flatten: true })).flatMap(({ address }) => (address ? [address] : []));
}

export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1).toLowerCase();
}
