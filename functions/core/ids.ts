// Ids are prefixed ULIDs: `con_01J…`. The time part is the instant of the thing, so ids of one kind sort by time.

/** Every kind of id and its prefix. */
export const idPrefixes = {
  conversation: "con",
  message: "msg",
  note: "not",
  change: "chg",
  inbox: "inb",
  member: "mem",
  team: "tea",
  upload: "upl",
} as const;

export type IdKind = keyof typeof idPrefixes;

const ulidPattern = "[0-9A-HJKMNP-TV-Z]{26}";

/** True when `value` is a well-formed id of that kind. Ids from outside pass here before they reach a key. */
export function isId(kind: IdKind, value: string): boolean {
  return new RegExp(`^${idPrefixes[kind]}_${ulidPattern}$`).test(value);
}

/** The ULID without its prefix: the sortable part that timeline keys are made of. */
export function ulidOf(id: string): string {
  return id.slice(id.indexOf("_") + 1);
}
