// Where the timeline stands: at a place that holds while mails above and below it are still growing, until a person scrolls.
import { createSignal, onCleanup, onMount } from "solid-js";

const atEndPx = 64;
const peekPx = 12;

export function createTimelineScroll() {
  const [container, setContainer] = createSignal<HTMLElement>();
  const [content, setContent] = createSignal<HTMLElement>();
  let settledAt: string | undefined;

  const rowOf = (id: string): HTMLElement | null =>
    content()?.querySelector<HTMLElement>(`[data-entry="${CSS.escape(id)}"]`) ?? null;
  const letGo = (): void => {
    settledAt = undefined;
  };

  function place(): void {
    const box = container();
    const row = settledAt === undefined ? null : rowOf(settledAt);
    if (!box || !row) return;
    box.scrollTop += row.getBoundingClientRect().top - box.getBoundingClientRect().top - peekPx;
  }

  function isAtEnd(): boolean {
    const box = container();
    return !box || box.scrollHeight - box.scrollTop - box.clientHeight < atEndPx;
  }

  onMount(() => {
    const box = container();
    const inside = content();
    if (!box || !inside) return;
    const observer = new ResizeObserver(place);
    observer.observe(inside);
    observer.observe(box);
    const byHand = ["wheel", "touchstart", "pointerdown", "keydown"] as const;
    for (const name of byHand) box.addEventListener(name, letGo, { passive: true });
    onCleanup(() => {
      observer.disconnect();
      for (const name of byHand) box.removeEventListener(name, letGo);
    });
  });

  return {
    setContainer,
    setContent,
    isAtEnd,
    /** Brings an entry to the top, or as far up as the end allows, and keeps it there while things load. */
    settleAt: (id: string) => {
      settledAt = id;
      // After the row is drawn.
      queueMicrotask(place);
      requestAnimationFrame(place);
    },
    /** To the next or previous entry from the top of the view. */
    step: (by: 1 | -1) => {
      const box = container();
      if (!box) return;
      const top = box.getBoundingClientRect().top + peekPx + 1;
      const rows = [...(content()?.querySelectorAll<HTMLElement>("[data-entry]") ?? [])];
      const target =
        by === 1
          ? rows.find((row) => row.getBoundingClientRect().top > top)
          : rows.findLast((row) => row.getBoundingClientRect().top < top - 2);
      if (!target) return;
      settledAt = target.dataset["entry"];
      place();
    },
    /** Something is added above: what is being read stays where it is on the screen. */
    keepPlace: async (load: () => Promise<void>) => {
      letGo();
      const first = content()?.querySelector<HTMLElement>("[data-entry]");
      const before = first?.getBoundingClientRect().top ?? 0;
      await load();
      const box = container();
      if (box && first) box.scrollTop += first.getBoundingClientRect().top - before;
    },
  };
}
