// What all mail in the timeline looks like: who, when, to whom, what it says, its files, and what can be done with it.
import Check from "lucide-solid/icons/check";
import Copy from "lucide-solid/icons/copy";
import Download from "lucide-solid/icons/download";
import Ellipsis from "lucide-solid/icons/ellipsis";
import ListCollapse from "lucide-solid/icons/list-collapse";
import Split from "lucide-solid/icons/split";
import { createSignal, For, type JSX, Show, untrack } from "solid-js";
import type { ReceivedView, SentView } from "../../../../functions/api/views.ts";
import { api } from "../../api.ts";
import { fullTime, messageTime } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { Attachments } from "../../mail/attachments.tsx";
import { whoOf } from "../../mail/entry-words.ts";
import { type BodyView, MessageBody } from "../../mail/message-body.tsx";
import { Avatar } from "../../ui/avatar.tsx";
import { Menu, MenuItem, MenuSeparator } from "../../ui/menu.tsx";
import { EnvelopeSummary } from "./envelope.tsx";
import { askToRepair } from "./repair/ask.ts";
import { splitFrom } from "./repair/split-from.ts";
import { seedOf } from "./seed.ts";

export interface MessageCardProps {
  readonly message: ReceivedView | SentView;
  readonly onFold: () => void;
  /** Small signs beside the name. */
  readonly badges?: JSX.Element;
  /** Stands above what the message says: warnings about it. */
  readonly notices?: JSX.Element;
  /** Stands in place of what the message says, where that cannot be shown. */
  readonly instead?: JSX.Element;
  readonly footer?: JSX.Element;
  /** Opened under the envelope. */
  readonly details: JSX.Element;
  readonly hasOriginal: boolean;
}

export function MessageCard(props: MessageCardProps): JSX.Element {
  const [isDetailed, setIsDetailed] = createSignal(false);
  const [view, setView] = createSignal<BodyView>(untrack(() => (props.message.hasHtml ? "html" : "text")));
  const address = (): string => props.message.from.address;
  const name = (): string => (props.message.kind === "sent" ? whoOf(props.message) : props.message.from.name);
  const views = (): { value: BodyView; label: string }[] => [
    ...(props.message.hasHtml ? [{ value: "html" as const, label: t("mail.view.html") }] : []),
    { value: "text", label: t("mail.view.text") },
    ...(props.hasOriginal ? [{ value: "original" as const, label: t("mail.view.original") }] : []),
  ];
  const title = (): string => t("mail.frame-title", { name: whoOf(props.message), time: fullTime(props.message.at) });

  return (
    <article
      aria-label={title()}
      class="rounded-popover border px-4 py-3 max-sm:px-3"
      classList={{
        "border-line-subtle bg-surface": props.message.kind === "received",
        "border-accent-subtle bg-accent-subtle/40": props.message.kind === "sent",
      }}
    >
      <header class="flex gap-3">
        <Avatar name={whoOf(props.message)} seed={seedOf(props.message)} />
        <div class="min-w-0 flex-1">
          <div class="flex min-h-5 items-center gap-x-2 max-sm:flex-wrap">
            <h3 class="flex min-w-0 flex-wrap items-baseline gap-x-2 text-ui">
              <Show when={name()}>
                <bdi class="truncate font-semibold text-fg">{name()}</bdi>
              </Show>
              <bdi
                class="truncate text-caption"
                classList={{ "font-semibold text-fg text-ui": !name(), "text-fg-subtle": !!name() }}
              >
                {address()}
              </bdi>
            </h3>
            {props.badges}
          </div>
          <EnvelopeSummary message={props.message} isOpen={isDetailed()} onToggle={() => setIsDetailed(!isDetailed())} />
        </div>
        <div class="flex shrink-0 items-start gap-1">
          <button
            type="button"
            onClick={() => props.onFold()}
            aria-expanded={true}
            title={`${fullTime(props.message.at)} · ${t("conversation.fold")}`}
            class="h-6 rounded-chip px-1 text-caption text-fg-subtle tabular-nums hover:bg-hover hover:text-fg"
          >
            <time datetime={props.message.at}>{messageTime(props.message.at)}</time>
          </button>
          <Menu
            label={t("conversation.message.more")}
            trigger={<Ellipsis class="size-4" aria-hidden="true" />}
            triggerClass="-mt-0.5 inline-flex size-7 items-center justify-center rounded-input text-fg-subtle hover:bg-hover hover:text-fg aria-expanded:bg-hover pointer-coarse:-mt-2.5 pointer-coarse:-me-2 pointer-coarse:size-11"
          >
            <MenuItem onSelect={() => setIsDetailed(!isDetailed())} icon={<ListCollapse />}>
              {t("mail.view.details")}
            </MenuItem>
            <MenuItem onSelect={() => void navigator.clipboard.writeText(props.message.text)} icon={<Copy />}>
              {t("mail.copy-text")}
            </MenuItem>
            <Show when={props.hasOriginal}>
              <MenuItem
                onSelect={() => download(api.messages.originalAddress(props.message.conversationId, props.message.id))}
                icon={<Download />}
              >
                {t("mail.download")}
              </MenuItem>
            </Show>
            <Show when={splitFrom(props.message.conversationId)}>
              {(conversation) => (
                <MenuItem
                  onSelect={() => askToRepair({ about: "split", conversation: conversation(), messageIds: [props.message.id] })}
                  icon={<Split />}
                >
                  {t("repair.split")}
                </MenuItem>
              )}
            </Show>
            <Show when={views().length > 1}>
              <MenuSeparator />
              <For each={views()}>
                {(one) => (
                  <MenuItem
                    onSelect={() => setView(one.value)}
                    icon={
                      <Show when={view() === one.value}>
                        <Check />
                      </Show>
                    }
                  >
                    {one.label}
                  </MenuItem>
                )}
              </For>
            </Show>
          </Menu>
        </div>
      </header>
      <Show when={isDetailed()}>{props.details}</Show>
      {props.notices}
      <div class="mt-2.5 min-w-0 sm:ps-12">
        <Show when={!props.instead || view() === "original"} fallback={props.instead}>
          <MessageBody message={props.message} view={view()} title={title()} />
        </Show>
        <Attachments
          conversationId={props.message.conversationId}
          messageId={props.message.id}
          files={props.message.attachments}
          areInlineListed={view() !== "html"}
          isUnchecked={props.message.kind === "received" && isUnchecked(props.message)}
        />
        {props.footer}
      </div>
    </article>
  );
}

/** SES did not say that it found none, and not that it found one. */
function isUnchecked({ verdicts }: ReceivedView): boolean {
  return verdicts.virus !== "PASS" && verdicts.virus !== "FAIL";
}

/** By a link that is clicked once: the answer is a redirect to a file that the browser saves. */
function download(address: string): void {
  const link = document.createElement("a");
  link.href = address;
  link.download = "";
  link.click();
}
