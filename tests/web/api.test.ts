// The one place that fetches: what it sends, and what it makes of every kind of failure.
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ApiError, api, onUnauthenticated, putFile } from "../../web/src/api.ts";
import { fakeApi, refusal } from "./helpers/fake-api.ts";

let server: ReturnType<typeof fakeApi>;
beforeEach(() => {
  server = fakeApi();
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const errorOf = (call: Promise<unknown>): Promise<ApiError> =>
  call.then(
    () => Promise.reject(new Error("did not fail")),
    (error) => error,
  );

describe("what is sent", () => {
  test("only changes say that they are JSON", async () => {
    server.on(/./u, () => ({}));
    await api.me();
    await api.conversations.note("con_1", "Hello");
    expect(server.calls.map(({ headers }) => headers.get("content-type"))).toEqual([null, "application/json"]);
  });

  test("a list asks only for what was said", async () => {
    server.on(/./u, () => ({ items: [], nextCursor: null }));
    await api.conversations.list({ folder: "open" });
    await api.conversations.list({ folder: "mine", inbox: "inb_1", cursor: "a+b", limit: 50 });
    expect(server.calls.map(({ path }) => path)).toEqual([
      "/conversations?folder=open",
      "/conversations?folder=mine&inbox=inb_1&cursor=a%2Bb&limit=50",
    ]);
  });

  test("an id from an address cannot lead to another route", async () => {
    server.on(/./u, () => ({}));
    await api.conversations.open("../session");
    expect(server.calls[0]?.path).toBe("/conversations/..%2Fsession");
  });

  test("an owner is expected only when one was seen", async () => {
    server.on(/./u, () => undefined);
    await api.conversations.assign("con_1", "mem_ana");
    await api.conversations.assign("con_1", "mem_ana", null);
    expect(server.calls.map(({ body }) => body)).toEqual([{ memberId: "mem_ana" }, { memberId: "mem_ana", expectedOwner: null }]);
  });
});

describe("what fails", () => {
  test("a refusal keeps the server's words and its request's id", async () => {
    server.on(/./u, () => refusal(409, "reply.stale", "Something new happened."));
    expect(await errorOf(api.me())).toMatchObject({
      status: 409,
      code: "reply.stale",
      message: "Something new happened.",
      requestId: "req_1",
    });
  });

  test("an answer that is not ours is still an error with a code", async () => {
    server.on(
      /./u,
      () => new Response("<html>", { status: 502, statusText: "Bad Gateway", headers: { "x-request-id": "edge_1" } }),
    );
    expect(await errorOf(api.me())).toMatchObject({ status: 502, code: "http.502", message: "Bad Gateway", requestId: "edge_1" });
  });

  test("no answer at all says that the server was not reached", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("failed")));
    expect(await errorOf(api.me())).toMatchObject({ status: 0, code: "unreachable" });
  });

  test("what was called off is not an error of the server", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new DOMException("stopped", "AbortError")));
    expect(await errorOf(api.me())).not.toBeInstanceOf(ApiError);
  });

  test("the end of the session is told to who listens, until they stop", async () => {
    server.on(/./u, () => refusal(401, "session.missing", "Sign in."));
    const heard = vi.fn();
    const stop = onUnauthenticated(heard);
    await errorOf(api.me());
    stop();
    await errorOf(api.me());
    expect(heard).toHaveBeenCalledOnce();
  });
});

test("a file goes to the address of its ticket, without our cookies", async () => {
  const sent = vi.fn((_address: string, _init: RequestInit) => Promise.resolve(new Response(null, { status: 200 })));
  vi.stubGlobal("fetch", sent);
  const ticket = { id: "upl_1", address: "https://bucket.example/key", headers: { "content-type": "text/plain" }, expiresAt: "" };
  await putFile(ticket, new Blob(["hello"]));
  expect(sent.mock.calls[0]?.[0]).toBe(ticket.address);
  expect(sent.mock.calls[0]?.[1]).toMatchObject({ method: "PUT", credentials: "omit", headers: ticket.headers });
});
