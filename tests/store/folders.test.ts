// Folders: who stands where, newest first, page after page, with nothing twice and nothing left out.
import { beforeAll, describe, expect, test } from "vitest";
import { type Conversation, type Folder, folders } from "../../functions/core/conversation/conversation.ts";
import { newId } from "../../functions/runtime/ids.ts";
import { findConversation, listFolder, newestFirst, positionOf, saveConversation } from "../../functions/store/conversations.ts";
import { ana, conversation } from "../helpers/mails.ts";
import { startWorkspace } from "./workspace.ts";

const inboxId = newId("inbox");
const beto = "mem_01JD000000000000000000BETO";
const minute = (number: number) => new Date(Date.UTC(2026, 10, 20, 10, number)).toISOString();
let all: Conversation[];

// Forty conversations in ten different minutes, four in each: every page boundary can fall among equal times.
beforeAll(async () => {
  const { stop } = await startWorkspace();
  all = Array.from({ length: 40 }, (_, number) => {
    const at = minute(number % 10);
    const owner = [undefined, ana.id, beto, undefined, ana.id][number % 5];
    return conversation({
      id: newId("conversation", at),
      inboxId,
      version: 1,
      activityAt: at,
      ...(owner ? { assignment: { memberId: owner, by: ana, at } } : {}),
      ...(number % 3 === 0 ? { closure: { by: ana, at } } : {}),
      ...(number % 7 === 0 ? { spam: { by: ana, at } } : {}),
    });
  });
  await Promise.all(all.map((one) => saveConversation(undefined, one, [])));
  return stop;
});

const belongs: Record<Folder, (one: Conversation) => boolean> = {
  open: (one) => !one.spam && !one.closure,
  unassigned: (one) => !one.spam && !one.closure && !one.assignment,
  mine: (one) => !one.spam && !one.closure && one.assignment?.memberId === ana.id,
  closed: (one) => !one.spam && !!one.closure,
  spam: (one) => !!one.spam,
  all: (one) => !one.spam,
};

const idsOf = (conversations: readonly Conversation[]) => conversations.map(({ id }) => id);
const where = (folder: Folder) => ({ inboxId, folder, memberId: ana.id });

describe.each(folders)("%s", (folder) => {
  const expected = () => newestFirst(all.filter(belongs[folder]));

  test("holds whom it should, newest activity first, whole", async () => {
    expect(await listFolder(where(folder), 100)).toEqual(expected());
  });

  test.each([1, 2, 3, 7, 25])("in pages of %i is the same list", async (limit) => {
    const found: Conversation[] = [];
    for (;;) {
      const last = found.at(-1);
      const page = await listFolder(where(folder), limit, last && positionOf(last));
      found.push(...page);
      if (page.length < limit) break;
    }
    expect(idsOf(found)).toEqual(idsOf(expected()));
  });

  test("has nothing below its last, nothing in another inbox", async () => {
    const last = expected().at(-1);
    expect(await listFolder(where(folder), 10, last && positionOf(last))).toEqual([]);
    expect(await listFolder({ ...where(folder), inboxId: newId("inbox") }, 10)).toEqual([]);
  });
});

test("mine is each member's own", async () => {
  const ofBeto = await listFolder({ inboxId, folder: "mine", memberId: beto }, 100);
  expect(idsOf(ofBeto)).toEqual(
    idsOf(newestFirst(all.filter((one) => !one.spam && !one.closure && one.assignment?.memberId === beto))),
  );
});

test("a conversation that changes hands, closes and opens again stands in one place at a time", async () => {
  const other = newId("inbox");
  const standsIn = async (memberId: string = ana.id) => {
    const pages = folders.map(async (folder) =>
      (await listFolder({ inboxId: other, folder, memberId }, 9)).length ? [folder] : [],
    );
    return (await Promise.all(pages)).flat();
  };
  let now = conversation({ id: newId("conversation"), inboxId: other, version: 1 });
  await saveConversation(undefined, now, []);
  const become = async (next: Conversation) => {
    const after = { ...next, version: now.version + 1 };
    expect(await saveConversation(now, after, [])).toEqual({ isDone: true });
    now = after;
  };
  expect(await standsIn()).toEqual(["open", "unassigned", "all"]);
  await become({ ...now, assignment: { memberId: ana.id, by: ana, at: minute(1) } });
  expect(await standsIn()).toEqual(["open", "mine", "all"]);
  expect(await standsIn(beto)).toEqual(["open", "all"]);
  await become({ ...now, closure: { by: ana, at: minute(2) } });
  expect(await standsIn()).toEqual(["closed", "all"]);
  const { closure: _, assignment: __, ...opened } = now;
  await become(opened);
  expect(await standsIn()).toEqual(["open", "unassigned", "all"]);
  expect(await findConversation(now.id)).toEqual(now);
});

test("new activity moves a conversation to the top", async () => {
  const [oldest] = newestFirst(all.filter(belongs.open)).slice(-1);
  if (!oldest) throw new Error("the folder is empty");
  const after = { ...oldest, version: 2, activityAt: minute(59) };
  await saveConversation(oldest, after, []);
  const open = await listFolder(where("open"), 100);
  expect(open[0]).toEqual(after);
  expect(open.filter(({ id }) => id === oldest.id)).toHaveLength(1);
});
