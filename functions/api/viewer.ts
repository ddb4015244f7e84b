// Who asks: the session cookie's member, with what they may do at this moment.
import { loadViewer } from "../actions/load-viewer.ts";
import { memberOfCookie } from "../auth/session.ts";
import type { Viewer } from "../core/access.ts";
import { Refused } from "../core/errors.ts";

/** Read anew for each request, so that a disabled member or a lost inbox counts at once. */
export async function viewerOf(cookieHeader: string | undefined): Promise<Viewer> {
  const memberId = await memberOfCookie(cookieHeader);
  const viewer = memberId === undefined ? undefined : await loadViewer(memberId);
  if (!viewer) throw new Refused("unauthenticated", "session.missing", "You are not signed in.");
  return viewer;
}
