// GET /inboxes: the inboxes that I may read, with the work waiting in each.
import { Hono } from "hono";
import { readableInboxes, type Viewer } from "../core/access.ts";
import { readCounts } from "../store/counters.ts";
import { listInboxes } from "../store/inboxes.ts";
import { answers } from "./answers.ts";
import { may } from "./may.ts";
import * as shapes from "./shapes.ts";
import type { InboxView } from "./views.ts";

export const inboxes = new Hono().get(
  "/",
  may("inbox.list"),
  answers(200, "The inboxes that you may read, with their live counts", shapes.inboxes),
  async (c) => c.json({ items: await inboxViews(c.var.viewer) }),
);

async function inboxViews(viewer: Viewer): Promise<InboxView[]> {
  const readable = readableInboxes(viewer);
  const [inboxes, counts] = await Promise.all([listInboxes(), readCounts(readable)]);
  return inboxes
    .filter(({ id }) => readable.includes(id))
    .map(({ id, name, addresses }) => {
      const { open = 0, unassigned = 0, [viewer.memberId]: mine = 0 } = counts.get(id) ?? {};
      return { id, name, addresses, access: viewer.access[id] ?? "none", counts: { open, unassigned, mine } };
    });
}
