// What decides the colour of a person's initials: the address from outside, the id of a member.
import type { EntryView } from "../../../../functions/api/views.ts";

export function seedOf(entry: EntryView): string {
  if (entry.kind === "received") return entry.from.address;
  if (entry.by.kind === "system") return "system";
  return entry.by.kind === "contact" ? entry.by.address : entry.by.id;
}
