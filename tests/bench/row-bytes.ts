// The size of a row as DynamoDB bills it: "DynamoDB item sizes and formats" in its developer guide.

/** Bytes of all names and values. A read unit is 4 KB of them, a write unit 1 KB, begun. */
export function rowBytes(row: Readonly<Record<string, unknown>>): number {
  return Object.entries(row).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueBytes(value), 0);
}

function valueBytes(value: unknown): number {
  if (typeof value === "string") return Buffer.byteLength(value);
  if (typeof value === "number") return numberBytes(value);
  if (value instanceof Uint8Array) return value.length;
  if (value instanceof Set) return [...value].reduce<number>((sum, one) => sum + valueBytes(one), 0);
  if (Array.isArray(value)) return 3 + value.reduce<number>((sum, one) => sum + 1 + valueBytes(one), 0);
  if (typeof value === "object" && value !== null) return 3 + Object.keys(value).length + rowBytes({ ...value });
  return 1; // true, false and null
}

/** Two significant digits a byte, one byte for the exponent, one for a sign. */
function numberBytes(value: number): number {
  const digits = String(Math.abs(value))
    .replace(".", "")
    .replace(/^0+|0+$/g, "");
  return 1 + Math.ceil(digits.length / 2) + (value < 0 ? 1 : 0);
}
