// An invitation as a card: what, when, where and who. Everything on it is the sender's word, shown as text.
import CalendarX from "lucide-solid/icons/calendar-x";
import Calendar from "lucide-solid/icons/calendar";
import { type JSX, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { ReceivedView } from "../../../../functions/api/views.ts";
import { t } from "../../i18n/index.ts";
import { eventTime } from "./event-time.ts";

type Invitation = NonNullable<ReceivedView["invitation"]>;

export function InvitationCard(props: { invitation: Invitation }): JSX.Element {
  const isOff = () => props.invitation.method === "cancel" || props.invitation.method === "declinecounter";
  return (
    <section
      class="mt-2 flex items-start gap-3 rounded-control border border-line-subtle bg-surface p-3 sm:ms-12"
      aria-label={t("invitation.label")}
    >
      <Dynamic component={isOff() ? CalendarX : Calendar} class="mt-0.5 size-5 shrink-0 text-fg-muted" aria-hidden="true" />
      <div class="min-w-0 break-words text-caption text-fg-muted">
        <p>{headline(props.invitation)}</p>
        <p class="font-medium text-fg text-ui" classList={{ "line-through": isOff() }}>
          <bdi>{props.invitation.summary || t("invitation.untitled")}</bdi>
        </p>
        <Show when={props.invitation.start}>
          {(start) => <p class="text-fg tabular-nums">{eventTime(start(), props.invitation.end, props.invitation.isAllDay)}</p>}
        </Show>
        <Fact label={t("invitation.repeats")} value={props.invitation.recurrence} />
        <Fact label={t("invitation.where")} value={props.invitation.location} />
        <Fact label={t("invitation.organizer")} value={props.invitation.organizer && nameOf(props.invitation.organizer)} />
        <Show when={!props.invitation.answer && props.invitation.attendees.length > 0}>
          <p>
            {t("invitation.who")} <bdi>{props.invitation.attendees.map(nameOf).join(", ")}</bdi>
            <Show when={props.invitation.attendeeCount > props.invitation.attendees.length}>
              {" "}
              {t("invitation.more", { count: props.invitation.attendeeCount - props.invitation.attendees.length })}
            </Show>
          </p>
        </Show>
      </div>
    </section>
  );
}

function Fact(props: { label: string; value: string | undefined }): JSX.Element {
  return (
    <Show when={props.value}>
      {(value) => (
        <p>
          {props.label} <bdi>{value()}</bdi>
        </p>
      )}
    </Show>
  );
}

/** "Ana accepted" for an answer, else what kind of invitation it is. */
function headline({ method, answer }: Invitation): string {
  if (answer && method === "reply") return t(`invitation.answer.${answer.status}`, { name: nameOf(answer) });
  if (answer && method === "counter") return t("invitation.answer.counter", { name: nameOf(answer) });
  switch (method) {
    case "cancel":
      return t("invitation.cancelled");
    case "declinecounter":
      return t("invitation.counter-declined");
    case "request":
    case "add":
      return t("invitation.invited");
    case "reply":
    case "counter":
    case "refresh":
    case "publish":
      return t("invitation.event");
  }
}

function nameOf({ name, address }: { readonly name: string; readonly address: string }): string {
  return name || address || t("invitation.somebody");
}
