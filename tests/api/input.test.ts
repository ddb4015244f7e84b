// What a call may carry: exactly what its schema names. Everything else is refused, and the field is named.
import { describe, expect, test, vi } from "vitest";
import { app } from "../../functions/api/app.ts";
import { routesOf } from "../../functions/api/registry.ts";
import { limits } from "../../functions/core/limits.ts";
import { cookie, eachTestAs } from "./support/session.ts";
import { asThePage, memberId, ourConversation, ours, signedIn } from "./support/workspace.ts";

vi.mock("../../functions/store/table.ts", () => import("./support/table-in-memory.ts"));
vi.mock("../../functions/store/buckets.ts", () => import("./support/buckets-in-memory.ts"));
vi.spyOn(console, "log").mockReturnValue();

eachTestAs("manage");

const notes = `/api/v1/conversations/${ourConversation}/notes`;
const replies = `/api/v1/conversations/${ourConversation}/replies`;
const assignment = `/api/v1/conversations/${ourConversation}/assignment`;

describe("a call that says all by its address", () => {
  const closure = `/api/v1/conversations/${ourConversation}/closure`;

  test.each([
    ["PUT", closure],
    ["DELETE", closure],
    ["DELETE", assignment],
    ["PUT", closure.replace("closure", "read")],
  ])("%s %s takes no body", async (method, path) => {
    const answer = await app.request(path, asThePage(method, cookie, { reason: "done" }));
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: "input.unknown-field", details: { field: "body" } });
  });
});

describe("a JSON body", () => {
  test.each([
    { method: "POST", path: notes, body: { text: "a", color: "red" }, code: "input.unknown-field", field: "color" },
    { method: "POST", path: notes, body: {}, code: "input.missing-field", field: "text" },
    { method: "POST", path: notes, body: { text: 5 }, code: "input.wrong-value", field: "text" },
    { method: "POST", path: notes, body: { text: "  " }, code: "input.wrong-value", field: "text" },
    { method: "POST", path: notes, body: { text: "a".repeat(limits.noteChars + 1) }, code: "input.wrong-value", field: "text" },
    { method: "POST", path: notes, body: [], code: "input.missing-field", field: "text" },
    { method: "POST", path: notes, body: null, code: "input.wrong-value", field: "body" },
    { method: "POST", path: notes, body: "text", code: "input.wrong-value", field: "body" },
    { method: "POST", path: replies, body: { html: "a", version: "1" }, code: "input.wrong-value", field: "version" },
    { method: "POST", path: replies, body: { html: "a", version: 1.5 }, code: "input.wrong-value", field: "version" },
    { method: "POST", path: replies, body: { html: "a", version: -1 }, code: "input.wrong-value", field: "version" },
    {
      method: "POST",
      path: replies,
      body: { html: "a", version: 1, replyTo: ["eve@evil.test"] },
      code: "input.unknown-field",
      field: "replyTo",
    },
    {
      method: "POST",
      path: replies,
      body: { html: "a", version: 1, from: "eve@evil.test" },
      code: "reply.from",
      field: "from",
    },
    {
      method: "POST",
      path: replies,
      body: { html: "a", version: 1, cc: "eve@evil.test" },
      code: "input.wrong-value",
      field: "cc",
    },
    {
      method: "POST",
      path: replies,
      body: { html: "a", version: 1, attachments: [{}] },
      code: "input.missing-field",
      field: "attachments.0.uploadId",
    },
    {
      method: "POST",
      path: replies,
      body: { html: "a", version: 1, attachments: [{ uploadId: `upl_${"0".repeat(26)}`, filename: "a", key: "raw/ses1" }] },
      code: "input.unknown-field",
      field: "attachments.0.key",
    },
    { method: "PUT", path: assignment, body: { memberId: 5 }, code: "input.wrong-value", field: "memberId" },
    {
      method: "PUT",
      path: assignment,
      body: { memberId: "mem_x", expectedOwner: [] },
      code: "input.wrong-value",
      field: "expectedOwner",
    },
    {
      method: "POST",
      path: "/api/v1/uploads",
      body: { inboxId: ours, filename: "a", contentType: "image/png" },
      code: "input.missing-field",
      field: "sizeBytes",
    },
    {
      method: "POST",
      path: "/api/v1/uploads",
      body: { inboxId: ours, filename: "a", contentType: "image/png\r\nx: y", sizeBytes: 1 },
      code: "input.wrong-value",
      field: "contentType",
    },
  ])("$method $path with $body", async ({ method, path, body, code, field }) => {
    const answer = await app.request(path, asThePage(method, cookie, body));
    const told = await answer.json();
    expect(answer.status).toBe(400);
    expect(told).toMatchObject({ code, details: { field } });
    expect(Object.keys(told).sort()).toEqual(["code", "details", "message", "requestId"]);
  });

  test("the message names the field and never repeats what was sent", async () => {
    const answer = await app.request(replies, asThePage("POST", cookie, { html: "secret words", version: "secret words" }));
    const { message } = await answer.json();
    expect(message).toBe('The field "version" must be a number.');
  });

  test("a schema's own words for people are kept", async () => {
    const { message } = await (await app.request(notes, asThePage("POST", cookie, { text: " " }))).json();
    expect(message).toBe("A note needs some text.");
  });

  test.each(["__proto__", "constructor", "toString", "hasOwnProperty"])(
    "a field called %s is unknown like any other",
    async (name) => {
      const answer = await send(notes, `{"text":"a","${name}":{"isAdmin":true}}`);
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ code: "input.unknown-field", details: { field: name } });
      expect(Object.hasOwn(Object.prototype, "isAdmin")).toBe(false);
    },
  );

  test.each(["", "{", "{'text':'a'}", "undefined", '{"text":"a"}x', "\u0000"])("that is not JSON: %j", async (text) => {
    const answer = await send(notes, text);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: "body.not-json", details: { field: "body" } });
  });

  test("that is not UTF-8", async () => {
    const answer = await send(notes, Buffer.from('{"text":"\xe9"}', "latin1"));
    expect(await answer.json()).toMatchObject({ code: "body.not-json" });
  });

  test.each([
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/jsonp",
    "text/json",
    "",
  ])("that calls itself %j", async (contentType) => {
    const answer = await send(notes, '{"text":"a"}', { "content-type": contentType });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: "body.content-type", details: { field: "content-type" } });
  });

  test.each(["application/json", "application/json; charset=utf-8", "Application/JSON"])(
    "that calls itself %j is taken",
    async (contentType) => {
      expect((await send(notes, '{"text":"a"}', { "content-type": contentType })).status).toBe(201);
    },
  );
});

