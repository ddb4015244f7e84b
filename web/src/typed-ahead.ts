// What somebody types between asking for a field and the field being there: no shortcut hears it, and the field gets it.

export interface TypedAhead {
  /** Ends the holding and gives what was typed; "" when nothing was, or it had ended before. */
  take(): string;
}

/** Nobody types ahead longer than this: a field that has not come by then lets the keys go. */
const longestMs = 8000;

/**
 * Holds typed letters from now on. Letters and signs are kept in order, Backspace takes the last one back, Escape and a click
 * give up what was typed; combinations with a modifier are not typing and pass.
 */
export function holdTyping(target: Window = window): TypedAhead {
  let typed = "";
  let isHolding = true;

  function onKeyDown(event: KeyboardEvent): void {
    const { key, ctrlKey, metaKey, altKey, isComposing } = event;
    if (isInField(event)) return end();
    if (key === "Escape") {
      typed = "";
      return end();
    }
    // AltGr writes letters and counts as Control and Alt together.
    const isCombination = (ctrlKey || metaKey || altKey) && !event.getModifierState("AltGraph");
    if (isCombination || isComposing) return;
    // The key that asked for the field is still down.
    if (event.repeat && typed === "") return stop(event);
    if ([...key].length === 1) typed += key;
    else if (key === "Enter") typed += "\n";
    else if (key === "Backspace") typed = typed.slice(0, -1);
    else return;
    stop(event);
  }

  function end(): void {
    isHolding = false;
    target.removeEventListener("keydown", onKeyDown, true);
    target.removeEventListener("pointerdown", end, true);
    clearTimeout(timer);
  }

  const timer = setTimeout(end, longestMs);
  target.addEventListener("keydown", onKeyDown, true);
  target.addEventListener("pointerdown", end, true);
  return {
    take() {
      if (isHolding) end();
      const all = typed;
      typed = "";
      return all;
    },
  };
}

function stop(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}

function isInField(event: Event): boolean {
  const target = event.composedPath()[0];
  return (
    target instanceof Element &&
    target.closest("input, textarea, select, [contenteditable]:not([contenteditable=false])") !== null
  );
}
