// A page of a folder: one inbox, or all that the viewer may read.
import * as v from "valibot";
import { mayInInbox, readableInboxes, type Viewer } from "../core/access.ts";
import { type Conversation, folders } from "../core/conversation/conversation.ts";
import { notThere } from "../core/errors.ts";
import { limits } from "../core/limits.ts";
import { listFolder, newestFirst, positionOf } from "../store/conversations.ts";
import { type Page, pageInput, pageOf } from "./paging.ts";

export const listInput = v.strictObject({
  inbox: v.optional(v.pipe(v.string(), v.maxLength(40))),
  folder: v.optional(v.picklist(folders), "open"),
  ...pageInput(limits.listPage),
});
export type ListInput = v.InferOutput<typeof listInput>;

export async function listConversations(viewer: Viewer, input: ListInput): Promise<Page<Conversation>> {
  const { inbox, folder, limit = limits.listPageDefault, cursor } = input;
  if (inbox !== undefined && !mayInInbox(viewer, "conversation.read", inbox)) throw notThere("inbox");
  const inboxIds = inbox === undefined ? readableInboxes(viewer) : [inbox];
  return pageOf({ viewer, list: `${inbox ?? ""} ${folder}`, limit, cursor, load, positionOf });

  async function load(count: number, below: string | undefined): Promise<Conversation[]> {
    const pages = inboxIds.map((inboxId) => listFolder({ inboxId, folder, memberId: viewer.memberId }, count, below));
    return newestFirst((await Promise.all(pages)).flat());
  }
}
