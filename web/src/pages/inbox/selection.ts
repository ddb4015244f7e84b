// Which rows are selected, so that one verb is done to all of them. Another folder begins with none.
import { type Accessor, createEffect, createMemo, createSignal, on } from "solid-js";

/** A range grows and shrinks with its end; what was selected before it stays. */
interface Chosen {
  readonly kept: ReadonlySet<string>;
  /** Where the next range begins. */
  readonly anchor?: string;
  readonly end?: string;
}

const none: Chosen = { kept: new Set() };

export type Selection = ReturnType<typeof useSelection>;

export function useSelection(rows: Accessor<readonly string[]>, place: Accessor<string>) {
  const [chosen, setChosen] = createSignal<Chosen>(none);
  createEffect(on(place, () => setChosen(none), { defer: true }));

  /** In the list's order; what has left the list is not selected any more. */
  const ids = createMemo<readonly string[]>(() => {
    const { kept, anchor, end } = chosen();
    if (kept.size === 0 && end === undefined) return [];
    const range = end === undefined ? [] : between(rows(), anchor, end);
    const all = new Set([...kept, ...range]);
    return rows().filter((id) => all.has(id));
  }, []);
  const known = createMemo(() => new Set(ids()));

  return {
    ids,
    has: (id: string): boolean => known().has(id),
    toggle(id: string): void {
      const kept = new Set(ids());
      if (!kept.delete(id)) kept.add(id);
      setChosen({ kept, anchor: id });
    },
    /** To `end`, from where something was selected last, else from `from`. */
    extend(end: string, from?: string): void {
      const isGoingOn = ids().length > 0;
      setChosen((before) => {
        const anchor = (isGoingOn ? before.anchor : undefined) ?? from ?? end;
        return { kept: isGoingOn ? before.kept : none.kept, anchor, end };
      });
    },
    all: (): void => void setChosen({ kept: new Set(rows()) }),
    clear: (): void => void setChosen(none),
  };
}

function between(rows: readonly string[], from: string | undefined, to: string): readonly string[] {
  const [a, b] = [rows.indexOf(from ?? to), rows.indexOf(to)];
  return a < 0 || b < 0 ? rows.filter((id) => id === to) : rows.slice(Math.min(a, b), Math.max(a, b) + 1);
}
