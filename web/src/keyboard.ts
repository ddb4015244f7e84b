// Actions and their keys: registered once, used for the bindings, the shortcut help, menus and tooltips.
import { createSignal, onCleanup } from "solid-js";
import { createKeybindingsHandler } from "tinykeys";

export type ActionGroup = "general" | "go" | "list" | "conversation" | "composer";

export interface Action {
  /** Stable and dotted: `conversation.close`. */
  readonly id: string;
  readonly label: () => string;
  readonly group: ActionGroup;
  /** As tinykeys writes them: `j`, `g m`, `$mod+Enter`. The first is the one that is shown. */
  readonly keys: readonly string[];
  /** Absent: always. */
  readonly when?: () => boolean;
  readonly run: (event?: KeyboardEvent) => void;
  /** Works while typing, too: only for combinations with `$mod`, and Escape. */
  readonly worksInText?: boolean;
}

const [actions, setActions] = createSignal<readonly Action[]>([]);
const [areSingleKeysOn, setSingleKeysOn] = createSignal(localStorage.getItem("single-keys") !== "off");

/** Everything that can be done now, in the order of registration. */
export { actions, areSingleKeysOn };

/** Registers actions for as long as the component lives. Of two with the same key, the later one that applies wins. */
export function useActions(added: readonly Action[]): void {
  onCleanup(addActions(added));
}

export function addActions(added: readonly Action[]): () => void {
  setActions((all) => [...all, ...added]);
  return () => setActions((all) => all.filter((action) => !added.includes(action)));
}

/** Runs an action by its id, if it applies now: for menus and buttons. */
export function runAction(id: string): void {
  const action = actions().findLast((candidate) => candidate.id === id && (candidate.when?.() ?? true));
  action?.run();
}

/** Single-character shortcuts can be turned off (WCAG 2.1.4), because speech input and tremor press them by accident. */
export function switchSingleKeys(isOn: boolean): void {
  localStorage.setItem("single-keys", isOn ? "on" : "off");
  setSingleKeysOn(isOn);
}

/** The first key of an action as a person reads it: `⌘ ↵`, `G M`. "" when it has none or single keys are off. */
export function keysOf(id: string): string {
  const action = actions().findLast((candidate) => candidate.id === id);
  return keyLabel(action?.keys[0] ?? "");
}

export function keyLabel(keys: string): string {
  if (!areSingleKeysOn() && isSingle(keys)) return "";
  return keys
    .split(" ")
    .flatMap((press) => press.split(/\b\+/u))
    .map((key) => keyNames[key] ?? (key.length === 1 ? key.toUpperCase() : key))
    .join(" ");
}

/** Listens for keys until told to stop. */
export function startKeyboard(target: Window = window): () => void {
  let handle: ((event: Event) => void) | undefined;
  let bound: readonly Action[] | undefined;
  function onKeyDown(event: Event): void {
    if (bound !== actions()) {
      bound = actions();
      handle = createKeybindingsHandler(bindings(bound));
    }
    handle?.(event);
  }
  target.addEventListener("keydown", onKeyDown);
  return () => target.removeEventListener("keydown", onKeyDown);
}

function bindings(all: readonly Action[]): Record<string, (event: KeyboardEvent) => void> {
  const byKeys = new Map<string, Action[]>();
  for (const action of all) {
    for (const keys of action.keys.flatMap(variants)) byKeys.set(keys, [...(byKeys.get(keys) ?? []), action]);
  }
  // Sequences first: what they take, the single key at their end (`g e` and `e`) must not take again.
  const longestFirst = [...byKeys].toSorted(([a], [b]) => b.split(" ").length - a.split(" ").length);
  return Object.fromEntries(
    longestFirst.map(([keys, candidates]) => [keys, (event: KeyboardEvent) => press(event, keys, candidates)]),
  );
}

function press(event: KeyboardEvent, keys: string, candidates: readonly Action[]): void {
  if (isTaken(event) || event.isComposing) return;
  const action = candidates.findLast((candidate) => isHeard(event, keys, candidate) && (candidate.when?.() ?? true));
  if (!action) return;
  event.preventDefault();
  action.run(event);
}

/** The rich-text editor claims every Escape, though it does nothing with it. */
function isTaken(event: KeyboardEvent): boolean {
  const target = event.composedPath()[0];
  const isInEditor = target instanceof Element && target.closest("[contenteditable=true]") !== null;
  return event.defaultPrevented && !(event.key === "Escape" && isInEditor);
}

/** Single keys are deaf while somebody types, under dialogs and menus, and where the key already means something. */
function isHeard(event: KeyboardEvent, keys: string, action: Action): boolean {
  if (!areSingleKeysOn() && isSingle(keys)) return false;
  const target = event.composedPath()[0];
  const element = target instanceof Element ? target : undefined;
  if (element?.closest(editable)) return action.worksInText === true;
  if (element && pressesButtons.has(event.key) && element.closest("button, a, summary, [role=button]")) return false;
  return document.querySelector(covering) === null;
}

const editable = "input, textarea, select, [contenteditable]:not([contenteditable=false])";
const covering = "[role=dialog], [role=alertdialog], [role=menu]";
const pressesButtons = new Set(["Enter", " "]);

/** Named keys and combinations may stay when single characters are turned off. */
function isSingle(keys: string): boolean {
  return keys.split(" ").every((key) => /^(Shift\+)?.$/u.test(key));
}

/**
 * `/` and `?` need Shift on many keyboards, and tinykeys does not match while an unlisted modifier is down: so a sign is
 * listened for with and without Shift.
 */
function variants(keys: string): readonly string[] {
  return /^[^\p{L}\p{N}\s]$/u.test(keys) ? [keys, `Shift+${keys}`] : [keys];
}

const isApple = /Mac|iPhone|iPad/u.test(navigator.platform);

const keyNames: Readonly<Record<string, string>> = {
  $mod: isApple ? "⌘" : "Ctrl",
  Shift: "⇧",
  Alt: isApple ? "⌥" : "Alt",
  Enter: "↵",
  Escape: "Esc",
  ArrowDown: "↓",
  ArrowUp: "↑",
  ArrowLeft: "←",
  ArrowRight: "→",
};
