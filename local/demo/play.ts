// Plays the demo: two weeks of a small company's mail, in a few seconds, through the same doors as everybody else's.
import { array, object, string } from "valibot";
import { type Actor, actorOf, type Stage, wavesOf } from "./actor.ts";
import { momentOf } from "./clock.ts";
import { composeMail } from "./compose.ts";
import { isOf, openDesk } from "./desk.ts";
import { type Member, signIn } from "./member.ts";
import { openPost } from "./post.ts";
import { stories } from "./stories.ts";
import type { InboxName, MemberName, Story } from "./story.ts";

export interface Demo {
  /** Where mail comes in, on 127.0.0.1. */
  readonly smtpPort: number;
  /** Origin of the API: `http://127.0.0.1:3000`. */
  readonly url: string;
  readonly log: (line: string) => void;
}

/**
 * For a fresh data folder. Resolves when every mail is in its conversation and every member has done their part. A story
 * whose conversation is among the hundred latest is left alone, so playing again after an interruption only adds what is
 * missing. A story that fails stops alone; the others go on, and the error at the end names it.
 */
export async function playDemo({ smtpPort, url, log }: Demo): Promise<void> {
  const startedAt = performance.now();
  const post = openPost(smtpPort);
  try {
    const stage = await setStage(url, post);
    const missing = await missingStories(stage);
    if (missing.length === 0) return;
    const actors = missing.map((story) => actorOf(story, stage));
    const conversations = missing.flatMap(({ inboxes }) => inboxes).length;
    log(`The demo's mail is arriving: ${conversations} conversations.`);
    const failures = await performAll(actors, stage);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    if (failures.size > 0)
      throw new AggregateError([...failures.values()], `The demo stopped in ${[...failures.keys()].join(", ")}.`);
    log(`The demo's mail has arrived, and the team has answered some of it (${seconds} s).`);
  } finally {
    post.close();
  }
}

async function setStage(url: string, post: Stage["post"]): Promise<Stage> {
  const enter = (name: MemberName) => signIn(url, `${name}@acme.test`);
  const [ana, beto, carla, dario, elena] = await Promise.all([
    enter("ana"),
    enter("beto"),
    enter("carla"),
    enter("dario"),
    enter("elena"),
  ]);
  const [memberId, inboxId] = await Promise.all([memberIds(ana), inboxIds(ana)]);
  return {
    url,
    now: new Date(),
    post,
    desk: openDesk(ana),
    members: { ana, beto, carla, dario, elena },
    memberIds: {
      ana: memberId("ana"),
      beto: memberId("beto"),
      carla: memberId("carla"),
      dario: memberId("dario"),
      elena: memberId("elena"),
    },
    inboxIds: { support: inboxId("support"), sales: inboxId("sales"), jobs: inboxId("jobs") },
  };
}

async function memberIds(ana: Member): Promise<(name: MemberName) => string> {
  const { items } = await ana.get("/api/v1/members", object({ items: array(object({ id: string(), email: string() })) }));
  return (name) => named(items.find(({ email }) => email === `${name}@acme.test`)?.id, name);
}

async function inboxIds(ana: Member): Promise<(name: InboxName) => string> {
  const { items } = await ana.get(
    "/api/v1/inboxes",
    object({ items: array(object({ id: string(), addresses: array(string()) })) }),
  );
  return (name) => named(items.find(({ addresses }) => addresses.includes(`${name}@acme.test`))?.id, name);
}

function named(id: string | undefined, name: string): string {
  if (!id) throw new Error(`The demo needs ${name}@acme.test, and there is none.`);
  return id;
}

async function missingStories({ desk, inboxIds, now }: Stage): Promise<Story[]> {
  const seen = await desk.look();
  const openers = await Promise.all(stories.map(async (story) => (await composeMail(story, 0, now)).from));
  return stories.filter((story, index) => !seen.some((one) => isOf(one, openers[index] ?? "", inboxIds[story.inboxes[0]])));
}

async function performAll(actors: readonly Actor[], { now }: Stage): Promise<Map<string, unknown>> {
  const failures = new Map<string, unknown>();
  const unlessFailed = (act: (actor: Actor) => Promise<void>) => async (actor: Actor) => {
    if (failures.has(actor.story.name)) return;
    await act(actor).catch((error: unknown) => failures.set(actor.story.name, error));
  };
  for (let wave = 0; wave <= 5; wave++) {
    const inOrder = [...actors].sort((a, b) => beginOf(a, wave, now) - beginOf(b, wave, now));
    await sideBySide(
      inOrder,
      unlessFailed((actor) => actor.play(wave)),
    );
  }
  await Promise.all(actors.map(unlessFailed((actor) => actor.settle())));
  return failures;
}

/** When the story's first step of a wave happens; stories without one come last. */
function beginOf({ story }: Actor, wave: number, now: Date): number {
  const index = wavesOf(story).indexOf(wave);
  const step = story.steps[index];
  return step && "when" in step ? momentOf(step.when, now).getTime() : Number.MAX_SAFE_INTEGER;
}

/** Enough to keep two cores busy; more only makes the mails arrive out of order. */
const actorsAtOnce = 6;

async function sideBySide<T>(items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  const waiting = items.values();
  const lane = async () => {
    for (const item of waiting) await act(item);
  };
  await Promise.all(Array.from({ length: actorsAtOnce }, lane));
}
