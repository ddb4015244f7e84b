// One conversation in the list: who, about what, how it began, and what is to be known at a glance. Always 80 px high.
import { Show } from "solid-js";
import type { InboxView, MemberView } from "../../api.ts";
import { now } from "../../clock.ts";
import { conversations } from "../../data/conversation-table.ts";
import { memberOf } from "../../data/people.ts";
import { fullTime, shortTime } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { Avatar } from "../../ui/avatar.tsx";

export const rowHeightPx = 80;

export function ListRow(props: {
  id: string;
  index: number;
  href: string;
  isAtCursor: boolean;
  isOpen: boolean;
  isSelected: boolean;
  areSomeSelected: boolean;
  members: readonly MemberView[] | undefined;
  /** Given where conversations of several inboxes are mixed. */
  inboxes: readonly InboxView[] | undefined;
  /** Where open and closed ones are mixed. */
  saysClosed: boolean;
}) {
  const row = conversations.row(props.id);
  if (!row) return null;
  const sender = () => row.contact.name || row.contact.address;
  const owner = () => memberOf(props.members, row.assignment?.memberId);
  const inbox = () => props.inboxes?.find(({ id }) => id === row.inboxId);
  return (
    <div
      role="row"
      data-row={props.id}
      aria-rowindex={props.index + 1}
      aria-current={props.isOpen ? "true" : undefined}
      aria-selected={props.isSelected}
      tabIndex={props.isAtCursor ? 0 : -1}
      class="group relative h-20 border-b border-line-subtle bg-surface -outline-offset-2 hover:bg-sunken aria-[current=true]:bg-selected aria-selected:bg-selected [contain:strict]"
    >
      {/* Over the avatar: at once by touch, for a mouse when it comes near. */}
      <div role="gridcell" class="absolute top-2.5 left-5 z-10">
        <button
          type="button"
          role="checkbox"
          data-select
          aria-checked={props.isSelected}
          aria-label={t("select.row", { sender: sender(), subject: row.subject || t("row.no-subject") })}
          tabIndex={-1}
          class="flex size-9 items-center justify-center rounded-full bg-surface opacity-0 group-hover:opacity-100 group-aria-selected:bg-selected group-aria-[current=true]:bg-selected"
          classList={{ "opacity-100": props.areSomeSelected }}
        >
          <svg viewBox="0 0 16 16" class="size-4" aria-hidden="true">
            <rect
              x="0.75"
              y="0.75"
              width="14.5"
              height="14.5"
              rx="3"
              class={props.isSelected ? "fill-accent stroke-accent" : "fill-surface stroke-line-strong"}
              stroke-width="1.5"
            />
            <Show when={props.isSelected}>
              <path d="m4 8.5 2.7 2.7L12 5.5" class="fill-none stroke-fg-on-accent" stroke-width="2" stroke-linecap="round" />
            </Show>
          </svg>
        </button>
      </div>
      <div role="gridcell" class="h-full">
        <a link href={props.href} tabIndex={-1} class="relative flex h-full gap-3 py-2.5 pr-3.5 pl-5 outline-none">
          <Show when={row.isUnread}>
            <span class="absolute top-1/2 left-2 size-2 -translate-y-1/2 rounded-full bg-accent" aria-hidden="true" />
            <span class="sr-only">{t("row.unread")}</span>
          </Show>
          <Avatar name={sender()} seed={row.contact.address} />
          <span class="flex min-w-0 flex-1 flex-col">
            <span class="flex items-center gap-1.5">
              <span class="truncate text-ui" classList={{ "font-semibold": row.isUnread, "text-fg-muted": !row.isUnread }}>
                {sender()}
              </span>
              <Show when={row.messageCount > 1}>
                <span class="text-meta text-fg-subtle tabular-nums" title={t("row.messages", { count: row.messageCount })}>
                  {row.messageCount}
                </span>
              </Show>
              <span class="flex-1" />
              <Show when={row.hasAttachments}>
                <Icon title={t("row.attachments")} path={paperclip} />
              </Show>
              <time
                class="shrink-0 text-meta text-fg-subtle tabular-nums"
                dateTime={row.activityAt}
                title={fullTime(row.activityAt)}
              >
                {shortTime(row.activityAt, now())}
              </time>
            </span>
            <span class="flex items-baseline gap-2">
              <span class="min-w-0 flex-1 truncate text-ui text-fg" classList={{ "font-semibold": row.isUnread }}>
                {row.subject || t("row.no-subject")}
              </span>
              <Show when={inbox()}>{(known) => <span class="shrink-0 text-meta text-fg-subtle">{known().name}</span>}</Show>
            </span>
            <span class="flex items-center gap-1.5">
              <Show when={row.lastMessage === "sent"}>
                <Icon title={t("row.you-replied")} path={arrowBack} />
              </Show>
              <span class="min-w-0 flex-1 truncate text-ui text-fg-subtle group-aria-[current=true]:text-fg-muted">
                {row.snippet}
              </span>
              <Show when={row.needsAttention}>{(what) => <Attention what={what()} />}</Show>
              <Show when={props.saysClosed && row.closure}>
                <span class="shrink-0 rounded-full bg-success-subtle px-1.5 text-meta text-success-text">{t("row.closed")}</span>
              </Show>
              <Show when={owner()}>
                {(member) => (
                  <span title={t("row.assigned-to", { name: member().name })} class="flex">
                    <Avatar name={member().name} seed={member().id} size="tiny" />
                    <span class="sr-only">{t("row.assigned-to", { name: member().name })}</span>
                  </span>
                )}
              </Show>
            </span>
          </span>
        </a>
      </div>
    </div>
  );
}

function Attention(props: { what: "bounced" | "unconfirmed" | "failed" }) {
  const isDanger = () => props.what !== "unconfirmed";
  return (
    <span
      class="shrink-0 rounded-full px-1.5 text-meta font-medium"
      classList={{ "bg-danger-subtle text-danger-text": isDanger(), "bg-warning-subtle text-warning-text": !isDanger() }}
    >
      {t(`row.attention.${props.what}`)}
    </span>
  );
}

/** Plain elements: a component of the library for each would be felt while scrolling. */
function Icon(props: { title: string; path: string }) {
  return (
    <svg
      viewBox="0 0 24 24"
      class="size-3.5 shrink-0 fill-none stroke-fg-subtle"
      stroke-width="2"
      stroke-linecap="round"
      role="img"
    >
      <title>{props.title}</title>
      <path d={props.path} />
    </svg>
  );
}

const paperclip = "m21.4 11.6-8.9 8.9a6 6 0 0 1-8.5-8.5l8.6-8.6a4 4 0 1 1 5.6 5.7l-8.5 8.5a2 2 0 0 1-2.9-2.8l8-8";
const arrowBack = "m9 17-5-5 5-5M4 12h11a5 5 0 0 1 5 5v1";
