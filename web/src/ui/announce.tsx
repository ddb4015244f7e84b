// What is read out to those who cannot see it, politely.
import { createSignal } from "solid-js";

const [words, setWords] = createSignal("");

export function announce(text: string): void {
  setWords(text);
}

/** Once in the page, from the start: a region that appears together with its text is not read. */
export function Announcer() {
  return (
    <div role="status" class="sr-only">
      {words()}
    </div>
  );
}
