// happy-dom lays nothing out: gives every element a size, so that a virtual list has something to show rows in.
import { vi } from "vitest";

/** Everything that is observed is `height` high at once. */
export function fakeLayout(height = 800): void {
  vi.stubGlobal(
    "ResizeObserver",
    class {
      readonly #tell: ResizeObserverCallback;
      constructor(tell: ResizeObserverCallback) {
        this.#tell = tell;
      }
      observe(target: HTMLElement): void {
        const isRow = target.style.position === "absolute";
        const contentRect = new DOMRect(0, 0, 360, isRow ? 80 : height);
        queueMicrotask(() =>
          this.#tell([{ target, contentRect } as unknown as ResizeObserverEntry], this as unknown as ResizeObserver),
        );
      }
      unobserve(): void {
        return;
      }
      disconnect(): void {
        return;
      }
    },
  );
  Object.defineProperty(HTMLElement.prototype, "offsetParent", { configurable: true, get: () => document.body });
}
