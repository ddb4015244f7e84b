// The dialogs that put right what ended in the wrong place.
import { createSignal, For, type JSX, Match, Show, Switch } from "solid-js";
import type { ConversationView } from "../../../../../functions/api/views.ts";
import { useInboxes } from "../../../data/inboxes.ts";
import { mayI } from "../../../data/people.ts";
import { readyData } from "../../../data/query-client.ts";
import { correctContact, correctSubject, link, merge, move, split } from "../../../data/repair.ts";
import { plural, t } from "../../../i18n/index.ts";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { quietly } from "../quietly.ts";
import { answered, question, type RepairQuestion } from "./ask.ts";
import { ConversationPicker } from "./conversation-picker.tsx";

/** @param props.onOpen shows a conversation: where what was asked for can be seen now */
export function RepairDialogs(props: { onOpen: (conversationId: string) => void }): JSX.Element {
  return (
    <Show when={question()} keyed>
      {(asked) => (
        <Dialog isOpen={true} onOpenChange={(isOpen) => !isOpen && answered()} title={titleOf(asked)}>
          <Switch>
            <Match when={asked.about === "merge" && asked}>{(one) => <Merge {...one()} onOpen={props.onOpen} />}</Match>
            <Match when={asked.about === "split" && asked}>{(one) => <Split {...one()} onOpen={props.onOpen} />}</Match>
            <Match when={asked.about === "link" && asked}>{(one) => <LinkTo {...one()} />}</Match>
            <Match when={asked.about === "move" && asked}>{(one) => <Move {...one()} />}</Match>
            <Match when={asked.about === "subject" && asked}>{(one) => <Subject {...one()} />}</Match>
            <Match when={asked.about === "contact" && asked}>{(one) => <Contact {...one()} />}</Match>
          </Switch>
        </Dialog>
      )}
    </Show>
  );
}

function titleOf(asked: RepairQuestion): string {
  if (asked.about === "split") return plural("repair.split.title", asked.messageIds.length);
  if (asked.about === "merge" && asked.conversations.length > 1)
    return plural("repair.merge.several", asked.conversations.length);
  return t(`repair.${asked.about}.title`);
}

function Merge(props: { conversations: readonly ConversationView[]; onOpen: (id: string) => void }): JSX.Element {
  const isOne = () => props.conversations.length === 1;
  const oldestFirst = () => props.conversations.toSorted((a, b) => a.createdAt.localeCompare(b.createdAt));
  const pick = async (target: ConversationView): Promise<void> => {
    answered();
    const sources = props.conversations.filter(({ id }) => id !== target.id);
    if (await merge(sources, target)) props.onOpen(target.id);
  };
  return (
    <>
      <Explanation text={t(isOne() ? "repair.merge.text" : "repair.merge.which")} />
      <Show
        when={isOne() && props.conversations[0]}
        fallback={<ConversationPicker among={oldestFirst()} onPick={(target) => void pick(target)} />}
      >
        {(one) => <ConversationPicker conversation={one()} onPick={(target) => void pick(target)} />}
      </Show>
    </>
  );
}

function LinkTo(props: { conversation: ConversationView }): JSX.Element {
  return (
    <>
      <Explanation text={t("repair.link.text")} />
      <ConversationPicker
        conversation={props.conversation}
        onPick={(other) => {
          answered();
          void link(props.conversation, other);
        }}
      />
    </>
  );
}

function Split(props: {
  conversation: ConversationView;
  messageIds: readonly string[];
  onOpen: (id: string) => void;
}): JSX.Element {
  const go = async (into?: string): Promise<void> => {
    answered();
    const id = await split(props.conversation.id, props.messageIds, into);
    if (id) props.onOpen(id);
  };
  return (
    <>
      <Explanation text={t("repair.split.text")} />
      <Button variant="primary" class="mb-3" onClick={() => void go()}>
        {t("repair.split.new")}
      </Button>
      <p class="mb-2 text-caption text-fg-subtle">{t("repair.split.or")}</p>
      <ConversationPicker conversation={props.conversation} onPick={(target) => void go(target.id)} />
    </>
  );
}

function Move(props: { conversation: ConversationView }): JSX.Element {
  const inboxes = useInboxes();
  const others = quietly(() =>
    readyData(inboxes)?.items.filter(({ id }) => id !== props.conversation.inboxId && mayI("reply", id)),
  );
  return (
    <>
      <Explanation text={t("repair.move.text")} />
      <ul class="flex flex-col gap-1">
        <For each={others()} fallback={<li class="py-4 text-center text-fg-muted text-ui">{t("repair.move.nowhere")}</li>}>
          {(inbox) => (
            <li>
              <Button
                variant="secondary"
                class="w-full justify-between"
                onClick={() => {
                  answered();
                  void move(props.conversation, inbox);
                }}
              >
                <span>{inbox.name}</span>
                <span class="text-fg-subtle text-meta">{inbox.addresses[0]}</span>
              </Button>
            </li>
          )}
        </For>
      </ul>
    </>
  );
}

function Subject(props: { conversation: ConversationView }): JSX.Element {
  const [subject, setSubject] = createSignal(props.conversation.subject);
  return (
    <Form
      isReady={subject().trim() !== ""}
      onSave={() => correctSubject(props.conversation, subject().trim())}
      hint={t("repair.subject.text")}
    >
      <Field label={t("mail.subject")} value={subject()} onInput={setSubject} isFirst={true} />
    </Form>
  );
}

function Contact(props: { conversation: ConversationView }): JSX.Element {
  const [name, setName] = createSignal(props.conversation.contact.name);
  const [address, setAddress] = createSignal(props.conversation.contact.address);
  return (
    <Form
      isReady={address().includes("@")}
      onSave={() => correctContact(props.conversation, { name: name().trim(), address: address().trim() })}
      hint={t("repair.contact.text")}
    >
      <Field label={t("repair.contact.address")} value={address()} onInput={setAddress} isFirst={true} />
      <Field label={t("repair.contact.name")} value={name()} onInput={setName} />
    </Form>
  );
}

function Form(props: { isReady: boolean; onSave: () => Promise<boolean>; hint: string; children: JSX.Element }): JSX.Element {
  return (
    <form
      class="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (!props.isReady) return;
        answered();
        void props.onSave();
      }}
    >
      <Explanation text={props.hint} />
      {props.children}
      <Button type="submit" variant="primary" class="self-end" disabled={!props.isReady}>
        {t("action.save")}
      </Button>
    </form>
  );
}

function Field(props: { label: string; value: string; onInput: (value: string) => void; isFirst?: boolean }): JSX.Element {
  return (
    <label class="flex flex-col gap-1 text-caption text-fg-muted">
      {props.label}
      <input
        type="text"
        value={props.value}
        autofocus={props.isFirst}
        onInput={(event) => props.onInput(event.currentTarget.value)}
        class="h-9 rounded-control border border-line bg-surface px-3 text-fg text-ui"
      />
    </label>
  );
}

function Explanation(props: { text: string }): JSX.Element {
  return <p class="mb-3 text-fg-muted text-ui">{props.text}</p>;
}
