// Every route, for every kind of member, in our inbox, in somebody else's and in none. A route without a mark fails here.
import { isMiddleware } from "hono/utils/handler";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { app } from "../../functions/api/app.ts";
import { type Route, routesOf } from "../../functions/api/registry.ts";
import type { Permission } from "../../functions/core/access.ts";
import { call, here, type Where } from "./support/calls.ts";
import {
  noConversation,
  type Principal,
  principals,
  signedIn,
  theirConversation,
  theirMessage,
  theirNumber,
  theirSpam,
  theirs,
  workspace,
} from "./support/workspace.ts";

vi.mock("../../functions/store/table.ts", () => import("./support/table-in-memory.ts"));
vi.mock("../../functions/store/buckets.ts", () => import("./support/buckets-in-memory.ts"));
vi.spyOn(console, "log").mockReturnValue();

beforeEach(workspace);

/** What each kind may do in our inbox, written down once more by hand: the code's own table is what is tested. */
const reading: Permission[] = ["inbox.read", "conversation.read", "conversation.mark-read", "attachment.read", "sender.list"];
const answering: Permission[] = [
  ...(["conversation.assign", "conversation.close", "conversation.merge", "conversation.link", "conversation.split"] as const),
  ...(["conversation.move", "conversation.edit", "conversation.spam", "sender.change"] as const),
  ...(["participant.change", "reply.send", "upload.create"] as const),
];
const managing: Permission[] = ["inbox.change"];
const inOurInbox: Record<Principal, Permission[]> = {
  anonymous: [],
  disabled: [],
  "no-access": [],
  read: reading,
  comment: [...reading, "note.add"],
  reply: [...reading, "note.add", ...answering],
  manage: [...reading, "note.add", ...answering, ...managing],
  "read-here-manage-elsewhere": reading,
  "admin-without-membership": [],
};
const forEveryMember: Permission[] = ["me.read", "me.change", "inbox.list", "member.list", "conversation.list"];
const forAdmins: Permission[] = ["ledger.read", "sender.everywhere"];

const routes = routesOf(app.routes);
const guarded = routes.filter((route): route is Route & { permission: Permission } => route.permission !== undefined);
const everybody = Object.keys(principals) as Principal[];

const elsewhere: Record<string, Where> = {
  "somebody else's": {
    conversation: theirConversation,
    message: theirMessage,
    inbox: theirs,
    number: `${theirNumber}`,
    mail: theirSpam,
  },
  "not there": {
    conversation: noConversation,
    message: "msg_01JD0000000000000000000009",
    inbox: "inb_01JD0000000000000000000009",
    number: "9",
    mail: "ses0",
  },
  "no id at all": { conversation: "x", message: "x", inbox: "x", number: "x", mail: "!" },
};

describe("every route says who may call it", () => {
  test.each(routes)("$method $path", ({ permission, openBecause, answer }) => {
    expect([permission, openBecause].filter((mark) => mark !== undefined)).toHaveLength(1);
    expect(answer?.summary).toMatch(/^[A-Z].*[^.]$/);
  });

  test("nothing answers outside of the list", () => {
    const anywhere = app.routes.filter(({ method }) => method === "ALL");
    expect(anywhere.every(({ handler }) => isMiddleware(handler))).toBe(true);
  });

  test("the open ones are these and no others", () => {
    const open = routes
      .filter(({ openBecause }) => openBecause)
      .map(({ method, path }) => `${method} ${path.replace("/api/v1", "")}`);
    expect(open).toEqual([
      "GET /session/sign-in",
      "GET /session/callback",
      "DELETE /session",
      "GET /inline/:token",
      "GET /files/:token",
      "GET /openapi.json",
      "GET /docs",
    ]);
  });

  test("no permission is there for nothing", () => {
    const used = new Set(guarded.map(({ permission }) => permission));
    // The socket's own handler asks for its permission.
    expect([...forEveryMember, ...forAdmins, ...inOurInbox.manage].filter((permission) => !used.has(permission))).toEqual([]);
  });
});

describe.each(guarded)("$method $path", (route) => {
  test.each(everybody)("%s, where it is ours", async (principal) => {
    expect(outcomeOf(await call(route, await signedIn(principal), here))).toBe(expectedHere(route.permission, principal));
  });

  test.each(everybody.flatMap((principal) => Object.keys(elsewhere).map((place) => [principal, place] as const)))(
    "%s, where it is %s",
    async (principal, place) => {
      const answer = await call(route, await signedIn(principal), elsewhere[place]);
      expect(outcomeOf(answer)).toBe(expectedElsewhere(route, principal));
    },
  );
});

describe("not yours and not there are the same answer", () => {
  const below = guarded.filter(({ path }) => path.includes(":id") || path.endsWith("/uploads"));

  test.each(below)("$method $path", async (route) => {
    const cookie = await signedIn("manage");
    const answers = await Promise.all(Object.values(elsewhere).map(async (where) => call(route, cookie, where)));
    const told = await Promise.all(
      answers.map(async (answer) => ({ status: answer.status, ...(await answer.json()), requestId: "" })),
    );
    expect(new Set(told.map((one) => JSON.stringify(one))).size).toBe(1);
  });

  test.each(guarded.filter(({ path }) => path.includes(":messageId")))(
    "another conversation's message: $method $path",
    async (route) => {
      const cookie = await signedIn("manage");
      const foreign = await call(route, cookie, { ...here, message: theirMessage });
      const absent = await call(route, cookie, { ...here, message: "msg_01JD0000000000000000000009" });
      expect(foreign.status).toBe(404);
      expect({ ...(await foreign.json()), requestId: "" }).toEqual({ ...(await absent.json()), requestId: "" });
    },
  );
});

type Outcome = "done" | "who?" | "no" | "not there";

function expectedHere(permission: Permission, principal: Principal): Outcome {
  if (principal === "anonymous" || principal === "disabled") return "who?";
  if (forEveryMember.includes(permission)) return "done";
  if (forAdmins.includes(permission)) return principal === "admin-without-membership" ? "done" : "no";
  return inOurInbox[principal].includes(permission) ? "done" : "no";
}

/** Who may do it nowhere is told so before anything is looked up; all others learn nothing about what is not theirs. */
function expectedElsewhere({ permission, path }: Route & { permission: Permission }, principal: Principal): Outcome {
  const hasItSomewhere = principal === "read-here-manage-elsewhere" && !forAdmins.includes(permission);
  const atHome = expectedHere(permission, principal);
  if (atHome !== "done" && !hasItSomewhere) return atHome;
  if (path.endsWith("/uploads")) return "no";
  return /:(?:id|inboxId|number|sesMessageId)/.test(path) ? "not there" : "done";
}

function outcomeOf({ status }: Response): Outcome | number {
  const outcomes: Record<number, Outcome> = {
    200: "done",
    201: "done",
    204: "done",
    302: "done",
    401: "who?",
    403: "no",
    404: "not there",
  };
  return outcomes[status] ?? status;
}
