// Whose mail is let in always and whose is set aside: in this inbox, and for administrators in all of them.
import ShieldCheck from "lucide-solid/icons/shield-check";
import { createMemo, createSignal, For, Show } from "solid-js";
import type { InboxView } from "../../api.ts";
import { mayI, memberOf, useMe, useMembers } from "../../data/people.ts";
import { readyData } from "../../data/query-client.ts";
import { changeSender, removeSender, useSenders } from "../../data/senders.ts";
import { t } from "../../i18n/index.ts";
import { plain } from "../../plain.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Section, WhenRead } from "./section.tsx";
import { SenderForm } from "./sender-form.tsx";
import { SenderRow } from "./sender-row.tsx";
import { WhomToAsk } from "./whom-to-ask.tsx";

export function SendersPart(props: { inbox: InboxView }) {
  const me = useMe();
  const mayChange = mayI("reply", props.inbox.id);
  return (
    <>
      <Show when={!mayChange}>
        <WhomToAsk inboxId={props.inbox.id} />
      </Show>
      <div class="flex flex-col gap-10">
        <Section title={t("settings.senders.here", { inbox: props.inbox.name })}>
          <Senders inboxId={props.inbox.id} mayChange={mayChange} />
        </Section>
        <Show when={readyData(me)?.role === "admin"}>
          <Section title={t("settings.senders.everywhere")} text={t("settings.senders.everywhere.text")}>
            <Senders inboxId={undefined} mayChange={true} />
          </Section>
        </Show>
      </div>
    </>
  );
}

/** From how many rules on there is a filter. */
const few = 10;

function Senders(props: { inboxId: string | undefined; mayChange: boolean }) {
  const members = useMembers();
  const { query, rules } = useSenders(() => props.inboxId);
  const [text, setText] = createSignal("");
  const hasFilter = () => (rules()?.length ?? 0) > few;
  const patterns = createMemo(() => {
    const wanted = hasFilter() ? plain(text().trim()) : "";
    return rules()
      ?.map(({ pattern }) => pattern)
      .filter((pattern) => plain(pattern).includes(wanted));
  });
  const ruleOf = (pattern: string) => rules()?.find((one) => one.pattern === pattern);
  return (
    <div class="flex flex-col gap-4">
      <Show when={props.mayChange}>
        <SenderForm inboxId={props.inboxId} />
      </Show>
      <WhenRead query={query} known={patterns()}>
        {(shown) => (
          <Show when={rules()?.length} fallback={<NoRules />}>
            <Show when={hasFilter()}>
              <input
                type="search"
                aria-label={t("settings.senders.filter")}
                placeholder={t("settings.senders.filter")}
                class="h-9 rounded-control border border-line-strong bg-surface px-3 text-ui outline-offset-0 placeholder:text-fg-subtle pointer-coarse:h-11"
                value={text()}
                onInput={(event) => setText(event.currentTarget.value)}
              />
            </Show>
            <Show
              when={shown().length > 0}
              fallback={<p class="py-6 text-center text-ui text-fg-muted">{t("settings.senders.not-found")}</p>}
            >
              <ul class="divide-y divide-line-subtle rounded-control border border-line-subtle">
                {/* By pattern, so that a row that changes stays the row that has the focus. */}
                <For each={shown()}>
                  {(pattern) => (
                    <Show when={ruleOf(pattern)}>
                      {(rule) => (
                        <SenderRow
                          rule={rule()}
                          who={memberOf(readyData(members)?.items, rule().memberId)?.name}
                          mayChange={props.mayChange}
                          onChange={(treatment) => void changeSender(props.inboxId, rule(), treatment)}
                          onRemove={() => void removeSender(props.inboxId, rule())}
                        />
                      )}
                    </Show>
                  )}
                </For>
              </ul>
            </Show>
          </Show>
        )}
      </WhenRead>
    </div>
  );
}

function NoRules() {
  return (
    <div class="rounded-control border border-line-subtle">
      <EmptyState
        icon={<ShieldCheck aria-hidden="true" />}
        title={t("settings.senders.none")}
        text={t("settings.senders.none.text")}
      />
    </div>
  );
}
