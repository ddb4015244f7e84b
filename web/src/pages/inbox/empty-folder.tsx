// A folder with nothing in it: why that is good, or what to do next.
import CircleCheck from "lucide-solid/icons/circle-check";
import InboxIcon from "lucide-solid/icons/inbox";
import { A } from "@solidjs/router";
import { Show } from "solid-js";
import type { Folder } from "../../../../functions/core/conversation/conversation.ts";
import type { InboxView } from "../../api.ts";
import { t } from "../../i18n/index.ts";
import { pathOf, settingsPathOf, type UsedPlace } from "../../place.ts";
import { buttonClass } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";

export function EmptyFolder(props: { place: UsedPlace; inboxes: readonly InboxView[] | undefined }) {
  const folder = () => props.place.folder();
  const next = () => nextFolder[folder()];
  const here = () => {
    const inboxes = props.inboxes ?? [];
    const one = inboxes.filter(({ id }) => id === props.place.inboxId());
    return one.length > 0 ? one : inboxes;
  };
  const address = () => here()[0]?.addresses.find((candidate) => !candidate.startsWith("*")) ?? "";
  // Only of a place where nothing has ever come is it known that nothing was connected yet.
  const connectable = () => (folder() === "all" ? here().find(({ access }) => access === "manage") : undefined);
  return (
    <EmptyState
      icon={folder() === "unassigned" ? <CircleCheck aria-hidden="true" /> : <InboxIcon aria-hidden="true" />}
      title={t(`list.empty.${folder()}`)}
      text={t(`list.empty.${folder()}.text`, { address: address() })}
      action={
        <div class="flex flex-wrap justify-center gap-2">
          <Show when={connectable()}>
            {(inbox) => (
              <A href={settingsPathOf(inbox().id, "receiving")} class={buttonClass({ variant: "primary" })}>
                {t("list.connect")}
              </A>
            )}
          </Show>
          <A href={pathOf({ inboxId: props.place.inboxId(), folder: next() })} class={buttonClass()}>
            {t(`list.see.${next()}`)}
          </A>
        </div>
      }
    />
  );
}

const nextFolder = {
  open: "all",
  unassigned: "mine",
  mine: "unassigned",
  closed: "open",
  spam: "open",
  all: "open",
} as const satisfies Record<Folder, Folder>;
