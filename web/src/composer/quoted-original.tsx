// What will be quoted below the reply. It is the server that appends it, so foreign HTML never meets the editor.
import { createSignal, type JSX, Show } from "solid-js";
import type { ReceivedView } from "../../../functions/api/views.ts";
import { messageTime } from "../i18n/format.ts";
import { t } from "../i18n/index.ts";
import { FoldButton } from "../mail/fold-button.tsx";
import { TextBody } from "../mail/text-body.tsx";

export function QuotedOriginal(props: { message: ReceivedView }): JSX.Element {
  const [isOpen, setIsOpen] = createSignal(false);
  return (
    <div class="mt-3">
      <FoldButton
        isOpen={isOpen()}
        label={isOpen() ? t("composer.quoted.hide") : t("composer.quoted.show")}
        onToggle={() => setIsOpen(!isOpen())}
      />
      <Show when={isOpen()}>
        <div class="mt-2 border-line border-s-2 ps-3 text-fg-muted text-ui">
          <p class="mb-1 text-caption">
            {t("composer.quoted.from", {
              name: props.message.from.name || props.message.from.address,
              time: messageTime(props.message.at),
            })}
          </p>
          <TextBody text={props.message.text} folds={props.message.folds} />
        </div>
      </Show>
    </div>
  );
}
