// How an inbox takes mail, when answers reopen, and how replies look. Every change is saved at once.
import { Show } from "solid-js";
import type { InboxSettings, NumberPlace } from "../../../../functions/core/inbox/settings.ts";
import type { InboxView } from "../../api.ts";
import { changeInboxSettings, useInboxSettings } from "../../data/inbox-settings.ts";
import { mayI } from "../../data/people.ts";
import { t } from "../../i18n/index.ts";
import { RadioList } from "../../ui/radio-list.tsx";
import { SwitchRow } from "../../ui/switch-row.tsx";
import { DaysField } from "./days-field.tsx";
import { Section, WhenRead } from "./section.tsx";
import { WhomToAsk } from "./whom-to-ask.tsx";

export function ConversationsPart(props: { inbox: InboxView }) {
  const { query, settings } = useInboxSettings(() => props.inbox.id);
  const isDisabled = !mayI("manage", props.inbox.id);
  const onChange = (change: Partial<InboxSettings>) => void changeInboxSettings(props.inbox.id, change);
  return (
    <WhenRead query={query} known={settings()}>
      {(known) => (
        <>
          <Show when={isDisabled}>
            <WhomToAsk inboxId={props.inbox.id} />
          </Show>
          <div class="flex flex-col gap-10">
            <Answers settings={known()} isDisabled={isDisabled} onChange={onChange} />
            <Replies settings={known()} isDisabled={isDisabled} onChange={onChange} />
            <Arriving settings={known()} isDisabled={isDisabled} onChange={onChange} address={props.inbox.addresses[0]} />
            <Spam settings={known()} isDisabled={isDisabled} onChange={onChange} />
          </div>
        </>
      )}
    </WhenRead>
  );
}

interface Shown {
  readonly settings: InboxSettings;
  readonly isDisabled: boolean;
  readonly onChange: (change: Partial<InboxSettings>) => void;
}

function Answers(props: Shown) {
  const days = () => (
    <DaysField
      label={t("settings.reopening.days")}
      value={props.settings.reopeningDays}
      isDisabled={props.isDisabled}
      onChange={(reopeningDays) => props.onChange({ reopeningDays })}
    />
  );
  return (
    <Section title={t("settings.answers")}>
      <RadioList
        question={t("settings.reopening")}
        value={props.settings.reopening}
        options={[
          { value: "always", label: t("settings.reopening.always"), text: t("settings.reopening.always.text") },
          { value: "within", label: t("settings.reopening.within"), text: t("settings.reopening.within.text"), detail: days },
          { value: "never", label: t("settings.reopening.never"), text: t("settings.reopening.never.text") },
        ]}
        isDisabled={props.isDisabled}
        onChoose={(reopening) => props.onChange({ reopening })}
      />
      <Show when={props.settings.reopening !== "never"}>
        <RadioList
          question={t("settings.owner")}
          value={props.settings.ownerOnReopening}
          options={[
            { value: "kept", label: t("settings.owner.kept") },
            { value: "dropped", label: t("settings.owner.dropped"), text: t("settings.owner.dropped.text") },
          ]}
          isDisabled={props.isDisabled}
          onChoose={(ownerOnReopening) => props.onChange({ ownerOnReopening })}
        />
      </Show>
    </Section>
  );
}

function Replies(props: Shown) {
  return (
    <Section title={t("settings.replies")}>
      <div>
        <RadioList
          question={t("settings.number")}
          value={props.settings.numberPlace}
          options={[
            { value: "nowhere", label: t("settings.number.nowhere") },
            { value: "before", label: t("settings.number.before") },
            { value: "after", label: t("settings.number.after") },
          ]}
          isDisabled={props.isDisabled}
          onChoose={(numberPlace) => props.onChange({ numberPlace })}
        />
        <p class="mt-2 px-3 text-ui text-fg-muted">
          {t("settings.number.example")}{" "}
          <output class="font-medium whitespace-nowrap text-fg">
            {exampleSubject(props.settings.numberPlace, t("settings.number.subject"))}
          </output>
        </p>
      </div>
      <RadioList
        question={t("settings.quoting")}
        value={props.settings.quoting}
        options={[
          { value: "nothing", label: t("settings.quoting.nothing") },
          { value: "last", label: t("settings.quoting.last") },
          { value: "all", label: t("settings.quoting.all"), text: t("settings.quoting.all.text") },
        ]}
        isDisabled={props.isDisabled}
        onChoose={(quoting) => props.onChange({ quoting })}
      />
    </Section>
  );
}

export function exampleSubject(place: NumberPlace, subject: string): string {
  switch (place) {
    case "nowhere":
      return `Re: ${subject}`;
    case "before":
      return `Re: [#1042] ${subject}`;
    case "after":
      return `Re: ${subject} [#1042]`;
  }
}

function Arriving(props: Shown & { address: string | undefined }) {
  return (
    <Section title={t("settings.arriving")}>
      <div class="divide-y divide-line-subtle rounded-control border border-line-subtle">
        <SwitchRow
          label={t("settings.forms")}
          text={t("settings.forms.text")}
          isOn={props.settings.isReplyToSender}
          isDisabled={props.isDisabled}
          onSwitch={(isReplyToSender) => props.onChange({ isReplyToSender })}
        />
        <SwitchRow
          label={t("settings.forwards")}
          text={t("settings.forwards.text", { address: props.address ?? "" })}
          isOn={props.settings.takesForwards}
          isDisabled={props.isDisabled}
          onSwitch={(takesForwards) => props.onChange({ takesForwards })}
        />
      </div>
    </Section>
  );
}

/** What "after some days" begins with. */
const usualSpamDays = 30;

function Spam(props: Shown) {
  const days = () => (
    <DaysField
      label={t("settings.spam.days")}
      value={props.settings.spamDays}
      isDisabled={props.isDisabled}
      onChange={(spamDays) => props.onChange({ spamDays })}
    />
  );
  return (
    <Section title={t("settings.spam")}>
      <RadioList
        question={t("settings.spam.question")}
        value={props.settings.spamDays === 0 ? "kept" : "after"}
        options={[
          { value: "after", label: t("settings.spam.after"), detail: days },
          { value: "kept", label: t("settings.spam.kept"), text: t("settings.spam.kept.text") },
        ]}
        isDisabled={props.isDisabled}
        onChoose={(choice) => props.onChange({ spamDays: choice === "kept" ? 0 : usualSpamDays })}
      />
    </Section>
  );
}
