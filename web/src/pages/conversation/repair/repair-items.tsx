// The lines of the conversation's menu that put right what ended in the wrong place.
import FolderInput from "lucide-solid/icons/folder-input";
import Merge from "lucide-solid/icons/merge";
import Pencil from "lucide-solid/icons/pencil";
import UserPen from "lucide-solid/icons/user-pen";
import type { JSX } from "solid-js";
import type { ConversationView } from "../../../../../functions/api/views.ts";
import { t } from "../../../i18n/index.ts";
import { keysOf } from "../../../keyboard.ts";
import { MenuItem } from "../../../ui/menu.tsx";
import { askToRepair } from "./ask.ts";

export function RepairItems(props: { conversation: ConversationView }): JSX.Element {
  const ask = (about: "merge" | "move" | "subject" | "contact") => askToRepair({ about, conversation: props.conversation });
  return (
    <>
      <MenuItem onSelect={() => ask("merge")} keys={keysOf("conversation.merge")} icon={<Merge />}>
        {t("repair.merge")}
      </MenuItem>
      <MenuItem onSelect={() => ask("move")} icon={<FolderInput />}>
        {t("repair.move")}
      </MenuItem>
      <MenuItem onSelect={() => ask("subject")} icon={<Pencil />}>
        {t("repair.subject")}
      </MenuItem>
      <MenuItem onSelect={() => ask("contact")} icon={<UserPen />}>
        {t("repair.contact")}
      </MenuItem>
    </>
  );
}
