// Spanish: selecting in the list, and one thing done to several conversations.
import type { selection as english } from "./en-selection.ts";

export const selection: Readonly<Record<keyof typeof english, string>> = {
  "select.row": "Seleccionar {{ sender }}: {{ subject }}",
  "select.toggle": "Seleccionar o quitar",
  "select.down": "Ampliar la selección hacia abajo",
  "select.up": "Ampliar la selección hacia arriba",
  "select.all": "Seleccionar toda la lista",
  "select.none": "Quitar la selección",
  "select.bar": "Con lo seleccionado",
  "select.more": "Más",
  "select.count.one": "{{ count }} seleccionada",
  "select.count.other": "{{ count }} seleccionadas",
  "together.closed.one": "{{ count }} conversación cerrada",
  "together.closed.other": "{{ count }} conversaciones cerradas",
  "together.reopened.one": "{{ count }} conversación reabierta",
  "together.reopened.other": "{{ count }} conversaciones reabiertas",
  "together.assigned.one": "{{ count }} conversación asignada",
  "together.assigned.other": "{{ count }} conversaciones asignadas",
  "together.unassigned.one": "{{ count }} conversación ya no es de nadie",
  "together.unassigned.other": "{{ count }} conversaciones ya no son de nadie",
  "together.read.one": "{{ count }} conversación marcada como leída",
  "together.read.other": "{{ count }} conversaciones marcadas como leídas",
  "together.unread.one": "{{ count }} conversación marcada como no leída",
  "together.unread.other": "{{ count }} conversaciones marcadas como no leídas",
  "together.refused.one": "No se pudo con {{ count }} conversación. {{ reason }}",
  "together.refused.other": "No se pudo con {{ count }} conversaciones. {{ reason }}",
};
