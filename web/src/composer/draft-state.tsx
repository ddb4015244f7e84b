// Says that what was written is safe, or that it is not.
import { type JSX, Match, Switch } from "solid-js";
import { t } from "../i18n/index.ts";

export function DraftState(props: { isSaved: boolean | undefined; isEmpty: boolean; class?: string }): JSX.Element {
  return (
    <span class={`truncate text-meta ${props.class ?? "text-fg-subtle"}`} aria-live="off">
      <Switch>
        <Match when={props.isSaved === false}>
          <span class="text-danger-text">{t("composer.draft.unsaved")}</span>
        </Match>
        <Match when={!props.isEmpty && props.isSaved === true}>{t("composer.draft.saved")}</Match>
      </Switch>
    </span>
  );
}
