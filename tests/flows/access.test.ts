// What members may not see is not there: the same answer as for what does not exist, on every way to it.
import { beforeAll, describe, expect, test } from "vitest";
import { ana, member, platform } from "../helpers/acme.ts";
import { type ApiMember, receivedIn } from "../helpers/api.ts";
import { textMail } from "../helpers/text-mail.ts";

let dario: ApiMember; // reads support, answers sales
let elena: ApiMember; // answers sales, comments on jobs, is no member of support
let conversationId: string;
let messageId: string;
let inboxId: string;

beforeAll(async () => {
  dario = await member("dario");
  elena = await member("elena");
  await platform.deliver(textMail({ subject: "In support", messageId: "in-support@x" }), { to: "support@acme.test" });
  const page = await ana.find("In support");
  conversationId = page.conversation.id;
  inboxId = page.conversation.inboxId;
  messageId = receivedIn(page)[0]?.id ?? "";
});

const nowhere = `con_${"0".repeat(26)}`;
const reads = [
  "",
  "/timeline",
  "/messages/MSG/text",
  "/messages/MSG/body",
  "/messages/MSG/original",
  "/messages/MSG/attachments/0",
  "/messages/MSG/attachments/0/text",
  "/messages/MSG/attachments/0/mail",
  "/messages/MSG/attachments.zip",
];

describe("who is not a member of an inbox", () => {
  test.each(reads)("gets the same 404 for GET /conversations/ID%s as for what is not there", async (path) => {
    const of = (id: string) => elena.get(`/conversations/${id}${path.replace("MSG", messageId)}`);
    const [notYours, notThere] = [await of(conversationId), await of(nowhere)];
    expect(notYours.status).toBe(404);
    const { requestId: _a, ...left } = notYours.body as Record<string, unknown>;
    const { requestId: _b, ...right } = notThere.body as Record<string, unknown>;
    expect(left).toEqual(right);
  });

  test.each([
    ["PUT", "closure", undefined],
    ["DELETE", "closure", undefined],
    ["PUT", "read", undefined],
    ["DELETE", "assignment", undefined],
    ["PUT", "assignment", { memberId: "mem_00000000000000000000000000" }],
    ["POST", "notes", { text: "x" }],
    ["POST", "replies", { html: "x", version: 1 }],
  ])("cannot %s its %s", async (method, state, body) => {
    const answer = await elena.call(method, `/conversations/${conversationId}/${state}`, body);
    // Where she has that permission in no inbox at all the route itself says so; either way she learns nothing.
    expect([403, 404]).toContain(answer.status);
    expect((await ana.open(conversationId)).conversation.version).toBe(1);
  });

  test("sees none of it in lists, inboxes and counts", async () => {
    expect((await elena.list()).map(({ id }) => id)).not.toContain(conversationId);
    expect((await elena.get(`/conversations?inbox=${inboxId}`)).status).toBe(404);
    const { items } = (await elena.get<{ items: { id: string }[] }>("/inboxes")).body;
    expect(items.map(({ id }) => id)).not.toContain(inboxId);
  });

  test("cannot upload into it", async () => {
    const file = { inboxId, filename: "a", contentType: "text/plain", sizeBytes: 1 };
    expect([403, 404]).toContain((await elena.post("/uploads", file)).status);
  });
});

describe("who may only read", () => {
  test("reads", async () => {
    expect((await dario.open(conversationId)).conversation.subject).toBe("In support");
  });

  test.each([
    ["PUT", "closure", undefined],
    ["PUT", "assignment", { memberId: "mem_00000000000000000000000000" }],
    ["POST", "notes", { text: "x" }],
    ["POST", "replies", { html: "x", version: 1 }],
  ])("may not %s its %s, and is told so", async (method, state, body) => {
    expect(await dario.call(method, `/conversations/${conversationId}/${state}`, body)).toMatchObject({
      status: 403,
      body: { code: "access.denied" },
    });
  });
});

describe("ids that do not belong together", () => {
  test("a message of another conversation is not there", async () => {
    await platform.deliver(textMail({ subject: "In sales", messageId: "in-sales@x" }), { to: "sales@acme.test" });
    const { conversation } = await elena.find("In sales");
    for (const path of reads.slice(2)) {
      expect((await elena.get(`/conversations/${conversation.id}${path.replace("MSG", messageId)}`)).status).toBe(404);
    }
  });

  test.each(["con_x", "..%2f..", "%00", "con_01JD000000000000000000000I", "__proto__", "x".repeat(3000)])(
    "%j is not there",
    async (id) => {
      expect((await ana.get(`/conversations/${id}`)).status).toBe(404);
    },
  );

  test("a conversation cannot be given to somebody who cannot work in its inbox", async () => {
    const { id } = (await elena.get<{ id: string }>("/me")).body;
    expect(await ana.put(`/conversations/${conversationId}/assignment`, { memberId: id })).toMatchObject({
      status: 400,
      body: { code: "assignment.member" },
    });
  });
});

test("without a session there is nothing", async () => {
  for (const path of ["/me", "/inboxes", "/members", "/conversations", `/conversations/${conversationId}`, "/ledger"]) {
    expect((await fetch(`${platform.url}/api/v1${path}`)).status).toBe(401);
  }
});

test("the ledger is for admins", async () => {
  expect((await ana.get("/ledger?state=unrouted")).status).toBe(200);
  expect((await elena.get("/ledger?state=unrouted")).status).toBe(403);
});