describe("a body larger than the limit", () => {
  const large = JSON.stringify({ text: "a".repeat(limits.requestBodyBytes) });

  test("is refused by its announced length", async () => {
    await expectTooLarge(await send(notes, "{}", { "content-length": String(limits.requestBodyBytes + 1) }));
  });

  test("is refused by counting when it announces nothing", async () => {
    await expectTooLarge(await app.request(notes, streamed(large)));
  });

  test("is refused by counting when it announces a lie", async () => {
    await expectTooLarge(await app.request(notes, streamed(large, { "content-length": "10" })));
  });

  test("is not read to its end", async () => {
    let given = 0;
    const endless = new ReadableStream({
      pull(controller) {
        given += 65_536;
        controller.enqueue(new Uint8Array(65_536).fill(97));
      },
    });
    await expectTooLarge(await app.request(notes, { ...streamed(""), body: endless }));
    expect(given).toBeLessThan(limits.requestBodyBytes * 2);
  });

  async function expectTooLarge(answer: Response): Promise<void> {
    expect(answer.status).toBe(413);
    expect(await answer.json()).toMatchObject({
      code: "body.too-large",
      details: { field: "body", limitBytes: limits.requestBodyBytes },
    });
  }
});

describe("a query", () => {
  test.each([
    ["/conversations?page=2", "input.unknown-field", "page"],
    ["/conversations?folder=trash", "input.wrong-value", "folder"],
    ["/conversations?folder=open&folder=closed", "input.wrong-value", "folder"],
    ["/conversations?limit=0", "input.wrong-value", "limit"],
    ["/conversations?limit=101", "input.wrong-value", "limit"],
    ["/conversations?limit=1e2", "input.wrong-value", "limit"],
    ["/conversations?limit=", "input.wrong-value", "limit"],
    ["/conversations?constructor=1", "input.unknown-field", "constructor"],
    [`/conversations/${ourConversation}/timeline?before=x`, "input.unknown-field", "before"],
    ["/session/sign-in?next=/", "input.unknown-field", "next"],
  ])("%s", async (path, code, field) => {
    const answer = await app.request(`/api/v1${path}`, { headers: { cookie } });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code, details: { field } });
  });
});

