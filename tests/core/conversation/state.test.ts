// Closing, assigning and the send guard: a conversation and a command in, a decision out.
import { expect, test } from "vitest";
import { countsChanges } from "../../../functions/core/conversation/counts.ts";
import { assign, close, refuseStale, reopen, unassign } from "../../../functions/core/conversation/state.ts";
import { ana, at, conversation } from "../../helpers/mails.ts";

const beto = { id: "mem_01JD000000000000000000BET0", name: "Beto" };
const carla = { id: "mem_01JD00000000000000000CAR1A", name: "Carla" };
const assignedTo = (memberId: string) => conversation({ assignment: { memberId, by: ana, at } });

test("closing records who and when, and raises the version", () => {
  expect(close(conversation(), ana, at)).toEqual({
    isChanged: true,
    conversation: { ...conversation(), version: 4, closure: { by: ana, at } },
    facts: [{ name: "conversation.closed" }],
  });
});

test("closing twice is not an error and changes nothing", () => {
  const closed = conversation({ closure: { by: ana, at } });
  expect(close(closed, ana, at)).toEqual({ isChanged: false, conversation: closed });
});

test("closing answers a call for attention", () => {
  const decision = close(conversation({ needsAttention: "bounced" }), ana, at);
  expect(decision.conversation.needsAttention).toBeUndefined();
});

test("reopening takes the closure away", () => {
  const decision = reopen(conversation({ closure: { by: ana, at } }));
  expect(decision.conversation.closure).toBeUndefined();
  expect(reopen(conversation()).isChanged).toBe(false);
});

test("assigning names the new owner in the timeline", () => {
  const decision = assign(conversation(), beto, ana, at);
  expect(decision).toMatchObject({
    conversation: { assignment: { memberId: beto.id, by: ana, at }, version: 4 },
    facts: [{ name: "conversation.assigned", memberId: beto.id, memberName: "Beto" }],
  });
});

test("whoever comes second to an unassigned conversation is told", () => {
  expect(() => assign(assignedTo(beto.id), carla, ana, at, null)).toThrow(expect.objectContaining({ code: "assignment.taken" }));
});

test("taking over on purpose works", () => {
  expect(assign(assignedTo(beto.id), carla, ana, at, beto.id).isChanged).toBe(true);
  expect(assign(assignedTo(beto.id), carla, ana, at).isChanged).toBe(true);
});

test("assigning to the owner again changes nothing, whatever was expected", () => {
  expect(assign(assignedTo(beto.id), beto, ana, at, null).isChanged).toBe(false);
});

test("unassigning gives it back", () => {
  expect(unassign(assignedTo(beto.id)).conversation.assignment).toBeUndefined();
  expect(unassign(conversation()).isChanged).toBe(false);
});

test("a reply written on an older version is stopped, with the version that is there", () => {
  expect(() => refuseStale(conversation({ version: 5 }), 4)).toThrow(
    expect.objectContaining({ kind: "conflict", code: "reply.stale", details: { version: 5 } }),
  );
  expect(() => refuseStale(conversation({ version: 5 }), 5)).not.toThrow();
});

test("a version from the future is refused", () => {
  expect(() => refuseStale(conversation({ version: 5 }), 6)).toThrow(expect.objectContaining({ code: "reply.version" }));
});

test.each([
  ["new", undefined, conversation(), { open: 1, unassigned: 1 }],
  ["assigned", conversation(), assignedTo(beto.id), { unassigned: -1, [beto.id]: 1 }],
  ["handed over", assignedTo(beto.id), assignedTo(carla.id), { [beto.id]: -1, [carla.id]: 1 }],
  ["closed", assignedTo(beto.id), { ...assignedTo(beto.id), closure: { by: ana, at } }, { open: -1, [beto.id]: -1 }],
  ["reopened", conversation({ closure: { by: ana, at } }), conversation(), { open: 1, unassigned: 1 }],
  ["answered", conversation(), conversation({ version: 9 }), {}],
])("counters follow: %s", (_, before, after, change) => {
  expect(countsChanges([{ before, after }]).get(after.inboxId) ?? {}).toEqual(change);
});
