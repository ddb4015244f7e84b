// Every answer is what the OpenAPI document says it is: each route is called once and its answer held to its own shape.
import { hc } from "hono/client";
import { type GenericSchema, type InferOutput, safeParse } from "valibot";
import { beforeEach, describe, expect, expectTypeOf, test, vi } from "vitest";
import type { Copy } from "../../functions/actions/list-copies.ts";
import type { Receiving } from "../../functions/core/inbox/receiving.ts";
import type { UploadTicket } from "../../functions/actions/request-upload.ts";
import { type Api, app } from "../../functions/api/app.ts";
import type { ErrorAnswer } from "../../functions/api/errors.ts";
import { routesOf } from "../../functions/api/registry.ts";
import type * as conversationShapes from "../../functions/api/conversation-shapes.ts";
import type * as shapes from "../../functions/api/shapes.ts";
import type {
  ConversationPage,
  ConversationView,
  EntryView,
  InboxView,
  LedgerView,
  MemberView,
} from "../../functions/api/views.ts";
import type { OpenedMail } from "../../functions/core/mail/opened-mail.ts";
import type { Team } from "../../functions/store/members.ts";
import { call } from "./support/calls.ts";
import {
  asThePage,
  memberId,
  ourConversation,
  ourOtherConversation,
  ours,
  signedIn,
  theirs,
  workspace,
} from "./support/workspace.ts";

vi.mock("../../functions/store/table.ts", () => import("./support/table-in-memory.ts"));
vi.mock("../../functions/store/buckets.ts", () => import("./support/buckets-in-memory.ts"));
vi.spyOn(console, "log").mockReturnValue();

beforeEach(workspace);

describe("the answer of", () => {
  const guarded = routesOf(app.routes).filter(({ permission }) => permission);

  test.each(guarded)("$method $path", async (route) => {
    const principal =
      route.permission === "ledger.read" || route.permission === "sender.everywhere" ? "admin-without-membership" : "manage";
    const answer = await call(route, await signedIn(principal));
    expect(answer.status).toBe(route.answer?.status);
    const shape = route.answer?.shape;
    if (!shape) expect(await answer.text()).toBe("");
    else if ("mediaType" in shape) expect(answer.headers.get("content-type")).toContain(shape.mediaType.replace("*", ""));
    else expect(safeParse(shape, await answer.json()).issues).toBeUndefined();
  });
});

describe("lists", () => {
  test("show only what the viewer may read", async () => {
    const cookie = await signedIn("read");
    const read = async (path: string) => (await app.request(`/api/v1${path}`, { headers: { cookie } })).json();
    expect((await read("/inboxes")).items.map(({ id }: InboxView) => id)).toEqual([ours]);
    expect((await read("/conversations")).items.map(({ id }: ConversationView) => id)).toEqual([
      ourOtherConversation,
      ourConversation,
    ]);
    expect((await app.request(`/api/v1/conversations?inbox=${theirs}`, { headers: { cookie } })).status).toBe(404);
  });

  test("are empty for who may read nothing, admin or not", async () => {
    for (const principal of ["no-access", "admin-without-membership"] as const) {
      const cookie = await signedIn(principal);
      for (const path of ["/inboxes", "/conversations", "/conversations?folder=all"]) {
        expect((await (await app.request(`/api/v1${path}`, { headers: { cookie } })).json()).items).toEqual([]);
      }
    }
  });

  test("count my own work as mine", async () => {
    const cookie = await signedIn("manage");
    await app.request(
      `/api/v1/conversations/${ourConversation}/assignment`,
      asThePage("PUT", cookie, { memberId: memberId("manage") }),
    );
    const counts = async (as: string) =>
      (await (await app.request("/api/v1/inboxes", { headers: { cookie: as } })).json()).items[0].counts;
    expect(await counts(cookie)).toEqual({ open: 2, unassigned: 1, mine: 1 });
    expect(await counts(await signedIn("read"))).toEqual({ open: 2, unassigned: 1, mine: 0 });
  });

  test("of members leave out who may no longer sign in", async () => {
    const { items } = await (await app.request("/api/v1/members", { headers: { cookie: await signedIn("read") } })).json();
    expect(items.map(({ id }: MemberView) => id)).not.toContain(memberId("disabled"));
    expect(items).toHaveLength(7);
  });

  test("of raw mails show no keys and no envelope sender", async () => {
    const cookie = await signedIn("admin-without-membership");
    const { items } = await (await app.request("/api/v1/ledger?state=unrouted", { headers: { cookie } })).json();
    expect(items).toHaveLength(1);
    expect(Object.keys(items[0]).sort()).toEqual(["reason", "receivedAt", "recipients", "sesMessageId", "state"]);
  });
});

