// The lines of the conversation's menu that put right what ended in the wrong place.
import FolderInput from "lucide-solid/icons/folder-input";
import Link from "lucide-solid/icons/link-2";
import Merge from "lucide-solid/icons/merge";
import Pencil from "lucide-solid/icons/pencil";
import UserPen from "lucide-solid/icons/user-pen";
import ShieldBan from "lucide-solid/icons/shield-ban";
import ShieldCheck from "lucide-solid/icons/shield-check";
import { type JSX, Show } from "solid-js";
import type { ConversationView } from "../../../../../functions/api/views.ts";
import { markNotSpam, markSpam } from "../../../data/repair.ts";
import { t } from "../../../i18n/index.ts";
import { keysOf } from "../../../keyboard.ts";
import { MenuItem, MenuSeparator } from "../../../ui/menu.tsx";
import { askToRepair } from "./ask.ts";

export function RepairItems(props: { conversation: ConversationView }): JSX.Element {
  const ask = (about: "link" | "move" | "subject" | "contact") => askToRepair({ about, conversation: props.conversation });
  const address = () => props.conversation.contact.address;
  return (
    <>
      <MenuItem
        onSelect={() => askToRepair({ about: "merge", conversations: [props.conversation] })}
        keys={keysOf("conversation.merge")}
        icon={<Merge />}
      >
        {t("repair.merge")}
      </MenuItem>
      <MenuItem onSelect={() => ask("link")} icon={<Link />}>
        {t("repair.link")}
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
      <Show
        when={props.conversation.spam}
        fallback={
          <>
            <MenuSeparator />
            <MenuItem onSelect={() => void markSpam([props.conversation])} icon={<ShieldBan />}>
              {t("repair.spam")}
            </MenuItem>
            <MenuItem onSelect={() => void markSpam([props.conversation], "address")} icon={<ShieldBan />}>
              {t("repair.spam.block", { address: address() })}
            </MenuItem>
            <MenuItem onSelect={() => void markSpam([props.conversation], "domain")} icon={<ShieldBan />}>
              {t("repair.spam.block-domain", { domain: address().slice(address().lastIndexOf("@") + 1) })}
            </MenuItem>
          </>
        }
      >
        <MenuItem onSelect={() => void markNotSpam([props.conversation])} icon={<ShieldCheck />}>
          {t("repair.not-spam")}
        </MenuItem>
      </Show>
    </>
  );
}
