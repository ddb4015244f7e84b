// Italian: selecting in the list, and one thing done to several conversations.
import type { selection as english } from "./en-selection.ts";

export const selection: Readonly<Record<keyof typeof english, string>> = {
  "select.row": "Seleziona {{ sender }}: {{ subject }}",
  "select.toggle": "Seleziona o deseleziona",
  "select.down": "Estendi la selezione verso il basso",
  "select.up": "Estendi la selezione verso l’alto",
  "select.all": "Seleziona tutto l’elenco",
  "select.none": "Annulla la selezione",
  "select.bar": "Con le selezionate",
  "select.more": "Altro",
  "select.count.one": "{{ count }} selezionata",
  "select.count.other": "{{ count }} selezionate",
  "together.closed.one": "{{ count }} conversazione chiusa",
  "together.closed.other": "{{ count }} conversazioni chiuse",
  "together.reopened.one": "{{ count }} conversazione riaperta",
  "together.reopened.other": "{{ count }} conversazioni riaperte",
  "together.assigned.one": "{{ count }} conversazione assegnata",
  "together.assigned.other": "{{ count }} conversazioni assegnate",
  "together.unassigned.one": "{{ count }} conversazione non è più di nessuno",
  "together.unassigned.other": "{{ count }} conversazioni non sono più di nessuno",
  "together.read.one": "{{ count }} conversazione segnata come letta",
  "together.read.other": "{{ count }} conversazioni segnate come lette",
  "together.unread.one": "{{ count }} conversazione segnata come non letta",
  "together.unread.other": "{{ count }} conversazioni segnate come non lette",
  "together.refused.one": "Con {{ count }} conversazione non ha funzionato. {{ reason }}",
  "together.refused.other": "Con {{ count }} conversazioni non ha funzionato. {{ reason }}",
};
