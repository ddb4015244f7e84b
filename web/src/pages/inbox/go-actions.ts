// Going to folders and inboxes, with the keys for it.
import type { Accessor } from "solid-js";
import type { InboxView } from "../../api.ts";
import { everyInbox } from "../../data/folders.ts";
import { t } from "../../i18n/index.ts";
import type { Action } from "../../keyboard.ts";
import type { UsedPlace } from "../../place.ts";

export function goActions(place: UsedPlace, inboxes: Accessor<readonly InboxView[]>): readonly Action[] {
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
