// The rich-text editor: Tiptap bound to one element. Loaded only when somebody writes.
import "./editor.css";
import { Editor, Extension } from "@tiptap/core";
import { Placeholder } from "@tiptap/extensions";
import { StarterKit } from "@tiptap/starter-kit";
import { createSignal, onCleanup } from "solid-js";

export interface EditorInput {
  readonly element: HTMLElement;
  readonly html: string;
  readonly placeholder: string;
  /** The accessible name. */
  readonly label: string;
  /** Only for what a person changed, never for the loading of a draft. */
  readonly onChange: (html: string) => void;
  /** Files on the clipboard: they become attachments. */
  readonly onFiles: (files: File[]) => void;
}

export type Mark = "bold" | "italic" | "underline" | "bulletList" | "orderedList" | "blockquote" | "link";

export type RichText = ReturnType<typeof createRichText>;

export function createRichText(input: EditorInput) {
  const [revision, setRevision] = createSignal(0);
  const editor = new Editor({
    element: input.element,
    // The page's policy forbids style elements; editor.css carries what ProseMirror needs.
    injectCSS: false,
    content: input.html,
    extensions: [
      StarterKit.configure({
        heading: false,
        codeBlock: false,
        horizontalRule: false,
        link: { openOnClick: false, autolink: true, defaultProtocol: "https", protocols: ["http", "https", "mailto"] },
      }),
      quoteKey,
      Placeholder.configure({ placeholder: input.placeholder }),
    ],
    // Pasted design does not survive: the schema knows no styles, classes or images, and the clipboard is parsed inert.
    editorProps: {
      attributes: { role: "textbox", "aria-multiline": "true", "aria-label": input.label, class: "rich-text" },
      // Ctrl+Enter sends; it bubbles up to the composer instead of breaking the line.
      handleKeyDown: (_view, event) => event.key === "Enter" && (event.metaKey || event.ctrlKey),
      // The bold of some keyboards; here it asks for Bcc, further out.
      handleDOMEvents: { keydown: (_view, event) => isBccKey(event) },
      handlePaste: (_view, event) => takeFiles(event.clipboardData, input.onFiles),
    },
    onUpdate: ({ editor: changed }) => input.onChange(htmlOf(changed)),
    onTransaction: () => {
      setRevision((count) => count + 1);
    },
  });
  onCleanup(() => editor.destroy());

  return {
    /** @param typed goes to the end of the text */
    focus: (typed = ""): void => {
      editor.commands.focus("end");
      // The command waits for a frame, and keys do not.
      editor.view.focus();
      for (const [index, line] of typed.split("\n").entries()) {
        if (index > 0) editor.commands.splitBlock();
        if (line !== "") editor.view.dispatch(editor.state.tr.insertText(line));
      }
    },
    isActive: (mark: Mark) => revision() >= 0 && editor.isActive(mark),
    toggle: (mark: Exclude<Mark, "link">) => void toggles[mark](editor),
    linkAddress: (): string => {
      const { href } = editor.getAttributes("link");
      return typeof href === "string" ? href : "";
    },
    setLink: (href: string) => {
      const chain = editor.chain().focus().extendMarkRange("link");
      void (href ? chain.setLink({ href }).run() : chain.unsetLink().run());
    },
    hasSelection: () => revision() >= 0 && !editor.state.selection.empty,
    text: () => editor.getText({ blockSeparator: "\n" }),
  };
}

function isBccKey({ key, shiftKey, metaKey, ctrlKey }: KeyboardEvent): boolean {
  return key.toLowerCase() === "b" && shiftKey && (metaKey || ctrlKey);
}

/** Without the empty lines at the end, the last of which the editor adds by itself after lists and quotes. */
function htmlOf(editor: Editor): string {
  return editor.isEmpty ? "" : editor.getHTML().replace(/(?:<p><\/p>)+$/u, "");
}

/** Numbered, bulleted and quote stand beside each other on 7, 8 and 9. */
const quoteKey = Extension.create({
  name: "quoteKey",
  addKeyboardShortcuts() {
    return { "Mod-Shift-9": () => this.editor.commands.toggleBlockquote() };
  },
});

const toggles: Record<Exclude<Mark, "link">, (editor: Editor) => boolean> = {
  bold: (editor) => editor.chain().focus().toggleBold().run(),
  italic: (editor) => editor.chain().focus().toggleItalic().run(),
  underline: (editor) => editor.chain().focus().toggleUnderline().run(),
  bulletList: (editor) => editor.chain().focus().toggleBulletList().run(),
  orderedList: (editor) => editor.chain().focus().toggleOrderedList().run(),
  blockquote: (editor) => editor.chain().focus().toggleBlockquote().run(),
};

function takeFiles(clipboard: DataTransfer | null, onFiles: (files: File[]) => void): boolean {
  const files = [...(clipboard?.files ?? [])];
  // Word and spreadsheets put a picture of the text beside the text: the text is meant.
  if (files.length === 0 || clipboard?.types.includes("text/html")) return false;
  onFiles(files);
  return true;
}
