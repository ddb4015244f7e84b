// The ledger: one row a raw mail and inbox, listed by what became of it; mail that is a message costs no index.
import { beforeAll, describe, expect, test } from "vitest";
import { instantOf } from "../../functions/core/time.ts";
import {
  findLedgerRow,
  ledgerPositionOf,
  type LedgerRow,
  type LedgerState,
  ledgerStates,
  ledgerWrite,
  listedLedgerStates,
  listLedger,
} from "../../functions/store/ledger.ts";
import { keys } from "../../functions/store/keys.ts";
import { getRow, write } from "../../functions/store/table.ts";
import { startWorkspace } from "./workspace.ts";

beforeAll(async () => (await startWorkspace()).stop);

const start = Date.UTC(2026, 10, 20, 10);
let mails = 0;

function row(state: LedgerState, with_: Partial<LedgerRow> = {}): LedgerRow {
  const sesMessageId = `ses${String(++mails).padStart(5, "0")}`;
  const receivedAt = instantOf(start + mails);
  const who = { recipients: ["support@acme.test"], source: "lucia@client.example" };
  return { sesMessageId, inboxId: "inb_1", state, ...who, receivedAt, objectKey: `raw/${sesMessageId}`, ...with_ };
}

async function filed(state: LedgerState, with_: Partial<LedgerRow> = {}): Promise<LedgerRow> {
  const one = row(state, with_);
  expect(await write(ledgerWrite(one))).toBe(true);
  return one;
}

describe("a row", () => {
  test.each(ledgerStates)("%s comes back as it was", async (state) => {
    const one = await filed(state, { reason: "Because.", conversationId: "con_1", messageId: "msg_1" });
    expect(await findLedgerRow(one.sesMessageId, one.inboxId)).toEqual(one);
  });

  test("of a mail that reached no inbox is found without one", async () => {
    const { inboxId: _, ...unrouted } = row("unrouted");
    await write(ledgerWrite(unrouted));
    expect(await findLedgerRow(unrouted.sesMessageId, undefined)).toEqual(unrouted);
    expect(await findLedgerRow(unrouted.sesMessageId, "inb_1")).toBeUndefined();
  });

  test("of one mail in two inboxes is two, each with its own state", async () => {
    const one = await filed("message", { inboxId: "inb_1" });
    await write(ledgerWrite({ ...one, inboxId: "inb_2", state: "duplicate" }));
    expect((await findLedgerRow(one.sesMessageId, "inb_1"))?.state).toBe("message");
    expect((await findLedgerRow(one.sesMessageId, "inb_2"))?.state).toBe("duplicate");
  });

  test("is written once: whoever files the mail again is told so, and the first state stays", async () => {
    const one = await filed("message");
    const again = ledgerStates.map((state) => write(ledgerWrite({ ...one, state })));
    expect(await Promise.all(again)).toEqual(ledgerStates.map(() => false));
    expect(await findLedgerRow(one.sesMessageId, one.inboxId)).toEqual(one);
  });
});

describe("the lists", () => {
  test("every state but message is listed, and message alone has no key in the index", async () => {
    expect([...listedLedgerStates, "message"].toSorted()).toEqual([...ledgerStates].toSorted());
    for (const state of ledgerStates) {
      const { sesMessageId, inboxId } = await filed(state);
      const stored = await getRow(keys.ledger(sesMessageId, inboxId));
      expect("statePk" in (stored ?? {}), state).toBe(state !== "message");
    }
    expect(await listLedger(["message"], 100)).toEqual([]);
  });

  test("one state is that state, newest first", async () => {
    const spam = [await filed("spam"), await filed("spam"), await filed("spam")].toReversed();
    await filed("blocked");
    expect((await listLedger(["spam"], 3)).map(({ sesMessageId }) => sesMessageId)).toEqual(
      spam.map(({ sesMessageId }) => sesMessageId),
    );
    expect((await listLedger(["spam"], 100)).every(({ state }) => state === "spam")).toBe(true);
  });

  test.each([1, 2, 5])("several states in pages of %i are one list, also where times are equal", async (limit) => {
    const receivedAt = instantOf(start + 3600_000);
    for (const state of listedLedgerStates) await filed(state, { receivedAt });
    const whole = await listLedger(listedLedgerStates, 1000);
    const found: LedgerRow[] = [];
    for (;;) {
      const last = found.at(-1);
      const page = await listLedger(listedLedgerStates, limit, last && ledgerPositionOf(last));
      found.push(...page);
      if (page.length < limit) break;
    }
    expect(found).toEqual(whole);
    expect(whole.map(ledgerPositionOf)).toEqual(whole.map(ledgerPositionOf).toSorted().toReversed());
  });
});
