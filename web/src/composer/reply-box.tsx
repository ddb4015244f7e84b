// Writing a reply: recipients, text, files, and everything that should be asked before it goes out.
import Paperclip from "lucide-solid/icons/paperclip";
import { createSignal, type JSX, Show } from "solid-js";
import { t } from "../i18n/index.ts";
import { useActions } from "../keyboard.ts";
import { Button } from "../ui/button.tsx";
import { mentionsAttachment } from "./attached-word.ts";
import type { ComposerProps } from "./composer.tsx";
import type { SendOptions } from "./composer-state.ts";
import { DraftState } from "./draft-state.tsx";
import type { RichText } from "./editor.ts";
import { EditorArea } from "./editor-area.tsx";
import { EnvelopeFields } from "./envelope-fields.tsx";
import { NewsBanner } from "./news-banner.tsx";
import { Question } from "./question.tsx";
import { QuotedOriginal } from "./quoted-original.tsx";
import type { ReplyDraft } from "./reply-draft.ts";
import { LinkLine, modifier, Toolbar, ToolButton } from "./toolbar.tsx";
import { UploadList } from "./upload-list.tsx";

export function ReplyBox(props: ComposerProps & { tabs: JSX.Element }): JSX.Element {
  const { state } = props;
  const { reply } = state;
  let filePicker!: HTMLInputElement;
  let box!: HTMLDivElement;
  const [editor, setEditor] = createSignal<RichText>();
  const [isLinking, setIsLinking] = createSignal(false);
  const [asksForFile, setAsksForFile] = createSignal<SendOptions>();
  const [isNoteWarningOver, setIsNoteWarningOver] = createSignal(false);
  const [bccRequests, setBccRequests] = createSignal(0);
  useActions([
    {
      id: "composer.bcc",
      label: () => t("composer.bcc.add"),
      group: "composer",
      keys: ["$mod+Shift+b"],
      worksInText: true,
      when: () => box.contains(document.activeElement),
      run: () => setBccRequests((count) => count + 1),
    },
  ]);

  const blocker = (): string | undefined => blockerOf(reply);
  const canSend = (): boolean => editor() !== undefined && !reply.isEmpty() && blocker() === undefined && !state.isSending();

  async function send(options: SendOptions & { isAsked?: boolean }): Promise<void> {
    const text = editor()?.text() ?? "";
    if (!canSend()) return;
    if (!options.isAsked && reply.uploads.items.length === 0 && mentionsAttachment(text)) {
      setAsksForFile({ andClose: options.andClose });
      return;
    }
    setAsksForFile(undefined);
    await state.send(options);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const isMod = event.metaKey || event.ctrlKey;
    if (!isMod || event.isComposing) return;
    if (event.key === "Enter") void send({ andClose: event.shiftKey });
    else if (event.key === "k" && editor()?.hasSelection()) setIsLinking(true);
    else if (event.key.toLowerCase() === "a" && event.shiftKey) filePicker.click();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div
      ref={box}
      onKeyDown={onKeyDown}
      class="flex max-h-[min(62vh,100vh-12rem)] flex-col overflow-x-hidden overflow-y-auto rounded-popover border border-line bg-surface focus-within:border-line-strong max-sm:max-h-[75dvh] max-sm:rounded-none max-sm:border-x-0 max-sm:border-b-0"
    >
      {props.tabs}
      <Show when={state.stopped()}>
        {(options) => (
          <NewsBanner
            news={state.news()}
            onReview={() => {
              state.review();
              props.onReview();
            }}
            onSendAnyway={() => {
              const meant = options();
              state.review();
              void send({ ...meant, isAsked: true });
            }}
          />
        )}
      </Show>
      <Show when={props.noteBefore !== undefined && !isNoteWarningOver() && !state.stopped()}>
        <Question
          text={t("composer.note-before", { name: props.noteBefore ?? "" })}
          yes={t("composer.note-before.switch")}
          no={t("composer.note-before.stay")}
          onYes={() => state.open("note")}
          onNo={() => setIsNoteWarningOver(true)}
        />
      </Show>
      <EnvelopeFields reply={reply} bccRequests={bccRequests()} />
      <div class="min-h-[min(7rem,14vh)] flex-1 overflow-y-auto px-3 py-2.5">
        <EditorArea
          html={reply.html()}
          focusRequests={state.focusRequests()}
          takeTyped={state.takeTyped}
          onChange={reply.write}
          onFiles={state.attach}
          onEditor={setEditor}
        />
        <QuotedOriginal reply={reply} />
      </div>
      <UploadList uploads={reply.uploads} />
      <Show when={state.refusedFiles() > 0}>
        <Notice text={t("composer.upload.too-large")} />
      </Show>
      <Show when={reply.uploads.items.length === 0 && asksForFile()}>
        {(asked) => (
          <Question
            text={t("composer.attached-word")}
            yes={t("composer.attach")}
            no={t("composer.send-anyway")}
            onYes={() => {
              setAsksForFile(undefined);
              filePicker.click();
            }}
            onNo={() => void send({ ...asked(), isAsked: true })}
          />
        )}
      </Show>
      <Show when={state.problem()}>{(problem) => <Notice text={t("composer.not-sent", { reason: problem() })} />}</Show>
      <Show when={isLinking() && editor()}>{(ready) => <LinkLine editor={ready()} onClose={() => setIsLinking(false)} />}</Show>
      <div class="flex items-center gap-2 border-line-subtle border-t px-2 py-2 max-sm:flex-wrap">
        <div class="flex min-w-0 items-center gap-0.5 overflow-x-auto max-sm:w-full">
          <ToolButton icon={Paperclip} label={`${t("composer.attach")} (${modifier}⇧A)`} onPress={() => filePicker.click()} />
          <span class="mx-1 h-4 w-px shrink-0 bg-line-subtle" aria-hidden="true" />
          <Toolbar editor={editor()} isLinking={isLinking()} onLinking={setIsLinking} />
        </div>
        <span class="flex min-w-0 flex-1 sm:justify-end max-sm:ps-1">
          <Show
            when={!reply.isEmpty() && blocker()}
            fallback={<DraftState isSaved={reply.isSaved()} isEmpty={reply.isEmpty()} />}
          >
            {(reason) => <span class="truncate text-meta text-warning-text">{reason()}</span>}
          </Show>
        </span>
        <div class="flex gap-2">
          <Button
            variant="secondary"
            size="normal"
            disabled={!canSend()}
            title={`${t("composer.send-and-close")} (${modifier}⇧↵)`}
            onClick={() => void send({ andClose: true })}
          >
            {t("composer.send-and-close")}
          </Button>
          <Button
            variant="primary"
            size="normal"
            disabled={!canSend()}
            title={`${t("composer.send")} (${modifier}↵)`}
            onClick={() => void send({ andClose: false })}
          >
            {state.isSending() ? t("composer.sending") : t("composer.send")}
          </Button>
        </div>
      </div>
      <input
        ref={filePicker}
        type="file"
        multiple
        class="hidden"
        aria-label={t("composer.attach")}
        onChange={(event) => {
          state.attach([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = "";
        }}
      />
    </div>
  );
}

/** Why it cannot be sent yet, in the order in which a person would mend it. */
function blockerOf({ to, cc, bcc, uploads }: ReplyDraft): string | undefined {
  if (to().length === 0) return t("composer.block.nobody");
  if ([...to(), ...cc(), ...bcc()].some((one) => !one.isValid)) return t("composer.block.recipient");
  if (uploads.hasFailed()) return t("composer.block.upload-failed");
  if (uploads.isBusy()) return t("composer.block.uploading");
  return undefined;
}

function Notice(props: { text: string }): JSX.Element {
  return (
    <p role="alert" class="border-line-subtle border-t bg-danger-subtle px-3 py-1.5 text-caption text-danger-text">
      {props.text}
    </p>
  );
}
