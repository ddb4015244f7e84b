// Everything that the first view shows, asked for at once, while the code that draws it is still on its way.
import type { Place } from "../place.ts";
import { prefetchFolder } from "./folder.ts";
import { prefetchInboxes } from "./inboxes.ts";
import { prefetchMe } from "./people.ts";

export function prefetchFirstView({ inboxId, folder }: Place): void {
  prefetchMe();
  prefetchInboxes();
  prefetchFolder(inboxId, folder);
}
