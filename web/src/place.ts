// Where the reader is. The address is the state: links, Back and a second tab all show the same.
import { type Params, useNavigate, useParams } from "@solidjs/router";
import type { Folder } from "../../functions/core/conversation/conversation.ts";
import { everyInbox, isFolder } from "./data/folders.ts";

export interface Place {
  /** An inbox's id, or `everyInbox`. */
  readonly inboxId: string;
  readonly folder: Folder;
  readonly conversationId?: string | undefined;
}

export const startPath = pathOf({ inboxId: everyInbox, folder: "open" });

export function pathOf({ inboxId, folder, conversationId }: Place): string {
  return `/inbox/${[inboxId, folder, conversationId].filter(Boolean).join("/")}`;
}

/** Without an inbox: the page chooses one. */
export function settingsPathOf(inboxId: string, part?: string): string {
  return ["/settings/inboxes", inboxId === everyInbox ? undefined : inboxId, part].filter(Boolean).join("/");
}

/** What the parts of an address mean; what cannot be understood is everything that is open. */
export function placeOf(params: Params): Place {
  const folder = params["folder"] ?? "";
  return {
    inboxId: params["inboxId"] ?? everyInbox,
    folder: isFolder(folder) ? folder : "open",
    conversationId: params["conversationId"],
  };
}

/** The place as signals, and the ways to another one. */
export function usePlace() {
  const params = useParams();
  const navigate = useNavigate();
  const inboxId = () => placeOf(params).inboxId;
  const folder = () => placeOf(params).folder;
  const conversationId = () => params["conversationId"];
  return {
    inboxId,
    folder,
    conversationId,
    /** `instead` leaves no step to go back to: for moving along a list. */
    open: (id: string | undefined, { instead = false } = {}) =>
      navigate(pathOf({ inboxId: inboxId(), folder: folder(), conversationId: id }), { replace: instead, scroll: false }),
    go: (place: Place) => navigate(pathOf(place), { scroll: false }),
  };
}

export type UsedPlace = ReturnType<typeof usePlace>;
