// What can be done in the inbox, with its keys.
import type { Accessor } from "solid-js";
import type { InboxView } from "../../api.ts";
import { useActions } from "../../keyboard.ts";
import type { UsedPlace } from "../../place.ts";
import { conversationActions } from "./conversation-actions.ts";
import { goActions } from "./go-actions.ts";
import { listActions } from "./list-actions.ts";
import type { UsedList } from "./use-list.ts";

export function useInboxActions(place: UsedPlace, list: UsedList, inboxes: Accessor<readonly InboxView[]>): void {
  useActions([...listActions(place, list), ...conversationActions(list), ...goActions(place, inboxes)]);
}
