// One row of the timeline, by what it is.
import { type JSX, Match, Switch } from "solid-js";
import { ChangeLines } from "./change-lines.tsx";
import { FoldedCard } from "./folded-card.tsx";
import { NoteCard } from "./note-card.tsx";
import { ReceivedCard } from "./received-card.tsx";
import { SentCard } from "./sent-card.tsx";
import type { CardEntry, TimelineRow } from "./timeline-rows.ts";

export function TimelineEntry(props: { row: TimelineRow; isOpen: boolean; onToggle: () => void }): JSX.Element {
  const card = (): CardEntry | undefined => (props.row.kind === "card" ? props.row.entry : undefined);
  const received = () => {
    const entry = card();
    return entry?.kind === "received" && entry;
  };
  const sent = () => {
    const entry = card();
    return entry?.kind === "sent" && entry;
  };
  const note = () => {
    const entry = card();
    return entry?.kind === "note" && entry;
  };
  return (
    <Switch>
      <Match when={props.row.kind === "changes" && props.row}>{(row) => <ChangeLines changes={row().changes} />}</Match>
      <Match when={!props.isOpen && card()}>{(entry) => <FoldedCard entry={entry()} onOpen={props.onToggle} />}</Match>
      <Match when={received()}>{(entry) => <ReceivedCard message={entry()} onFold={props.onToggle} />}</Match>
      <Match when={sent()}>{(entry) => <SentCard message={entry()} onFold={props.onToggle} />}</Match>
      <Match when={note()}>{(entry) => <NoteCard note={entry()} />}</Match>
    </Switch>
  );
}
