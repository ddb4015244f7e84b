// The verbs, with their keys: done to what is selected in the list, else to the open conversation, else to the cursor's row.
import { conversations } from "../../data/conversation-table.ts";
import { mayI, myId } from "../../data/people.ts";
import { assignAll, closeAll, markAll, reopenAll } from "../../data/together.ts";
import { t } from "../../i18n/index.ts";
import type { Action } from "../../keyboard.ts";
import { askToRepair } from "../conversation/repair/ask.ts";
import { askWhoOwns } from "./assign.ts";
import type { UsedList } from "./use-list.ts";

export function conversationActions(list: UsedList): readonly Action[] {
  const group = "conversation";
  const targets = () => conversations.peekAll(list.targetIds());
  const mayChange = () => targets().some(({ inboxId }) => mayI("reply", inboxId));
  return [
    {
      id: "conversation.close",
      label: () => t("verb.close-or-reopen"),
      group,
      keys: ["e"],
      when: mayChange,
      run: () => {
        const all = targets();
        list.selection.clear();
        void (all.every(({ closure }) => closure) ? reopenAll(all) : closeAll(all));
      },
    },
    {
      id: "conversation.assign",
      label: () => t("verb.assign"),
      group,
      keys: ["a"],
      when: mayChange,
      run: () => askWhoOwns(list.targetIds()),
    },
    {
      id: "conversation.assign-me",
      label: () => t("verb.assign-me"),
      group,
      keys: ["i"],
      when: mayChange,
      run: () => void assignAll(targets(), myId()),
    },
    {
      id: "conversation.unassign",
      label: () => t("verb.unassign"),
      group,
      keys: ["Shift+a"],
      when: () => mayChange() && targets().some(({ assignment }) => assignment),
      run: () => void assignAll(targets(), null),
    },
    {
      id: "conversation.merge",
      label: () => t("repair.merge.title"),
      group,
      keys: ["m"],
      when: () => mayChange() && targets().every(({ merger }) => !merger),
      run: () => askToRepair({ about: "merge", conversations: targets() }),
    },
    {
      id: "conversation.unread",
      label: () => t("verb.toggle-unread"),
      group,
      keys: ["u", "Shift+u"],
      when: () => targets().length > 0,
      run: () => {
        const all = targets();
        void markAll(
          all,
          all.some(({ isUnread }) => isUnread),
        );
      },
    },
  ];
}
