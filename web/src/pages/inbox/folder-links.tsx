// The inboxes with their folders and live counts: the same in the wide pane and in the drawer of small screens.
import { A } from "@solidjs/router";
import Archive from "lucide-solid/icons/archive";
import ChevronRight from "lucide-solid/icons/chevron-right";
import CircleDashed from "lucide-solid/icons/circle-dashed";
import InboxIcon from "lucide-solid/icons/inbox";
import Layers from "lucide-solid/icons/layers";
import Settings from "lucide-solid/icons/settings";
import ShieldBan from "lucide-solid/icons/shield-ban";
import UserRound from "lucide-solid/icons/user-round";
import { createSignal, createUniqueId, For, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { Folder } from "../../../../functions/core/conversation/conversation.ts";
import type { Counts, InboxView } from "../../api.ts";
import { everyInbox, folders, sumOfCounts } from "../../data/folders.ts";
import { countLabel } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { pathOf, settingsPathOf, type UsedPlace } from "../../place.ts";

export const folderIcons = {
  open: InboxIcon,
  unassigned: CircleDashed,
  mine: UserRound,
  closed: Archive,
  spam: ShieldBan,
  all: Layers,
} as const;

export function FolderLinks(props: { place: UsedPlace; inboxes: readonly InboxView[] | undefined; onGo?: () => void }) {
  return (
    <div class="flex flex-col gap-4" onClick={(event) => event.target.closest("a") && props.onGo?.()}>
      <section>
        <h2 class="px-2.5 pb-1 text-meta font-medium text-fg-subtle">{t("nav.all")}</h2>
        <Folders
          place={props.place}
          inboxId={everyInbox}
          counts={sumOfCounts((props.inboxes ?? []).map(({ counts }) => counts))}
        />
      </section>
      <section>
        <h2 class="px-2.5 pb-1 text-meta font-medium text-fg-subtle">{t("nav.inboxes")}</h2>
        <For each={props.inboxes?.map(({ id }) => id)}>
          {(id) => <InboxGroup place={props.place} inbox={props.inboxes?.find((inbox) => inbox.id === id)} />}
        </For>
      </section>
    </div>
  );
}

function InboxGroup(props: { place: UsedPlace; inbox: InboxView | undefined }) {
  const listId = createUniqueId();
  const [isUnfolded, setUnfolded] = createSignal(isRemembered(props.inbox?.id));
  const isHere = () => props.place.inboxId() === props.inbox?.id;
  const isShown = () => isUnfolded() || isHere();

  function toggle(): void {
    setUnfolded(!isUnfolded());
    remember(props.inbox?.id, isUnfolded());
  }

  return (
    <Show when={props.inbox}>
      {(inbox) => (
        <div>
          <h3 class="group relative flex h-8 items-center pointer-coarse:h-11 rounded-control text-ui text-fg-muted">
            <button
              type="button"
              class="flex h-full w-7 items-center justify-center rounded-input text-fg-subtle hover:bg-active hover:text-fg disabled:opacity-50"
              aria-expanded={isShown()}
              aria-controls={listId}
              aria-label={t("nav.expand", { inbox: inbox().name })}
              disabled={isHere()}
              onClick={toggle}
            >
              <ChevronRight
                class={`size-3.5 transition-transform duration-120 ${isShown() ? "rotate-90" : ""}`}
                aria-hidden="true"
              />
            </button>
            <A
              href={pathOf({ inboxId: inbox().id, folder: "open" })}
              activeClass=""
              inactiveClass=""
              class="flex h-full min-w-0 flex-1 items-center rounded-control pr-2 pl-1 hover:bg-active hover:text-fg"
            >
              <span class="truncate font-medium">{inbox().name}</span>
              <Show when={!isShown() && inbox().counts.open > 0}>
                <Count value={inbox().counts.open} />
              </Show>
            </A>
            <a
              link
              href={settingsPathOf(inbox().id)}
              aria-label={t("nav.settings-of", { inbox: inbox().name })}
              title={t("nav.settings-of", { inbox: inbox().name })}
              class="absolute right-0 flex size-8 items-center justify-center rounded-control bg-active opacity-0 group-hover:opacity-100 hover:text-fg focus-visible:opacity-100 pointer-coarse:static pointer-coarse:size-11 pointer-coarse:bg-transparent pointer-coarse:opacity-100"
            >
              <Settings class="size-3.5" aria-hidden="true" />
            </a>
          </h3>
          <div id={listId} hidden={!isShown()} class="pb-2">
            <Folders place={props.place} inboxId={inbox().id} counts={inbox().counts} isIndented={true} />
          </div>
        </div>
      )}
    </Show>
  );
}

function Folders(props: { place: UsedPlace; inboxId: string; counts: Counts; isIndented?: boolean }) {
  return (
    <ul class="flex flex-col gap-px">
      <For each={folders}>
        {(folder) => (
          <li>
            <FolderLink
              folder={folder}
              href={pathOf({ inboxId: props.inboxId, folder })}
              isHere={props.place.inboxId() === props.inboxId && props.place.folder() === folder}
              count={countIn(props.counts, folder)}
              isIndented={props.isIndented ?? false}
            />
          </li>
        )}
      </For>
    </ul>
  );
}

function FolderLink(props: { folder: Folder; href: string; isHere: boolean; count: number; isIndented: boolean }) {
  return (
    <a
      link
      href={props.href}
      aria-current={props.isHere ? "page" : undefined}
      class="flex h-8 items-center gap-2.5 rounded-control pr-2 text-ui text-fg-muted hover:bg-active hover:text-fg aria-[current=page]:bg-selected aria-[current=page]:font-medium aria-[current=page]:text-accent-text pointer-coarse:h-11"
      classList={{ "pl-8": props.isIndented, "pl-2.5": !props.isIndented }}
    >
      <Dynamic component={folderIcons[props.folder]} class="size-4 shrink-0" aria-hidden="true" />
      <span class="truncate">{t(`folder.${props.folder}`)}</span>
      <Show when={props.count > 0}>
        <Count value={props.count} />
      </Show>
    </a>
  );
}

function Count(props: { value: number }) {
  return <span class="ml-auto pl-2 text-caption font-normal tabular-nums">{countLabel(props.value)}</span>;
}

/** Work to do; what is closed, spam and the whole have no number. */
function countIn(counts: Counts, folder: Folder): number {
  return folder === "closed" || folder === "spam" || folder === "all" ? 0 : counts[folder];
}

const unfoldedKey = (inboxId: string) => `unfolded:${inboxId}`;

function isRemembered(inboxId: string | undefined): boolean {
  return inboxId !== undefined && localStorage.getItem(unfoldedKey(inboxId)) === "yes";
}

function remember(inboxId: string | undefined, isUnfolded: boolean): void {
  if (inboxId) localStorage.setItem(unfoldedKey(inboxId), isUnfolded ? "yes" : "no");
}
