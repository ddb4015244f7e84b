// Sizes of files in the reader's language: 1.2 MB, 340 kB.
import { locale } from "../i18n/index.ts";

const units = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

export function byteSize(bytes: number): string {
  let size = bytes;
  let at = 0;
  while (size >= 1000 && at < units.length - 1) {
    size /= 1024;
    at += 1;
  }
  return formatter(units[at] ?? "byte", at < 2 ? 0 : 1).format(size);
}

const known = new Map<string, Intl.NumberFormat>();

function formatter(unit: string, digits: number): Intl.NumberFormat {
  const name = `${locale()} ${unit} ${digits}`;
  const found =
    known.get(name) ??
    new Intl.NumberFormat(locale(), {
      style: "unit",
      unit,
      unitDisplay: unit === "byte" ? "long" : "short",
      maximumFractionDigits: digits,
    });
  known.set(name, found);
  return found;
}
