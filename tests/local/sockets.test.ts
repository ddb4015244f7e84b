import {
  ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  PostToConnectionCommand,
} from "@aws-sdk/client-apigatewaymanagementapi";
import type { APIGatewayProxyWebsocketEventV2 } from "aws-lambda";
import { once } from "node:events";
import { createServer } from "node:http";
import { beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { WebSocket } from "ws";
import { close, listen, serve, urlOf } from "../../local/serve.ts";
import { type ConnectEvent, type LocalSockets, localSockets } from "../../local/sockets.ts";
import { until } from "../helpers/until.ts";

const origin = "http://127.0.0.1:3000";
let url: string;
let management: ApiGatewayManagementApiClient;
let sockets: LocalSockets;
let connected: ConnectEvent[];
let disconnected: APIGatewayProxyWebsocketEventV2[];

beforeEach(async () => {
  connected = [];
  disconnected = [];
  sockets = localSockets({
    path: "/socket",
    origin,
    connect: async (event) => {
      connected.push(event);
      if (event.headers.Cookie === "session=broken") throw new Error("the table is away");
      return { statusCode: event.headers.Cookie === "session=ana" ? 200 : 401 };
    },
    disconnect: async (event) => disconnected.push(event),
  });
  const page = createServer();
  sockets.attach(page);
  await listen(page, 0);
  url = `${urlOf(page).replace("http", "ws")}/socket`;
  const server = await serve((request) => sockets.endpoint.fetch(request));
  const credentials = { accessKeyId: "S3RVER", secretAccessKey: "S3RVER" };
  management = new ApiGatewayManagementApiClient({ endpoint: server.url, region: "us-east-1", credentials });
  onTestFinished(async () => {
    management.destroy();
    await sockets.stop();
    await close(page);
    await server.stop();
  });
});

async function open(headers: Record<string, string> = { Cookie: "session=ana" }, from = origin): Promise<WebSocket> {
  const socket = new WebSocket(url, { headers, origin: from });
  await once(socket, "open");
  return socket;
}

/** The status that the upgrade was refused with. */
function refused(address: string, headers: Record<string, string>, from: string): Promise<number | undefined> {
  const socket = new WebSocket(address, { headers, origin: from });
  socket.on("error", () => undefined);
  return once(socket, "unexpected-response").then(([, response]) => response.statusCode as number);
}

test("a page with a session is connected and can be told things by its connection id", async () => {
  const socket = await open();
  const [event] = connected;
  expect(event).toMatchObject({
    requestContext: { routeKey: "$connect", eventType: "CONNECT" },
    headers: { Cookie: "session=ana", Origin: origin },
  });
  const ConnectionId = event?.requestContext.connectionId ?? "";
  const message = once(socket, "message");
  await management.send(new PostToConnectionCommand({ ConnectionId, Data: JSON.stringify({ type: "conversation.changed" }) }));
  const [data, isBinary] = await message;
  expect(JSON.parse(String(data))).toEqual({ type: "conversation.changed" });
  expect(isBinary).toBe(false);
});

test("without a session, with another origin or on another path nobody gets in", async () => {
  const said = vi.spyOn(console, "error").mockReturnValue();
  expect(await refused(url, {}, origin)).toBe(401);
  expect(await refused(url, { Cookie: "session=ana" }, "http://evil.test")).toBe(403);
  expect(await refused(url.replace("/socket", "/other"), { Cookie: "session=ana" }, origin)).toBe(404);
  expect(await refused(url, { Cookie: "session=broken" }, origin)).toBe(502);
  expect(sockets.count()).toBe(0);
  said.mockRestore();
});

test("a page that leaves is gone for whoever posts to it, and its function hears of it", async () => {
  const socket = await open();
  const ConnectionId = connected[0]?.requestContext.connectionId ?? "";
  socket.close();
  await until(() => expect(disconnected).toHaveLength(1));
  expect(disconnected[0]?.requestContext).toMatchObject({
    routeKey: "$disconnect",
    eventType: "DISCONNECT",
    connectionId: ConnectionId,
  });
  await expect(management.send(new PostToConnectionCommand({ ConnectionId, Data: "x" }))).rejects.toMatchObject({
    name: "GoneException",
  });
});

test("a socket can be closed from our side", async () => {
  const socket = await open();
  const closed = once(socket, "close");
  await management.send(new DeleteConnectionCommand({ ConnectionId: connected[0]?.requestContext.connectionId ?? "" }));
  await closed;
  await until(() => expect(sockets.count()).toBe(0));
});

test("what the page says is ignored, and too much of it ends the socket", async () => {
  const said = vi.spyOn(console, "error").mockReturnValue();
  const socket = await open();
  socket.send("ping");
  const closed = once(socket, "close");
  socket.send("x".repeat(129 * 1024));
  const [code] = await closed;
  expect(code).toBe(1009);
  said.mockRestore();
});
