// Plays one story: customers write by SMTP, members act by the API, each step after the one before it.
import { momentOf, waveOf } from "./clock.ts";
import { type Answered, composeMail } from "./compose.ts";
import type { Desk, SeenConversation } from "./desk.ts";
import type { Member } from "./member.ts";
import { waitUntilSent, type WentOut } from "./outgoing.ts";
import type { Post } from "./post.ts";
import { reply } from "./reply.ts";
import type { InboxName, MemberName, Step, Story } from "./story.ts";

/** What all stories share while they are played. */
export interface Stage {
  readonly url: string;
  readonly now: Date;
  readonly post: Post;
  readonly desk: Desk;
  readonly members: Readonly<Record<MemberName, Member>>;
  readonly memberIds: Readonly<Record<MemberName, string>>;
  readonly inboxIds: Readonly<Record<InboxName, string>>;
}

export interface Actor {
  readonly story: Story;
  /** Plays the steps of this wave that are next. */
  play(wave: number): Promise<void>;
  /** Resolves once all that was sent is there. */
  settle(): Promise<void>;
}

export function actorOf(story: Story, stage: Stage): Actor {
  const waves = wavesOf(story);
  const inboxId = stage.inboxIds[story.inboxes[0]];
  let next = 0;
  /** Who wrote first, and how many messages there are when all have arrived. */
  let opener = "";
  let messageCount = 0;
  let answered: (() => Promise<Answered>) | undefined;
  let latestSent: (() => Promise<WentOut>) | undefined;
  let seen: SeenConversation | undefined;

  async function conversation(): Promise<SeenConversation> {
    if (!seen || seen.messageCount < messageCount) seen = await stage.desk.waitFor(opener, inboxId, messageCount);
    return seen;
  }

  async function path(): Promise<string> {
    return `/api/v1/conversations/${(await conversation()).id}`;
  }

  async function write(index: number): Promise<void> {
    const mail = await composeMail(story, index, stage.now, await answered?.());
    await stage.post.send(mail);
    opener ||= mail.from;
    messageCount += 1;
    answered = async () => mail.asAnswered;
  }

  async function answer(step: Extract<Step, { kind: "answer" }>): Promise<void> {
    const member = stage.members[step.by];
    const { id } = await conversation();
    const messageId = await reply(member, { id, inboxId }, step);
    messageCount += 1;
    const sent = { conversationId: id, messageId, writtenAt: momentOf(step.when, stage.now) };
    let wentOut: Promise<WentOut> | undefined;
    latestSent = () => (wentOut ??= waitUntilSent(stage.url, member, sent));
    answered = latestSent;
  }

  async function perform(step: Step, index: number): Promise<void> {
    switch (step.kind) {
      case "mail":
      case "eml":
        return write(index);
      case "answer":
        return answer(step);
      case "bounce":
        return bounce(step.reason);
      case "note":
        return stage.members[step.by].tell(`${await path()}/notes`, { text: step.text });
      case "assign":
        return stage.members[step.by].put(`${await path()}/assignment`, { memberId: stage.memberIds[step.to] });
      case "close":
        return stage.members[step.by].put(`${await path()}/closure`);
      case "read":
        return stage.members[step.by].put(`${await path()}/read`);
    }
  }

  async function bounce(reason: string): Promise<void> {
    const sent = await latestSent?.();
    if (!sent) throw new Error(`${story.name} bounces a mail that nobody sent.`);
    await stage.members.ana.tell("/local/events", { outboxId: sent.outboxId, type: "bounce", reason });
  }

  return {
    story,
    async play(wave) {
      for (let step = story.steps[next]; step && waves[next] === wave; step = story.steps[next]) {
        await perform(step, next);
        next += 1;
      }
    },
    async settle() {
      await Promise.all(
        story.inboxes.map((inbox, index) => stage.desk.waitFor(opener, stage.inboxIds[inbox], index === 0 ? messageCount : 1)),
      );
    },
  };
}

/** Steps without a time of their own happen right after the one before. */
export function wavesOf(story: Story): number[] {
  let wave = 0;
  return story.steps.map((step) => {
    if ("when" in step) wave = waveOf(step.when);
    return wave;
  });
}
