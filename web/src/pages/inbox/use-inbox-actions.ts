// What can be done in the inbox, with its keys.
import type { Accessor } from "solid-js";
import type { InboxView } from "../../api.ts";
import { conversations } from "../../data/conversation-table.ts";
import { everyInbox } from "../../data/folders.ts";
import { mayI, myId } from "../../data/people.ts";
import { assign, close, markRead, markUnread, reopen } from "../../data/verbs.ts";
import { t } from "../../i18n/index.ts";
import { type Action, useActions } from "../../keyboard.ts";
import type { UsedPlace } from "../../place.ts";
import { askToRepair } from "../conversation/repair/ask.ts";
import { askWhoOwns } from "./assign.ts";
import type { UsedList } from "./use-list.ts";

export function useInboxActions(place: UsedPlace, list: UsedList, inboxes: Accessor<readonly InboxView[]>): void {
  useActions([...listActions(place, list), ...conversationActions(place, list), ...goActions(place, inboxes)]);
}

function listActions(place: UsedPlace, list: UsedList): readonly Action[] {
  const group = "list";
  const hasRows = () => list.rows().length > 0;
  const move = (step: () => void) => () => {
    step();
    list.focusCursor();
  };
  const isInList = () => document.activeElement?.closest("#conversation") === null;
  const hasRowsHere = () => hasRows() && isInList();
  return [
    { id: "list.next", label: () => t("shortcuts.next"), group, keys: ["j"], when: hasRows, run: move(() => list.moveBy(1)) },
    {
      id: "list.next",
      label: () => t("shortcuts.next"),
      group,
      keys: ["j", "ArrowDown"],
      when: hasRowsHere,
      run: move(() => list.moveBy(1)),
    },
    {
      id: "list.previous",
      label: () => t("shortcuts.previous"),
      group,
      keys: ["k"],
      when: hasRows,
      run: move(() => list.moveBy(-1)),
    },
    {
      id: "list.previous",
      label: () => t("shortcuts.previous"),
      group,
      keys: ["k", "ArrowUp"],
      when: hasRowsHere,
      run: move(() => list.moveBy(-1)),
    },
    {
      id: "list.first",
      label: () => t("shortcuts.first"),
      group,
      keys: ["Home"],
      when: hasRowsHere,
      run: move(() => list.move(0)),
    },
    {
      id: "list.last",
      label: () => t("shortcuts.last"),
      group,
      keys: ["End"],
      when: hasRowsHere,
      run: move(() => list.move(list.rows().length - 1)),
    },
    {
      id: "list.open",
      label: () => t("shortcuts.open"),
      group,
      keys: ["Enter", "o"],
      when: () => list.cursor().id !== undefined,
      run: () => openCursor(place, list),
    },
    {
      id: "list.back",
      label: () => t("shortcuts.back"),
      group,
      keys: ["Escape"],
      when: () => place.conversationId() !== undefined,
      run: () => {
        place.open(undefined);
        list.focusCursor();
      },
    },
    {
      id: "list.show-new",
      label: () => t("shortcuts.show-new"),
      group,
      keys: ["."],
      when: () => list.waiting().length > 0,
      run: () => {
        list.showWaiting();
        list.move(0);
        list.focusCursor();
      },
    },
  ];
}

/** Opens it; when it is open already, moves on into it. */
function openCursor(place: UsedPlace, list: UsedList): void {
  const { id } = list.cursor();
  if (id !== place.conversationId()) place.open(id);
  else document.getElementById("conversation")?.focus();
}

function conversationActions(place: UsedPlace, list: UsedList): readonly Action[] {
  const group = "conversation";
  const current = () => conversations.peek(list.currentId() ?? "");
  const mayChange = () => mayI("reply", current()?.inboxId ?? "");
  return [
    {
      id: "conversation.close",
      label: () => t("verb.close-or-reopen"),
      group,
      keys: ["e"],
      when: mayChange,
      run: () => {
        const conversation = current();
        if (conversation) void (conversation.closure ? reopen(conversation) : close(conversation));
      },
    },
    {
      id: "conversation.assign",
      label: () => t("verb.assign"),
      group,
      keys: ["a"],
      when: mayChange,
      run: () => askWhoOwns(list.currentId() ?? ""),
    },
    {
      id: "conversation.assign-me",
      label: () => t("verb.assign-me"),
      group,
      keys: ["i"],
      when: mayChange,
      run: () => {
        const conversation = current();
        if (conversation) void assign(conversation, myId());
      },
    },
    {
      id: "conversation.unassign",
      label: () => t("verb.unassign"),
      group,
      keys: ["Shift+a"],
      when: () => mayChange() && current()?.assignment !== undefined,
      run: () => {
        const conversation = current();
        if (conversation) void assign(conversation, null);
      },
    },
    {
      id: "conversation.merge",
      label: () => t("repair.merge.title"),
      group,
      keys: ["m"],
      when: () => mayChange() && place.conversationId() !== undefined && !current()?.merger,
      run: () => {
        const conversation = current();
        if (conversation) askToRepair({ about: "merge", conversation });
      },
    },
    {
      id: "conversation.unread",
      label: () => t("verb.toggle-unread"),
      group,
      keys: ["u", "Shift+u"],
      when: () => current() !== undefined,
      run: () => {
        const conversation = current();
        if (conversation) void (conversation.isUnread ? markRead(conversation) : markUnread(conversation));
      },
    },
  ];
}

function goActions(place: UsedPlace, inboxes: Accessor<readonly InboxView[]>): readonly Action[] {
  const group = "go";
  const folderKeys = [
    ["mine", "g m"],
    ["unassigned", "g u"],
    ["open", "g o"],
    ["closed", "g e"],
  ] as const;
  const toFolder = folderKeys.map(
    ([folder, keys]): Action => ({
      id: `go.${folder}`,
      label: () => t(`folder.${folder}`),
      group,
      keys: [keys],
      run: () => place.go({ inboxId: place.inboxId(), folder }),
    }),
  );
  const toInbox = [1, 2, 3, 4, 5, 6, 7, 8, 9].map(
    (number): Action => ({
      id: `go.inbox-${number}`,
      label: () => inboxes()[number - 1]?.name ?? "",
      group,
      keys: [`g ${number}`],
      when: () => inboxes()[number - 1] !== undefined,
      run: () => place.go({ inboxId: inboxes()[number - 1]?.id ?? everyInbox, folder: "open" }),
    }),
  );
  const toEvery: Action = {
    id: "go.every-inbox",
    label: () => t("nav.all"),
    group,
    keys: ["g 0"],
    run: () => place.go({ inboxId: everyInbox, folder: "open" }),
  };
  return [...toFolder, toEvery, ...toInbox];
}
