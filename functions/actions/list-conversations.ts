// A page of a folder: one inbox, or all that the viewer may read.
import * as v from "valibot";
import { mayInInbox, readableInboxes, type Viewer } from "../core/access.ts";
import { type Conversation, folders } from "../core/conversation/conversation.ts";
import { notThere, Refused } from "../core/errors.ts";
import { limits } from "../core/limits.ts";
import { readToken, signToken } from "../core/signature.ts";
import { nowSeconds } from "../runtime/clock.ts";
import { config } from "../runtime/config.ts";
import { listFolder, newestFirst, positionOf } from "../store/conversations.ts";

export const listInput = v.strictObject({
  inbox: v.optional(v.pipe(v.string(), v.maxLength(40))),
  folder: v.optional(v.picklist(folders), "open"),
  limit: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d{1,4}$/, "limit must be a whole number."),
      v.transform(Number),
      v.minValue(1),
      v.maxValue(limits.listPage),
    ),
  ),
  cursor: v.optional(v.pipe(v.string(), v.maxLength(1000))),
});
export type ListInput = v.InferOutput<typeof listInput>;

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

export async function listConversations(viewer: Viewer, input: ListInput): Promise<Page<Conversation>> {
  const { inbox, folder, limit = limits.listPageDefault } = input;
  if (inbox !== undefined && !mayInInbox(viewer, "conversation.read", inbox)) throw notThere("inbox");
  const list = `${viewer.memberId} ${inbox ?? ""} ${folder}`;
  const below = input.cursor === undefined ? undefined : readCursor(list, input.cursor);
  const inboxIds = inbox === undefined ? readableInboxes(viewer) : [inbox];
  // One more than asked for tells whether there is a next page.
  const pages = await Promise.all(
    inboxIds.map((inboxId) => listFolder({ inboxId, folder, memberId: viewer.memberId }, limit + 1, below)),
  );
  const found = newestFirst(pages.flat());
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: last && found.length > limit ? makeCursor(list, positionOf(last)) : null };
}

const cursorSeconds = 24 * 3600;

/** A cursor continues one list of one viewer and no other, for a day. */
export function makeCursor(list: string, position: string): string {
  return signToken(config.signingKeys, `cursor ${list}`, { position }, nowSeconds() + cursorSeconds);
}

export function readCursor(list: string, cursor: string): string {
  const payload = readToken(config.signingKeys, `cursor ${list}`, cursor, nowSeconds());
  if (payload && "position" in payload && typeof payload.position === "string") return payload.position;
  throw new Refused("invalid", "cursor.invalid", "This cursor does not continue this list. Start again without one.", {
    field: "cursor",
  });
}
