// To whom a message went: a few words, and on demand every header that matters.
import ChevronDown from "lucide-solid/icons/chevron-down";
import type { JSX } from "solid-js";
import type { ReceivedView, SentView } from "../../../../functions/api/views.ts";
import { plural, t } from "../../i18n/index.ts";

export function EnvelopeSummary(props: { message: ReceivedView | SentView; isOpen: boolean; onToggle: () => void }): JSX.Element {
  return (
    <button
      type="button"
      aria-expanded={props.isOpen}
      title={t("mail.view.details")}
      onClick={() => props.onToggle()}
      class="-ms-1 inline-flex max-w-full items-center gap-1 rounded-chip px-1 text-caption text-fg-subtle hover:bg-hover hover:text-fg"
    >
      <span class="truncate">{summaryOf(props.message)}</span>
      <ChevronDown class="size-3 shrink-0 transition-transform" classList={{ "rotate-180": props.isOpen }} aria-hidden="true" />
    </button>
  );
}

export function Details(props: { children: JSX.Element }): JSX.Element {
  return (
    <dl class="mt-2 grid grid-cols-[max-content_1fr] gap-x-4 gap-y-1 rounded-control bg-sunken px-3 py-2 text-caption sm:ms-12">
      {props.children}
    </dl>
  );
}

function summaryOf(message: ReceivedView | SentView): string {
  const to = message.to.map((one) => one.name || (isReplyAddress(one.address) ? t("mail.us") : one.address));
  const first = to[0];
  if (first === undefined) return t("mail.to-nobody");
  const unseen = message.kind === "sent" ? (message.bcc?.length ?? 0) : 0;
  const rest = to.length - 1 + message.cc.length + unseen;
  return rest === 0 ? t("mail.to", { name: first }) : plural("mail.to-and", rest, { name: first });
}

/** The signed address that leads an answer back here: of no use to anybody's eyes. */
function isReplyAddress(address: string): boolean {
  return /^r\.[0-9a-z]{26}\.[0-9a-z]{10,}@/i.test(address);
}
