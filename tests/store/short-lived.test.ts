// Rows that end by themselves: sessions, open sockets, and requests that may be sent again. Time to live deletes late, so it
// is not what ends a session.
import { beforeAll, describe, expect, test } from "vitest";
import { keys, table } from "../../functions/store/keys.ts";
import { doneWrite, findDone } from "../../functions/store/once.ts";
import { createSession, endSession, findSession } from "../../functions/store/sessions.ts";
import { forgetSocket, listSockets, saveSocket } from "../../functions/store/sockets.ts";
import { getRow, write } from "../../functions/store/table.ts";
import { startWorkspace } from "./workspace.ts";

beforeAll(async () => (await startWorkspace()).stop);

// Far enough ahead that the table itself deletes nothing while we look.
const now = Math.floor(Date.now() / 1000) + 24 * 3600;

describe("a session", () => {
  const session = { memberId: "mem_1", secretHash: "hash-1", expiresAt: now + 60 };

  test("is found until its last second, and not in it", async () => {
    await createSession(session);
    expect(await findSession("hash-1", now)).toEqual(session);
    expect(await findSession("hash-1", now + 59)).toEqual(session);
    expect(await findSession("hash-1", now + 60)).toBeUndefined();
    expect(await findSession("hash-2", now)).toBeUndefined();
  });

  test("is deleted by the table at that time", async () => {
    await createSession(session);
    expect(await getRow(keys.session("hash-1"))).toMatchObject({ [table.timeToLive]: session.expiresAt });
  });

  test("that was ended is gone, also when it is ended again", async () => {
    await createSession({ ...session, secretHash: "ended" });
    await endSession("ended");
    await endSession("ended");
    expect(await findSession("ended", now)).toBeUndefined();
  });
});

describe("a socket", () => {
  test("is listed with whose it is until it is forgotten", async () => {
    const sockets = ["a=", "b=", "c="].map((connectionId) => ({ connectionId, memberId: "mem_1" }));
    await Promise.all(sockets.map((socket) => saveSocket(socket, now)));
    expect(await listSockets()).toEqual(sockets);
    await forgetSocket("b=");
    await forgetSocket("never-there=");
    expect((await listSockets()).map(({ connectionId }) => connectionId)).toEqual(["a=", "c="]);
  });

  test("is deleted by the table after the two hours that one can last", async () => {
    await saveSocket({ connectionId: "late=", memberId: "mem_1" }, now);
    expect(await getRow(keys.socket("late="))).toMatchObject({ [table.timeToLive]: now + 7200 });
  });
});

describe("a request under a key of the page's", () => {
  const done = { id: "msg_1", version: 4, requestHash: "hash" };

  test("is remembered for its member alone, for a day", async () => {
    expect(await write(doneWrite("mem_1", "key", done, now))).toBe(true);
    expect(await findDone("mem_1", "key")).toEqual(done);
    expect(await findDone("mem_2", "key")).toBeUndefined();
    expect(await getRow(keys.once("mem_1", "key"))).toMatchObject({ [table.timeToLive]: now + 24 * 3600 });
  });

  test("is done once, also when it comes ten times at once", async () => {
    const ids = Array.from({ length: 10 }, (_, index) => `msg_${index}`);
    const won = await Promise.all(ids.map((id) => write(doneWrite("mem_1", "racing", { ...done, id }, now))));
    expect(won.filter(Boolean)).toHaveLength(1);
    expect((await findDone("mem_1", "racing"))?.id).toBe(ids[won.indexOf(true)]);
  });

  test("may be as long and as odd as the page likes", async () => {
    for (const key of ["k".repeat(2000), "#", "ключ"]) {
      expect(await write(doneWrite("mem_1", key, done, now))).toBe(true);
      expect(await findDone("mem_1", key)).toEqual(done);
    }
  });
});
