// A folder with nothing in it: why that is good, or what to do next.
import CircleCheck from "lucide-solid/icons/circle-check";
import InboxIcon from "lucide-solid/icons/inbox";
import { A } from "@solidjs/router";
import type { Folder } from "../../../../functions/core/conversation/conversation.ts";
import type { InboxView } from "../../api.ts";
import { t } from "../../i18n/index.ts";
import { pathOf, type UsedPlace } from "../../place.ts";
import { buttonClass } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";

export function EmptyFolder(props: { place: UsedPlace; inboxes: readonly InboxView[] | undefined }) {
  const folder = () => props.place.folder();
  const next = () => nextFolder[folder()];
  const address = () => {
    const here = props.inboxes?.find(({ id }) => id === props.place.inboxId()) ?? props.inboxes?.[0];
    return here?.addresses.find((candidate) => !candidate.startsWith("*")) ?? "";
  };
  return (
    <EmptyState
      icon={folder() === "unassigned" ? <CircleCheck aria-hidden="true" /> : <InboxIcon aria-hidden="true" />}
      title={t(`list.empty.${folder()}`)}
      text={t(`list.empty.${folder()}.text`, { address: address() })}
      action={
        <A href={pathOf({ inboxId: props.place.inboxId(), folder: next() })} class={buttonClass()}>
          {t(`list.see.${next()}`)}
        </A>
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
