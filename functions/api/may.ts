// Who may call a route, said on its own line. A handler has a viewer only where `may` stands before it.
import { createMiddleware } from "hono/factory";
import {
  type InboxPermission,
  inboxPermissions,
  mayInInbox,
  mayInWorkspace,
  type Permission,
  type Viewer,
} from "../core/access.ts";
import { Refused } from "../core/errors.ts";
import { marked } from "./registry.ts";
import { viewerOf } from "./viewer.ts";

/**
 * For members with this permission. For a permission that concerns one inbox it turns away who has it in none; which inbox
 * it is about only the action knows, and checks.
 */
export function may(permission: Permission) {
  const check = createMiddleware<{ Variables: { viewer: Viewer } }>(async (c, next) => {
    const viewer = await viewerOf(c.req.header("cookie"));
    c.set("viewer", viewer);
    if (!mayAnywhere(viewer, permission))
      throw new Refused("forbidden", "permission.missing", "You may not do that.", { permission });
    await next();
  });
  return marked(check, { permission });
}

/** For everybody, signed in or not, with the reason why that is safe. */
export function open(openBecause: string) {
  return marked(
    createMiddleware(async (_c, next) => next()),
    { openBecause },
  );
}

function mayAnywhere(viewer: Viewer, permission: Permission): boolean {
  if (!concernsInbox(permission)) return mayInWorkspace(viewer, permission);
  return Object.keys(viewer.access).some((inboxId) => mayInInbox(viewer, permission, inboxId));
}

function concernsInbox(permission: Permission): permission is InboxPermission {
  return permission in inboxPermissions;
}
