// The answer to "whose is this": the people, in a popover, loaded when it is first asked.
import { lazy, Show, Suspense } from "solid-js";
import type { MemberView } from "../../api.ts";
import { conversations } from "../../data/conversation-table.ts";
import { myId, useMembers } from "../../data/people.ts";
import { readyData } from "../../data/query-client.ts";
import { assign } from "../../data/verbs.ts";
import { answered, question } from "./assign.ts";

const PersonPicker = lazy(async () => ({ default: (await import("../../ui/person-picker.tsx")).PersonPicker }));

export function AssignPicker() {
  const members = useMembers();

  /** The server would refuse whoever cannot work in the conversation's inbox. */
  function peopleFor(conversationId: string): readonly MemberView[] {
    const inboxId = conversations.peek(conversationId)?.inboxId ?? "";
    return readyData(members)?.items.filter(({ worksIn }) => worksIn.includes(inboxId)) ?? [];
  }

  function pick(conversationId: string, memberId: string | null): void {
    const conversation = conversations.peek(conversationId);
    if (conversation) void assign(conversation, memberId);
  }

  return (
    <Suspense>
      <Show when={question()} keyed>
        {({ conversationId, anchor }) => (
          <PersonPicker
            isOpen={true}
            onOpenChange={(isOpen) => !isOpen && answered()}
            anchor={() => anchor}
            people={peopleFor(conversationId)}
            myId={myId()}
            selectedId={conversations.peek(conversationId)?.assignment?.memberId}
            onPick={(memberId) => pick(conversationId, memberId)}
          />
        )}
      </Show>
    </Suspense>
  );
}
