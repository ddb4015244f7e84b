import { beforeEach, expect, test, vi } from "vitest";
import type { Hono } from "hono";
import type { Member } from "../../functions/store/members.ts";
import { openOutbox, type OutboxMail } from "../../local/outbox.ts";
import { localRoutes } from "../../local/routes.ts";
import { type VerdictPlan, verdictPlan } from "../../local/verdicts.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const ana: Member = { id: "mem_ana", name: "Ana", email: "ana@acme.test", role: "admin", teamIds: [], isDisabled: false };
const gone: Member = { ...ana, id: "mem_gone", email: "gone@acme.test", isDisabled: true };
const wire = Buffer.from("From: support@acme.test\r\nTo: kim@example.com\r\nSubject: Hi <b>there</b>\r\n\r\nHello\r\n");

let routes: Hono;
let verdicts: VerdictPlan;
const schedule = vi.fn(async () => ({
  mail: { listed: 0, found: 0, isWhole: true },
  replies: { lookedAt: 0, stuck: 0 },
  spam: { removed: 0, isWhole: true },
}));
let report: ReturnType<typeof vi.fn<(mail: OutboxMail, event: unknown) => Promise<void>>>;

beforeEach(async () => {
  const outbox = await openOutbox(await temporaryFolder());
  const sent = { destinations: ["kim@example.com", "boss@acme.test"], tags: {}, wire };
  await outbox.keep({ id: "id-1", at: "2026-01-01T09:00:00.000Z", ...sent });
  await outbox.keep({ id: "id-2", at: "2026-01-01T09:00:01.000Z", ...sent });
  verdicts = verdictPlan();
  report = vi.fn(async () => undefined);
  const startSession = async (memberId: string) => ({ cookie: `session=of-${memberId}; HttpOnly` });
  routes = localRoutes({ outbox, report, verdicts, members: async () => [ana, gone], schedule, startSession });
});

function post(path: string, body: unknown, contentType = "application/json") {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return routes.request(path, { method: "POST", headers: { "content-type": contentType }, body: text });
}

test("a member is signed in by their address, whatever its case", async () => {
  const answer = await post("/local/session", { email: "Ana@acme.test" });
  expect(answer.headers.get("set-cookie")).toBe("session=of-mem_ana; HttpOnly");
  expect(await answer.json()).toEqual({ id: "mem_ana", name: "Ana", email: "ana@acme.test" });
});

test("strangers and members who left are not", async () => {
  for (const email of ["kim@example.com", "gone@acme.test"]) {
    const answer = await post("/local/session", { email });
    expect(answer.status).toBe(400);
    expect(answer.headers.get("set-cookie")).toBeNull();
    expect(await answer.json()).toMatchObject({ code: "email.unknown" });
  }
});

test("the outbox is a list for scripts, oldest first, each with its raw mail", async () => {
  const mails = (await (await routes.request("/local/outbox")).json()) as Record<string, unknown>[];
  expect(mails.map((mail) => mail.id)).toEqual(["id-1", "id-2"]);
  expect(mails[1]).toEqual({
    id: "id-2",
    at: "2026-01-01T09:00:01.000Z",
    from: "support@acme.test",
    to: ["kim@example.com"],
    cc: [],
    bcc: ["boss@acme.test"],
    subject: "Hi <b>there</b>",
    headers: { from: "support@acme.test", to: "kim@example.com", subject: "Hi <b>there</b>" },
    destinations: ["kim@example.com", "boss@acme.test"],
    tags: {},
    raw: "/local/outbox/id-2/raw",
  });
  const raw = await routes.request("/local/outbox/id-2/raw");
  expect(Buffer.from(await raw.arrayBuffer())).toEqual(wire);
  expect(raw.headers.get("content-disposition")).toBe('attachment; filename="id-2.eml"');
});

test("the outbox is a page for a browser, newest first, in which nothing of a mail is markup", async () => {
  const answer = await routes.request("/local/outbox", { headers: { accept: "text/html,application/xhtml+xml,*/*;q=0.8" } });
  expect(answer.headers.get("content-type")).toBe("text/html; charset=utf-8");
  const page = await answer.text();
  expect(page).toContain("Hi &lt;b&gt;there&lt;/b&gt;");
  expect(page).toContain('href="/local/outbox/id-1/raw"');
  expect(page).toContain("Bcc boss@acme.test");
  expect(page.indexOf("id-2")).toBeLessThan(page.indexOf("id-1"));
});

test("SES can be made to report", async () => {
  const answer = await post("/local/events", {
    outboxId: "id-1",
    type: "bounce",
    recipients: ["kim@example.com"],
    reason: "550 no",
  });
  expect(answer.status).toBe(204);
  expect(report).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ id: "id-1" }), {
    type: "bounce",
    recipients: ["kim@example.com"],
    reason: "550 no",
  });
});

test("the next mails' verdicts can be set", async () => {
  expect((await post("/local/verdicts", { virus: "FAIL", count: 2 })).status).toBe(204);
  expect([verdicts.next(), verdicts.next(), verdicts.next()].map((one) => [one.virus, one.spam])).toEqual([
    ["FAIL", "PASS"],
    ["FAIL", "PASS"],
    ["PASS", "PASS"],
  ]);
});

const badInput: [string, string, unknown, string][] = [
  ["no address", "/local/session", {}, "email.invalid"],
  ["an address that is none", "/local/session", { email: "ana" }, "email.invalid"],
  ["a field too many", "/local/session", { email: "ana@acme.test", admin: true }, "admin.invalid"],
  ["a body that is no JSON", "/local/session", "{", "body.invalid"],
  ["a body that is no object", "/local/session", 7, "body.invalid"],
  ["an event of no known type", "/local/events", { outboxId: "id-1", type: "open" }, "type.invalid"],
  ["a mail that was never sent", "/local/events", { outboxId: "id-9", type: "bounce" }, "outboxId.unknown"],
  ["a path for an id", "/local/events", { outboxId: "../id-1", type: "bounce" }, "outboxId.unknown"],
  ["nobody to report about", "/local/events", { outboxId: "id-1", type: "bounce", recipients: [] }, "recipients.invalid"],
  ["a verdict that SES does not give", "/local/verdicts", { spam: "MAYBE" }, "spam.invalid"],
  ["a count of none", "/local/verdicts", { spam: "FAIL", count: 0 }, "count.invalid"],
];

test.each(badInput)("%s is refused with the field's name", async (_case, path, body, code) => {
  const answer = await post(path, body);
  expect(answer.status).toBe(400);
  expect(await answer.json()).toEqual({ code, message: expect.any(String) });
  expect(report).not.toHaveBeenCalled();
});

test("a form of another site cannot call these routes", async () => {
  const answer = await post("/local/session", { email: "ana@acme.test" }, "text/plain");
  expect(answer.status).toBe(400);
  expect(answer.headers.get("set-cookie")).toBeNull();
});

test("what is not there is said so", async () => {
  expect((await routes.request("/local/other")).status).toBe(404);
  expect((await routes.request("/local/outbox/id-9/raw")).status).toBe(404);
});

test("the schedule runs when asked, for mail of any age", async () => {
  expect(await (await post("/local/schedule", { minAgeMinutes: 0 })).json()).toMatchObject({ mail: { found: 0 } });
  expect(schedule).toHaveBeenLastCalledWith({ minAgeMinutes: 0 });
  await post("/local/schedule", {});
  expect(schedule).toHaveBeenLastCalledWith({});
  expect((await post("/local/schedule", { minAgeMinutes: -1 })).status).toBe(400);
});
