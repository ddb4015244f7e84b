// The left edge: the whole tree of inboxes where there is room, a rail of icons on a tablet, nothing on a phone.
import { createSignal, For, lazy, Show, Suspense } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { InboxView, Me } from "../../api.ts";
import { folders } from "../../data/folders.ts";
import { t } from "../../i18n/index.ts";
import { whenIdle } from "../../idle.ts";
import { pathOf, type UsedPlace } from "../../place.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Mark } from "../../ui/mark.tsx";
import { FolderLinks, folderIcons } from "./folder-links.tsx";

const MeMenu = lazy(async () => ({ default: (await import("./me-menu.tsx")).MeMenu }));

export function FolderNav(props: { place: UsedPlace; inboxes: readonly InboxView[] | undefined; me: Me | undefined }) {
  return (
    <nav aria-label={t("nav.label")} class="hidden min-h-0 flex-col sm:flex">
      <div class="flex h-12 shrink-0 items-center gap-2.5 px-3.5">
        <Mark class="size-6" />
        <span class="hidden text-title font-semibold lg:block">{t("app.name")}</span>
      </div>
      <div class="hidden min-h-0 flex-1 overflow-y-auto px-2 py-1 lg:block">
        <FolderLinks place={props.place} inboxes={props.inboxes} />
      </div>
      <Rail place={props.place} />
      <Show when={props.me}>{(me) => <MeCorner me={me()} />}</Show>
    </nav>
  );
}

/** The folders of the present inbox; the other inboxes are in the list's drawer. */
function Rail(props: { place: UsedPlace }) {
  return (
    <ul class="flex flex-1 flex-col items-center gap-1 py-1 lg:hidden">
      <For each={folders}>
        {(folder) => (
          <li>
            <a
              link
              href={pathOf({ inboxId: props.place.inboxId(), folder })}
              aria-current={props.place.folder() === folder ? "page" : undefined}
              aria-label={t(`folder.${folder}`)}
              title={t(`folder.${folder}`)}
              class="flex size-10 items-center justify-center rounded-control text-fg-muted hover:bg-active hover:text-fg aria-[current=page]:bg-selected aria-[current=page]:text-accent-text"
            >
              <Dynamic component={folderIcons[folder]} class="size-5" aria-hidden="true" />
            </a>
          </li>
        )}
      </For>
    </ul>
  );
}

/** The menu's code is loaded after the list is drawn; until then its button is only a picture. */
export function MeCorner(props: { me: Me }) {
  const [isDue, setDue] = createSignal(false);
  whenIdle(() => setDue(true));
  const picture = (
    <div class="flex h-10 items-center px-1.5">
      <Avatar name={props.me.name} seed={props.me.id} size="small" />
    </div>
  );
  return (
    <div class="shrink-0 p-2">
      <Suspense fallback={picture}>
        <Show when={isDue()} fallback={picture}>
          <MeMenu me={props.me} />
        </Show>
      </Suspense>
    </div>
  );
}
