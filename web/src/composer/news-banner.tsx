// The send guard's banner: what came in while somebody wrote, and the choice to look at it or to send all the same.
import { For, type JSX } from "solid-js";
import type { EntryView } from "../../../functions/api/views.ts";
import { t } from "../i18n/index.ts";
import { changeSentence, firstWords, whoOf } from "../mail/entry-words.ts";
import { Question } from "./question.tsx";

export function NewsBanner(props: { news: readonly EntryView[]; onReview: () => void; onSendAnyway: () => void }): JSX.Element {
  return (
    <Question
      text={
        <>
          <p class="font-medium">{t("composer.stale")}</p>
          <ul>
            <For each={props.news.slice(-3)}>{(entry) => <li class="line-clamp-2 break-words">{lineOf(entry)}</li>}</For>
          </ul>
        </>
      }
      yes={t("composer.stale.review")}
      no={t("composer.send-anyway")}
      onYes={props.onReview}
      onNo={props.onSendAnyway}
    />
  );
}

function lineOf(entry: EntryView): string {
  switch (entry.kind) {
    case "received":
      return t("composer.stale.received", { name: whoOf(entry), text: firstWords(entry.text) });
    case "sent":
      return t("composer.stale.sent", { name: whoOf(entry), text: firstWords(entry.text) });
    case "note":
      return t("composer.stale.note", { name: whoOf(entry), text: firstWords(entry.text) });
    case "change":
      return changeSentence(entry);
  }
}