describe("a cursor", () => {
  test.each(["x", "a.b.c", "k1..", "k9.e30.AAAA", "null", `${"a".repeat(900)}`])("that nobody gave out: %s", async (cursor) => {
    for (const path of ["/conversations?", `/conversations/${ourConversation}/timeline?`]) {
      const answer = await app.request(`/api/v1${path}cursor=${cursor}`, { headers: { cookie } });
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ code: "cursor.invalid", details: { field: "cursor" } });
    }
  });

  test("of another list, another folder, another member", async () => {
    for (const text of ["one", "two"]) await app.request(notes, asThePage("POST", cookie, { text }));
    const first = await (
      await app.request(`/api/v1/conversations/${ourConversation}/timeline?limit=1`, { headers: { cookie } })
    ).json();
    const { nextCursor } = first;
    const again = (path: string, as = cookie) => app.request(`/api/v1${path}cursor=${nextCursor}`, { headers: { cookie: as } });
    expect((await again(`/conversations/${ourConversation}/timeline?`)).status).toBe(200);
    expect((await again("/conversations?")).status).toBe(400);
    expect((await again(`/conversations/${ourConversation}/timeline?`, await signedIn("read"))).status).toBe(400);
  });

  test("with one character changed", async () => {
    for (const text of ["one", "two"]) await app.request(notes, asThePage("POST", cookie, { text }));
    const timeline = `/api/v1/conversations/${ourConversation}/timeline`;
    const { nextCursor } = await (await app.request(`${timeline}?limit=1`, { headers: { cookie } })).json();
    const places = Array.from({ length: nextCursor.length }, (_, place) => place).filter((place) => place % 7 === 0);
    for (const place of places) {
      const other = nextCursor[place] === "A" ? "B" : "A";
      const forged = `${nextCursor.slice(0, place)}${other}${nextCursor.slice(place + 1)}`;
      expect((await app.request(`${timeline}?cursor=${forged}`, { headers: { cookie } })).status).toBe(400);
    }
  });
});

test("every body and every query is taken by a schema that refuses what it does not name", () => {
  const inputs = routesOf(app.routes).flatMap((route) => route.inputs);
  expect(inputs.filter(({ target }) => target !== "header").map(({ schema }) => schema.type)).toEqual(
    expect.arrayContaining(["strict_object"]),
  );
  expect(inputs.every(({ target, schema }) => target === "header" || schema.type === "strict_object")).toBe(true);
});

test("an id in a body is checked like one in the address", async () => {
  const answer = await app.request(assignment, asThePage("PUT", cookie, { memberId: memberId("no-access") }));
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ code: "assignment.member", details: { field: "memberId" } });
});

function send(path: string, body: string | Buffer, headers: Record<string, string> = {}): Promise<Response> {
  const init = asThePage("POST", cookie);
  const type =
    "content-type" in headers && headers["content-type"] === "" ? {} : { "content-type": "application/json", ...headers };
  // Bytes, so that fetch adds no content type of its own.
  return Promise.resolve(
    app.request(path, { ...init, headers: { ...init.headers, ...headers, ...type }, body: new Uint8Array(Buffer.from(body)) }),
  );
}

function streamed(text: string, headers: Record<string, string> = {}): RequestInit {
  const init = asThePage("POST", cookie);
  const body = new Blob([text]).stream();
  return {
    ...init,
    headers: { ...init.headers, "content-type": "application/json", ...headers },
    body,
    duplex: "half",
  } as RequestInit;
}
