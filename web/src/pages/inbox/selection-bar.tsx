// In place of the list's title while something is selected: how much, and what can be done with all of it.
import Check from "lucide-solid/icons/check";
import Ellipsis from "lucide-solid/icons/ellipsis";
import Mail from "lucide-solid/icons/mail";
import MailOpen from "lucide-solid/icons/mail-open";
import Merge from "lucide-solid/icons/merge";
import RotateCcw from "lucide-solid/icons/rotate-ccw";
import ShieldBan from "lucide-solid/icons/shield-ban";
import ShieldCheck from "lucide-solid/icons/shield-check";
import UserPlus from "lucide-solid/icons/user-plus";
import X from "lucide-solid/icons/x";
import { createEffect, createMemo, Show } from "solid-js";
import { conversations } from "../../data/conversation-table.ts";
import { mayI } from "../../data/people.ts";
import { markNotSpam, markSpam } from "../../data/repair.ts";
import { markAll } from "../../data/together.ts";
import { plural, t } from "../../i18n/index.ts";
import { keysOf, runAction } from "../../keyboard.ts";
import { announce } from "../../ui/announce.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { Menu, MenuItem } from "../../ui/menu.tsx";
import { askWhoOwns } from "./assign.ts";
import type { UsedList } from "./use-list.ts";

export function SelectionBar(props: { list: UsedList }) {
  const selected = createMemo(() => {
    conversations.revision();
    return conversations.peekAll(props.list.selection.ids());
  });
  const count = () => selected().length;
  const areAll = (is: (one: ReturnType<typeof selected>[number]) => unknown) => selected().every(is);
  const mayChange = () => selected().some(({ inboxId }) => mayI("reply", inboxId));
  const isWhole = () => count() === props.list.rows().length;
  createEffect(() => announce(plural("select.count", count())));

  function deselectAfter(act: (all: ReturnType<typeof selected>) => Promise<unknown>): void {
    const all = selected();
    props.list.selection.clear();
    void act(all);
  }

  return (
    <div role="toolbar" aria-label={t("select.bar")} class="flex h-full min-w-0 flex-1 items-center gap-0.5">
      <input
        type="checkbox"
        aria-label={t("select.all")}
        title={t("select.all")}
        class="mr-2 size-4 shrink-0 accent-accent"
        checked={isWhole()}
        ref={(box) => createEffect(() => (box.indeterminate = !isWhole()))}
        onChange={() => (isWhole() ? props.list.selection.clear() : props.list.selection.all())}
      />
      <span class="min-w-0 flex-1 truncate text-ui font-medium tabular-nums">{plural("select.count", count())}</span>
      <Show when={mayChange()}>
        <IconButton
          label={t("verb.assign")}
          keys={keysOf("conversation.assign")}
          onClick={(event) => askWhoOwns(props.list.selection.ids(), event.currentTarget)}
        >
          <UserPlus class="size-4" aria-hidden="true" />
        </IconButton>
        <IconButton
          label={t(areAll(({ closure }) => closure) ? "verb.reopen" : "verb.close")}
          keys={keysOf("conversation.close")}
          onClick={() => runAction("conversation.close")}
        >
          <Show when={areAll(({ closure }) => closure)} fallback={<Check class="size-4" aria-hidden="true" />}>
            <RotateCcw class="size-4" aria-hidden="true" />
          </Show>
        </IconButton>
        <Show when={areAll(({ merger }) => !merger)}>
          <IconButton
            label={count() > 1 ? plural("repair.merge.several", count()) : t("repair.merge.title")}
            keys={keysOf("conversation.merge")}
            onClick={() => runAction("conversation.merge")}
          >
            <Merge class="size-4" aria-hidden="true" />
          </IconButton>
        </Show>
      </Show>
      <Menu label={t("select.more")} trigger={<Ellipsis class="size-4" aria-hidden="true" />}>
        <MenuItem icon={<MailOpen />} onSelect={() => void markAll(selected(), true)}>
          {t("verb.read")}
        </MenuItem>
        <MenuItem icon={<Mail />} onSelect={() => void markAll(selected(), false)}>
          {t("verb.unread")}
        </MenuItem>
        <Show when={mayChange()}>
          <Show
            when={areAll(({ spam }) => spam)}
            fallback={
              <MenuItem icon={<ShieldBan />} onSelect={() => deselectAfter((all) => markSpam(all))}>
                {t("repair.spam")}
              </MenuItem>
            }
          >
            <MenuItem icon={<ShieldCheck />} onSelect={() => deselectAfter(markNotSpam)}>
              {t("repair.not-spam")}
            </MenuItem>
          </Show>
        </Show>
      </Menu>
      <IconButton label={t("select.none")} keys={keysOf("list.deselect")} onClick={() => runAction("list.deselect")}>
        <X class="size-4" aria-hidden="true" />
      </IconButton>
    </div>
  );
}
