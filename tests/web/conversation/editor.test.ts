// The rich-text editor itself: what comes in as HTML, what goes out, and that loading a draft is not a change.
import { createRoot } from "solid-js";
import { afterEach, describe, expect, test } from "vitest";
import { createRichText, type RichText } from "../../../web/src/composer/editor.ts";

let dispose: (() => void) | undefined;
afterEach(() => {
  dispose?.();
  document.body.replaceChildren();
});

function open(html: string) {
  const element = document.createElement("div");
  document.body.append(element);
  const changes: string[] = [];
  const editor = createRoot((end): RichText => {
    dispose = end;
    return createRichText({
      element,
      html,
      placeholder: "Write…",
      label: "Text of the reply",
      onChange: (next) => changes.push(next),
      onFiles: () => undefined,
    });
  });
  return { element, editor, changes };
}

describe("a draft in the editor", () => {
  test("is shown as it was written, and loading it is no change", () => {
    const { element, editor, changes } = open("<p>Dear <strong>Lucía</strong></p><ul><li><p>one</p></li></ul>");
    expect(element.querySelector("strong")?.textContent).toBe("Lucía");
    expect(editor.text()).toContain("Dear Lucía");
    expect(changes).toEqual([]);
  });

  test("is a labelled text box for those who cannot see it", () => {
    const { element } = open("");
    const box = element.querySelector("[role=textbox]");
    expect(box?.getAttribute("aria-label")).toBe("Text of the reply");
    expect(box?.getAttribute("aria-multiline")).toBe("true");
  });

  test("loses everything that the schema does not know", () => {
    const { element } = open(
      '<p style="color:red" class="x" onclick="alert(1)">text<img src=x onerror=alert(1)></p><script>alert(1)</script><iframe></iframe><a href="javascript:alert(1)">bad</a>',
    );
    expect(
      element.querySelectorAll("img:not(.ProseMirror-separator), script, iframe, [onclick], [style*=color], a[href^=javascript]"),
    ).toHaveLength(0);
    expect(element.textContent).toContain("text");
  });

  test("brings no style element, which the page's policy would refuse", () => {
    open("<p>text</p>");
    expect(document.querySelector("style")).toBeNull();
  });
});

describe("the toolbar's verbs", () => {
  test("a quote, and its undoing, are changes", () => {
    const { editor, changes } = open("<p>text</p>");
    editor.toggle("blockquote");
    expect(changes.at(-1)).toBe("<blockquote><p>text</p></blockquote>");
    expect(editor.isActive("blockquote")).toBe(true);
    editor.toggle("blockquote");
    expect(changes.at(-1)).toBe("<p>text</p>");
  });

  test("lists of both kinds", () => {
    const { editor, changes } = open("<p>text</p>");
    editor.toggle("bulletList");
    expect(changes.at(-1)).toContain("<ul>");
    editor.toggle("orderedList");
    expect(changes.at(-1)).toContain("<ol>");
  });
});
