// The API as API Gateway calls it: its events in, its answers out.
import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import type { LambdaContext, LambdaEvent } from "hono/aws-lambda";
import { expect, test, vi } from "vitest";
import { handler } from "../../functions/api/lambda.ts";
import { inlineAddress } from "./support/calls.ts";
import { cookie, eachTestAs } from "./support/session.ts";
import { ourConversation, png } from "./support/workspace.ts";

vi.mock("../../functions/store/table.ts", () => import("./support/table-in-memory.ts"));
vi.mock("../../functions/store/buckets.ts", () => import("./support/buckets-in-memory.ts"));
vi.spyOn(console, "log").mockReturnValue();

eachTestAs("manage");

test("cookies come in as the list that API Gateway makes of them", async () => {
  const answer = await invoke(event("GET", "/api/v1/me", { cookies: ["theme=dark", cookie] }));
  expect(answer.statusCode).toBe(200);
  expect(JSON.parse(answer.body ?? "")).toMatchObject({ id: "mem_manage" });
});

test("cookies go out as a list too", async () => {
  const answer = await invoke(event("DELETE", "/api/v1/session", { cookies: [cookie] }));
  expect(answer.statusCode).toBe(204);
  expect(answer.cookies).toEqual([expect.stringMatching(/^session=; Path=\/; Max-Age=0/)]);
});

test("a body arrives whole, in base64 or as it is", async () => {
  const text = "Gruß, ¿qué tal? ☕";
  const body = JSON.stringify({ text });
  const headers = { "content-type": "application/json" };
  for (const encoded of [{ body }, { body: Buffer.from(body).toString("base64"), isBase64Encoded: true }]) {
    const path = `/api/v1/conversations/${ourConversation}/notes`;
    expect((await invoke(event("POST", path, { cookies: [cookie], headers, ...encoded }))).statusCode).toBe(201);
  }
  const page = await invoke(event("GET", `/api/v1/conversations/${ourConversation}`, { cookies: [cookie] }));
  const notes = JSON.parse(page.body ?? "").entries.filter(({ kind }: { kind: string }) => kind === "note");
  expect(notes.map((note: { text: string }) => note.text)).toEqual([text, text]);
});

test("a picture goes out in base64", async () => {
  const answer = await invoke(event("GET", inlineAddress()));
  expect(answer).toMatchObject({ statusCode: 200, isBase64Encoded: true, headers: { "content-type": "image/png" } });
  expect(Buffer.from(answer.body ?? "", "base64")).toEqual(png);
});

test("a query arrives as it was written", async () => {
  const answer = await invoke(
    event("GET", "/api/v1/conversations", { cookies: [cookie], rawQueryString: "folder=closed&limit=x" }),
  );
  expect(JSON.parse(answer.body ?? "")).toMatchObject({ code: "input.wrong-value", details: { field: "limit" } });
});

test("a request's number is the one in Lambda's own log", async () => {
  expect((await invoke(event("GET", "/api/v1/nothing"))).headers).toMatchObject({ "x-request-id": "lambda-1" });
});

type Event = Extract<LambdaEvent, { routeKey: string }>;

async function invoke(request: Event): Promise<APIGatewayProxyStructuredResultV2> {
  const context = { awsRequestId: "lambda-1" } as LambdaContext;
  return (await handler(request, context)) as APIGatewayProxyStructuredResultV2;
}

function event(method: string, path: string, more: Partial<Event> = {}): Event {
  const http = { method, path, protocol: "HTTP/1.1", sourceIp: "127.0.0.1", userAgent: "test" };
  return {
    version: "2.0",
    routeKey: "$default",
    rawPath: path,
    rawQueryString: "",
    headers: {},
    body: null,
    isBase64Encoded: false,
    requestContext: {
      authentication: null,
      authorizer: {},
      accountId: "1",
      apiId: "1",
      domainName: "inbox.acme.test",
      domainPrefix: "inbox",
      http,
      requestId: "gateway-1",
      routeKey: "$default",
      stage: "$default",
      time: "20/Nov/2026:10:00:00 +0000",
      timeEpoch: 0,
    },
    ...more,
  };
}
