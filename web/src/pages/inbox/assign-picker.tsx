// The answer to "whose is this": the people, in a popover, loaded when it is first asked.
import { lazy, Show, Suspense } from "solid-js";
import type { ConversationView } from "../../../../functions/api/views.ts";
import type { MemberView } from "../../api.ts";
import { conversations } from "../../data/conversation-table.ts";
import { myId, useMembers } from "../../data/people.ts";
import { readyData } from "../../data/query-client.ts";
import { assignAll } from "../../data/together.ts";
import { answered, question } from "./assign.ts";

const PersonPicker = lazy(async () => ({ default: (await import("../../ui/person-picker.tsx")).PersonPicker }));

export function AssignPicker() {
  const members = useMembers();

  /** The server would refuse whoever cannot work in the conversations' inboxes. */
  function peopleFor(asked: readonly ConversationView[]): readonly MemberView[] {
    const worksInAll = ({ worksIn }: MemberView) => asked.every(({ inboxId }) => worksIn.includes(inboxId));
    return readyData(members)?.items.filter(worksInAll) ?? [];
  }

  return (
    <Suspense>
      <Show when={question()} keyed>
        {({ conversationIds, anchor }) => (
          <PersonPicker
            isOpen={true}
            onOpenChange={(isOpen) => !isOpen && answered()}
            anchor={() => anchor}
            people={peopleFor(conversations.peekAll(conversationIds))}
            myId={myId()}
            ownerIds={ownersOf(conversations.peekAll(conversationIds))}
            onPick={(memberId) => void assignAll(conversations.peekAll(conversationIds), memberId)}
          />
        )}
      </Show>
    </Suspense>
  );
}

function ownersOf(asked: readonly ConversationView[]): readonly string[] {
  return asked.flatMap(({ assignment }) => assignment?.memberId ?? []);
}
