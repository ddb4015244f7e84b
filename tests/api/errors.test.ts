// What is told when something is refused, missing or broken, and what is not.
import { beforeEach, describe, expect, test, vi } from "vitest";
import { app } from "../../functions/api/app.ts";
import { answerError, statuses } from "../../functions/api/errors.ts";
import { everyRequest } from "../../functions/api/requests.ts";
import { Hono } from "hono";
import { Refused, type RefusalKind } from "../../functions/core/errors.ts";
import { asThePage, ourConversation, signedIn, workspace } from "./support/workspace.ts";

vi.mock("../../functions/store/table.ts", () => import("./support/table-in-memory.ts"));
vi.mock("../../functions/store/buckets.ts", () => import("./support/buckets-in-memory.ts"));

const written: string[] = [];
vi.spyOn(console, "log").mockImplementation((line) => void written.push(line));
vi.spyOn(console, "error").mockImplementation((line) => void written.push(line));

beforeEach(async () => {
  await workspace();
  written.length = 0;
});

describe("a refusal", () => {
  test.each(Object.entries(statuses))("that is %s is answered with %i", async (kind, status) => {
    const answer = await failing(() => new Refused(kind as RefusalKind, "some.code", "Some words."));
    expect(answer.status).toBe(status);
    expect(await answer.json()).toEqual({ code: "some.code", message: "Some words.", requestId: expect.any(String) });
  });

  test("brings its details", async () => {
    const answer = await failing(() => new Refused("conflict", "reply.stale", "Review it.", { version: 4 }));
    expect(await answer.json()).toMatchObject({ details: { version: 4 } });
  });

  test("is no fault in the log", async () => {
    await failing(() => new Refused("conflict", "reply.stale", "Review it."));
    expect(written.join()).not.toContain("api.fault");
  });
});

describe("a fault", () => {
  test("is told by its number only", async () => {
    const answer = await failing(() => new Error("password=hunter2 at table acme-prod"));
    const told = await answer.json();
    expect(answer.status).toBe(500);
    expect(told).toEqual({ code: "fault", message: expect.any(String), requestId: answer.headers.get("x-request-id") });
    expect(JSON.stringify(told)).not.toMatch(/hunter2|acme-prod|Error/);
  });

  test("is in the log under that number, with its route", async () => {
    const answer = await failing(() => new TypeError("cannot read"));
    const fault = written.map((line) => JSON.parse(line)).find(({ event }) => event === "api.fault");
    expect(fault).toMatchObject({ level: "error", requestId: answer.headers.get("x-request-id"), route: "GET /fails" });
    expect(fault.error).toContain("TypeError: cannot read");
  });
});

describe("an address that nothing answers to", () => {
  test.each([
    "/api/v1",
    "/api/v1/",
    "/api/v1/nothing",
    "/api/v1/me/",
    "/api/v2/me",
    "/",
    "/api/v1/conversations/a/b/c",
    "/api/v1/%00",
    "/api/v1/%ff",
  ])("%s", async (path) => {
    const answer = await app.request(path);
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ code: "route.missing", requestId: expect.any(String) });
  });

  test("a known address with another verb", async () => {
    expect((await app.request("/api/v1/me", asThePage("POST", ""))).status).toBe(404);
  });
});

describe("a request's number", () => {
  test("is in the answer and in its header, and never the same twice", async () => {
    const [one, other] = await Promise.all([app.request("/api/v1/me"), app.request("/api/v1/me")]);
    expect((await one.json()).requestId).toBe(one.headers.get("x-request-id"));
    expect(one.headers.get("x-request-id")).not.toBe(other.headers.get("x-request-id"));
  });

  test("is ours, whatever the caller sends", async () => {
    const answer = await app.request("/api/v1/me", { headers: { "x-request-id": "forged" } });
    expect(answer.headers.get("x-request-id")).not.toBe("forged");
  });

  test("is Lambda's where there is one", async () => {
    const answer = await app.request("/api/v1/me", {}, { lambdaContext: { awsRequestId: "from-lambda" } });
    expect(answer.headers.get("x-request-id")).toBe("from-lambda");
  });
});

describe("the log", () => {
  test("has a line for each request: who, what, how it went", async () => {
    await app.request(`/api/v1/conversations/${ourConversation}`, { headers: { cookie: await signedIn("read") } });
    expect(JSON.parse(written.at(-1) ?? "")).toMatchObject({
      event: "api.request",
      route: "GET /api/v1/conversations/:id",
      status: 200,
      memberId: "mem_read",
    });
  });

  test("has no secret and no content of anybody", async () => {
    const cookie = await signedIn("manage");
    await app.request(`/api/v1/conversations/${ourConversation}/notes`, asThePage("POST", cookie, { text: "the secret plan" }));
    await app.request("/api/v1/inline/the-secret-token", { headers: { cookie } });
    await app.request("/api/v1/conversations?cursor=the-secret-cursor", { headers: { cookie } });
    expect(written.length).toBeGreaterThanOrEqual(3);
    for (const secret of ["the secret plan", "the-secret", cookie.split("=")[1] ?? "?"])
      expect(written.join()).not.toContain(secret);
  });
});

describe("every answer", () => {
  test.each(["/me", "/nothing", "/session/sign-in?next=/", "/inline/x", "/conversations"])(
    "of %s keeps browsers careful",
    async (path) => {
      const answer = await app.request(`/api/v1${path}`);
      expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
      expect(answer.headers.get("referrer-policy")).toBe("no-referrer");
      expect(answer.headers.get("cache-control")).toBe("no-store");
      expect(answer.headers.get("content-security-policy")).toMatch(/^default-src 'none';.*frame-ancestors 'none'$/);
    },
  );

  test("of a fault too", async () => {
    const answer = await failing(() => new Error("broken"));
    expect(answer.headers.get("content-security-policy")).toMatch(/^default-src 'none'/);
    expect(answer.headers.get("cache-control")).toBe("no-store");
  });
});

/** An app like ours whose only route fails so. */
async function failing(error: () => Error): Promise<Response> {
  const app = new Hono()
    .onError(answerError)
    .use(everyRequest)
    .get("/fails", () => {
      throw error();
    });
  return app.request("/fails");
}
