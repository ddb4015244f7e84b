// On small screens: the button that slides the inboxes in from the left.
import MenuIcon from "lucide-solid/icons/menu";
import { createSignal, lazy, Show, Suspense } from "solid-js";
import type { InboxView, Me } from "../../api.ts";
import { t } from "../../i18n/index.ts";
import type { UsedPlace } from "../../place.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { MeCorner } from "./folder-nav.tsx";
import { FolderLinks } from "./folder-links.tsx";

const SideSheet = lazy(async () => ({ default: (await import("../../ui/side-sheet.tsx")).SideSheet }));

export function NavDrawer(props: { place: UsedPlace; inboxes: readonly InboxView[] | undefined; me: Me | undefined }) {
  const [isOpen, setOpen] = createSignal(false);
  return (
    <>
      <IconButton label={t("nav.open-menu")} class="-ml-1.5 lg:hidden" aria-expanded={isOpen()} onClick={() => setOpen(true)}>
        <MenuIcon class="size-4.5" aria-hidden="true" />
      </IconButton>
      <Suspense>
        <Show when={isOpen()}>
          <SideSheet label={t("nav.label")} onClose={() => setOpen(false)}>
            <nav aria-label={t("nav.label")} class="min-h-0 flex-1 overflow-y-auto p-2">
              <FolderLinks place={props.place} inboxes={props.inboxes} onGo={() => setOpen(false)} />
            </nav>
            <Show when={props.me}>{(me) => <MeCorner me={me()} />}</Show>
          </SideSheet>
        </Show>
      </Suspense>
    </>
  );
}
