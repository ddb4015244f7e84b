// Where a reply is typed. The editor is a chunk of its own: until it is there, the text can be read already.
import { createEffect, createResource, type JSX, onCleanup, onMount, Show } from "solid-js";
import { t } from "../i18n/index.ts";
import { Skeleton } from "../ui/skeleton.tsx";
import type { RichText } from "./editor.ts";

export interface EditorAreaProps {
  /** Read once, when the editor comes. */
  readonly html: string;
  /** Each time it goes up, the editor takes the focus. */
  readonly focusRequests: number;
  /** What was typed before the editor was there. */
  readonly takeTyped: () => string;
  readonly onChange: (html: string) => void;
  readonly onFiles: (files: File[]) => void;
  readonly onEditor: (editor: RichText | undefined) => void;
}

const load = () => import("./editor.ts");

/** Fetches the editor while nothing else happens, so that it is there when somebody wants to write. */
export function prefetchEditor(): void {
  const whenIdle = globalThis.requestIdleCallback ?? ((run: () => void) => setTimeout(run, 1500));
  whenIdle(() => void load().catch((error: unknown) => console.warn("the editor was not prefetched", error)));
}

export function EditorArea(props: EditorAreaProps): JSX.Element {
  const [chunk, { refetch }] = createResource(load);
  return (
    <Show
      when={chunk.state === "ready" && chunk()}
      fallback={
        <Show
          when={chunk.error}
          fallback={
            <div class="space-y-2 py-1" aria-hidden="true">
              <Skeleton class="h-3 w-2/3" />
              <Skeleton class="h-3 w-1/2" />
            </div>
          }
        >
          <p role="alert" class="text-danger-text text-ui">
            {t("composer.editor-failed")}{" "}
            <button type="button" class="underline" onClick={() => void refetch()}>
              {t("action.retry")}
            </button>
          </p>
        </Show>
      }
    >
      {(ready) => <Mounted {...props} create={ready().createRichText} />}
    </Show>
  );
}

function Mounted(props: EditorAreaProps & { create: typeof import("./editor.ts").createRichText }): JSX.Element {
  let element!: HTMLDivElement;
  onMount(() => {
    const editor = props.create({
      element,
      html: props.html,
      placeholder: t("composer.placeholder"),
      label: t("composer.text"),
      onChange: props.onChange,
      onFiles: props.onFiles,
    });
    props.onEditor(editor);
    createEffect(() => props.focusRequests > 0 && editor.focus(props.takeTyped()));
  });
  onCleanup(() => props.onEditor(undefined));
  return <div ref={element} class="text-body" />;
}