describe("the typed client", () => {
  const client = (cookie: string) => hc<Api>("http://127.0.0.1:3000", { fetch: app.request, headers: { cookie } }).api.v1;

  test("asks for what a route takes, and knows what it gives", async () => {
    const api = client(await signedIn("manage"));
    const note = await api.conversations[":id"].notes.$post({ param: { id: ourConversation }, json: { text: "Known fault." } });
    expect(note.status).toBe(201);
    expectTypeOf(await note.json()).toEqualTypeOf<{ id: string; version: number }>();
    const list = await api.conversations.$get({ query: { folder: "open", limit: "10" } });
    const { items, nextCursor } = await list.json();
    expectTypeOf(nextCursor).toEqualTypeOf<string | null>();
    expect(items.find(({ id }) => id === ourConversation)?.version).toBe(2);
    // @ts-expect-error a note has no colour
    await api.conversations[":id"].notes.$post({ param: { id: ourConversation }, json: { color: "red" } });
    // @ts-expect-error there is no such folder
    await api.conversations.$get({ query: { folder: "trash" } });
  });
});

test("the shapes say what the view types say", () => {
  expectTypeOf<Same<typeof conversationShapes.conversation, ConversationView>>().toEqualTypeOf<true>();
  expectTypeOf<Same<typeof conversationShapes.entry, EntryView>>().toEqualTypeOf<true>();
  expectTypeOf<Same<typeof conversationShapes.conversationPage, ConversationPage>>().toEqualTypeOf<true>();
  expectTypeOf<Same<typeof conversationShapes.openedMail, OpenedMail>>().toEqualTypeOf<true>();
  expectTypeOf<Same<typeof shapes.inboxes, { items: readonly InboxView[] }>>().toEqualTypeOf<true>();
  expectTypeOf<Same<typeof shapes.members, { items: readonly MemberView[]; teams: readonly Team[] }>>().toEqualTypeOf<true>();
  expectTypeOf<Same<typeof shapes.ledger, { items: readonly LedgerView[]; nextCursor: string | null }>>().toEqualTypeOf<true>();
  expectTypeOf<Same<typeof shapes.copies, { items: readonly Copy[] }>>().toEqualTypeOf<true>();
  expectTypeOf<Same<typeof shapes.uploadTicket, UploadTicket>>().toEqualTypeOf<true>();
  expectTypeOf<Same<typeof shapes.receiving, Receiving>>().toEqualTypeOf<true>();
  expectTypeOf<Same<typeof shapes.failure, ErrorAnswer>>().toEqualTypeOf<true>();
  // The comparison itself can tell a difference.
  expectTypeOf<Same<typeof conversationShapes.conversation, Omit<ConversationView, "subject">>>().toEqualTypeOf<false>();
});

/** True when each takes the other's values; whether a property may be written again is not compared. */
type Same<Shape extends GenericSchema, View> = [Frozen<InferOutput<Shape>>] extends [Frozen<View>]
  ? [Frozen<View>] extends [Frozen<InferOutput<Shape>>]
    ? keyof InferOutput<Shape> extends keyof View
      ? true
      : false
    : false
  : false;

type Frozen<T> = T extends object ? { readonly [Key in keyof T]: Frozen<T[Key]> } : T;
