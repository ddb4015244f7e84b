// Moving through the list, opening and selecting, with the keys for it.
import { t } from "../../i18n/index.ts";
import type { Action } from "../../keyboard.ts";
import type { UsedPlace } from "../../place.ts";
import type { UsedList } from "./use-list.ts";

export function listActions(place: UsedPlace, list: UsedList): readonly Action[] {
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
      id: "list.select",
      label: () => t("select.toggle"),
      group,
      keys: ["x"],
      when: () => list.cursor().id !== undefined,
      run: () => list.selection.toggle(list.cursor().id ?? ""),
    },
    {
      id: "list.select-down",
      label: () => t("select.down"),
      group,
      keys: ["Shift+j", "Shift+ArrowDown"],
      when: hasRowsHere,
      run: move(() => list.extendBy(1)),
    },
    {
      id: "list.select-up",
      label: () => t("select.up"),
      group,
      keys: ["Shift+k", "Shift+ArrowUp"],
      when: hasRowsHere,
      run: move(() => list.extendBy(-1)),
    },
    {
      id: "list.select-all",
      label: () => t("select.all"),
      group,
      keys: ["$mod+a"],
      when: hasRowsHere,
      run: () => list.selection.all(),
    },
    {
      id: "list.deselect",
      label: () => t("select.none"),
      group,
      keys: ["Escape"],
      when: () => list.selection.ids().length > 0,
      run: () => list.selection.clear(),
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
