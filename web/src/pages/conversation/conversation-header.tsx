// The bar over a conversation: what it is about, how it stands, whose it is, and what can be done with it. The verbs and their
// keys are the inbox's own; here are only their buttons.
import ArrowLeft from "lucide-solid/icons/arrow-left";
import Check from "lucide-solid/icons/check";
import ChevronDown from "lucide-solid/icons/chevron-down";
import Ellipsis from "lucide-solid/icons/ellipsis";
import Link from "lucide-solid/icons/link";
import MailOpen from "lucide-solid/icons/mail-open";
import Mail from "lucide-solid/icons/mail";
import RotateCcw from "lucide-solid/icons/rotate-ccw";
import UserPlus from "lucide-solid/icons/user-plus";
import UserX from "lucide-solid/icons/user-x";
import { type JSX, Show } from "solid-js";
import type { ConversationView } from "../../../../functions/api/views.ts";
import type { Address } from "../../../../functions/core/mail/mail.ts";
import { memberOf, useMe, useMembers } from "../../data/people.ts";
import { readyData } from "../../data/query-client.ts";
import { t } from "../../i18n/index.ts";
import { keysOf, runAction } from "../../keyboard.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Button } from "../../ui/button.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { Kbd } from "../../ui/kbd.tsx";
import { Menu, MenuItem, MenuSeparator } from "../../ui/menu.tsx";
import { StatusPill } from "../../ui/status-pill.tsx";
import { askWhoOwns } from "../inbox/assign.ts";
import { ParticipantsLine } from "./participants-line.tsx";
import { quietly } from "./quietly.ts";
import { RepairItems } from "./repair/repair-items.tsx";

export function ConversationHeader(props: {
  conversation: ConversationView;
  participants: readonly Address[];
  mayChange: boolean;
}): JSX.Element {
  const meQuery = useMe();
  const membersQuery = useMembers();
  const members = quietly(() => readyData(membersQuery)?.items);
  const myId = quietly(() => readyData(meQuery)?.id ?? "");

  const ownerId = (): string | undefined => props.conversation.assignment?.memberId;
  const owner = () => memberOf(members(), ownerId());
  const copyLink = () => void navigator.clipboard.writeText(location.href);

  return (
    <header class="@container shrink-0 border-line-subtle border-b bg-surface">
      <div class="flex min-h-12 items-center gap-2 px-4 @max-xl:flex-wrap @max-xl:gap-y-1 @max-xl:px-3 @max-xl:py-1">
        <IconButton class="-ms-2 sm:hidden" label={t("action.back")} onClick={() => runAction("list.back")}>
          <ArrowLeft class="size-5" aria-hidden="true" />
        </IconButton>
        {/* In a narrow pane the subject has a line of its own, below the buttons. */}
        <div class="flex min-w-0 items-center gap-2 @max-xl:order-last @max-xl:basis-full @max-xl:pb-1">
          <h2
            class="min-w-0 truncate font-semibold text-title @max-xl:line-clamp-2 @max-xl:whitespace-normal"
            title={props.conversation.subject}
          >
            <bdi>{props.conversation.subject || t("row.no-subject")}</bdi>
          </h2>
          <Show when={props.conversation.number}>
            {(number) => <span class="shrink-0 text-fg-subtle text-meta tabular-nums">#{number()}</span>}
          </Show>
          <StatusPill isClosed={props.conversation.closure !== undefined} />
        </div>
        <span class="flex-1" />
        <Show when={props.mayChange}>
          <Button
            data-owner
            variant="quiet"
            size="normal"
            class="max-w-44"
            aria-haspopup="dialog"
            title={`${t("verb.assign")} (${keysOf("conversation.assign")})`}
            onClick={(event) => askWhoOwns([props.conversation.id], event.currentTarget)}
          >
            <Show when={owner()} fallback={<UserPlus class="size-4" aria-hidden="true" />}>
              {(known) => <Avatar name={known().name} seed={known().id} size="tiny" />}
            </Show>
            <span class="truncate">{owner()?.name ?? t("conversation.unassigned")}</span>
            <ChevronDown class="size-3.5 shrink-0 text-fg-subtle" aria-hidden="true" />
          </Button>
        </Show>
        <IconButton
          class="@max-xl:hidden"
          label={props.conversation.isUnread ? t("verb.read") : t("verb.unread")}
          keys={keysOf("conversation.unread")}
          onClick={() => runAction("conversation.unread")}
        >
          <Show when={props.conversation.isUnread} fallback={<Mail class="size-4" aria-hidden="true" />}>
            <MailOpen class="size-4" aria-hidden="true" />
          </Show>
        </IconButton>
        <Show when={props.mayChange}>
          <Button variant="secondary" size="normal" onClick={() => runAction("conversation.close")}>
            <Show when={props.conversation.closure} fallback={<Check class="size-4" aria-hidden="true" />}>
              <RotateCcw class="size-4" aria-hidden="true" />
            </Show>
            <span>{props.conversation.closure ? t("verb.reopen") : t("verb.close")}</span>
            <span class="@max-xl:hidden">
              <Kbd keys={keysOf("conversation.close")} />
            </span>
          </Button>
        </Show>
        <Menu label={t("conversation.more")} trigger={<Ellipsis class="size-4" aria-hidden="true" />}>
          <MenuItem onSelect={() => runAction("conversation.unread")} keys={keysOf("conversation.unread")} icon={<Mail />}>
            {props.conversation.isUnread ? t("verb.read") : t("verb.unread")}
          </MenuItem>
          <Show when={props.mayChange && ownerId() !== myId()}>
            <MenuItem onSelect={() => runAction("conversation.assign-me")} icon={<UserPlus />}>
              {t("verb.assign-me")}
            </MenuItem>
          </Show>
          <Show when={props.mayChange && ownerId()}>
            <MenuItem onSelect={() => runAction("conversation.unassign")} icon={<UserX />}>
              {t("verb.unassign")}
            </MenuItem>
          </Show>
          <Show when={props.mayChange && !props.conversation.merger}>
            <MenuSeparator />
            <RepairItems conversation={props.conversation} />
            <MenuSeparator />
          </Show>
          <MenuItem onSelect={copyLink} icon={<Link />}>
            {t("conversation.copy-link")}
          </MenuItem>
        </Menu>
      </div>
      <ParticipantsLine
        inboxId={props.conversation.inboxId}
        contact={props.conversation.contact}
        participants={props.participants}
      />
    </header>
  );
}
