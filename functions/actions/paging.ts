// Pages of a list: a limit, and a cursor that continues this list for this viewer and can be neither made nor bent.
import * as v from "valibot";
import type { Viewer } from "../core/access.ts";
import { Refused } from "../core/errors.ts";
import { readToken, signToken } from "../core/signature.ts";
import { nowSeconds } from "../runtime/clock.ts";
import { config } from "../runtime/config.ts";

/** What a list takes besides its own fields. Both come from a query string. */
export function pageInput(most: number) {
  const number = v.pipe(v.string(), v.regex(/^\d{1,4}$/, "limit must be a whole number."), v.transform(Number));
  return {
    limit: v.optional(v.pipe(number, v.minValue(1), v.maxValue(most))),
    cursor: v.optional(v.pipe(v.string(), v.maxLength(1000))),
  };
}

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

export interface PageRequest<Item> {
  readonly viewer: Viewer;
  /** Names the list, so that its cursors continue no other. */
  readonly list: string;
  readonly limit: number;
  readonly cursor: string | undefined;
  /** The next `count` items after that position, in the list's order. */
  readonly load: (count: number, after: string | undefined) => Promise<readonly Item[]>;
  readonly positionOf: (item: Item) => string;
}

export async function pageOf<Item>({ viewer, list, limit, cursor, load, positionOf }: PageRequest<Item>): Promise<Page<Item>> {
  const purpose = `cursor ${viewer.memberId} ${list}`;
  // One more than asked for tells whether there is a next page.
  const found = await load(limit + 1, cursor === undefined ? undefined : readCursor(purpose, cursor));
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: last && found.length > limit ? makeCursor(purpose, positionOf(last)) : null };
}

const cursorSeconds = 24 * 3600;

function makeCursor(purpose: string, position: string): string {
  return signToken(config.signingKeys, purpose, { position }, nowSeconds() + cursorSeconds);
}

function readCursor(purpose: string, cursor: string): string {
  const payload = readToken(config.signingKeys, purpose, cursor, nowSeconds());
  if (payload && "position" in payload && typeof payload.position === "string") return payload.position;
  throw new Refused("invalid", "cursor.invalid", "This cursor does not continue this list. Start again without one.", {
    field: "cursor",
  });
}
