// A text area in place of the rich-text editor: the composer's behaviour is tested here, the editor's in editor.test.ts.
import { createSignal, onCleanup } from "solid-js";
import type { EditorInput, RichText } from "../../../web/src/composer/editor.ts";

export function createRichText(input: EditorInput): RichText {
  const area = document.createElement("textarea");
  area.setAttribute("aria-label", input.label);
  area.value = textOf(input.html);
  const [text, setText] = createSignal(area.value);
  area.addEventListener("input", () => {
    setText(area.value);
    input.onChange(area.value === "" ? "" : `<p>${area.value}</p>`);
  });
  input.element.append(area);
  onCleanup(() => area.remove());
  return {
    focus: (typed = "") => {
      area.focus();
      if (typed === "") return;
      area.value += typed;
      area.dispatchEvent(new Event("input"));
    },
    isActive: () => false,
    toggle: () => void area.focus(),
    linkAddress: () => "",
    setLink: () => void area.focus(),
    hasSelection: () => false,
    text,
  };
}

function textOf(html: string): string {
  return html.replace(/<\/?p>/gu, "");
}
