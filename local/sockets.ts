// API Gateway's WebSocket API: a socket is opened by $connect, told by its connection id, and gone when the page is.
import type { APIGatewayProxyResultV2, APIGatewayProxyWebsocketEventV2 } from "aws-lambda";
import { Hono } from "hono";
import { randomBytes } from "node:crypto";
import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { reportFault } from "./fault.ts";
import { account } from "./lambda.ts";

export type ConnectEvent = APIGatewayProxyWebsocketEventV2 & { readonly headers: Record<string, string> };

export interface SocketsOptions {
  readonly path: string;
  /** The page's: nobody else may open a socket with its cookie. */
  readonly origin: string;
  readonly connect: (event: ConnectEvent) => Promise<APIGatewayProxyResultV2>;
  readonly disconnect: (event: APIGatewayProxyWebsocketEventV2) => Promise<unknown>;
}

export interface LocalSockets {
  /** The management endpoint: `POST /@connections/ID`. */
  readonly endpoint: Hono;
  /** Takes the upgrades to `path` of this server. */
  attach(server: Server): void;
  count(): number;
  stop(): Promise<void>;
}

/** API Gateway's own limit. */
const messageBytes = 128 * 1024;

export function localSockets({ path, origin, connect, disconnect }: SocketsOptions): LocalSockets {
  const open = new Map<string, WebSocket>();
  const websockets = new WebSocketServer({ noServer: true, maxPayload: messageBytes });

  async function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    socket.on("error", () => socket.destroy());
    const status = request.headers.origin === origin ? await admit(request) : 403;
    if (typeof status === "number") return refuse(socket, status);
    websockets.handleUpgrade(request, socket, head, (websocket) => keep(status.connectionId, websocket));
  }

  /** A new connection id, or the status that $connect refused it with. */
  async function admit(request: IncomingMessage): Promise<number | { connectionId: string }> {
    const connectionId = `${randomBytes(11).toString("base64").slice(0, 15)}=`;
    try {
      const answer = await connect({ ...socketEvent("CONNECT", connectionId, path), headers: headersOf(request) });
      const statusCode = typeof answer === "object" ? (answer.statusCode ?? 200) : 200;
      return statusCode < 300 ? { connectionId } : statusCode;
    } catch (error) {
      reportFault("socket connect", error);
      return 502;
    }
  }

  function keep(connectionId: string, websocket: WebSocket): void {
    open.set(connectionId, websocket);
    websocket.on("error", (error) => reportFault("socket", error));
    websocket.on("close", () => {
      open.delete(connectionId);
      disconnect(socketEvent("DISCONNECT", connectionId, path)).catch((error: unknown) =>
        reportFault("socket disconnect", error),
      );
    });
  }

  return {
    endpoint: managementEndpoint(open),
    attach(server) {
      server.on("upgrade", (request, socket, head) => {
        if (new URL(request.url ?? "/", "http://local").pathname !== path) return refuse(socket, 404);
        upgrade(request, socket, head).catch((error: unknown) => reportFault("socket upgrade", error));
      });
    },
    count: () => open.size,
    async stop() {
      const closed = [...open.values()].map((websocket) => new Promise((resolve) => websocket.once("close", resolve)));
      for (const websocket of open.values()) websocket.close(1001);
      const deadline = setTimeout(() => [...open.values()].forEach((websocket) => websocket.terminate()), 300);
      await Promise.all(closed);
      clearTimeout(deadline);
      websockets.close();
    },
  };
}

function managementEndpoint(open: ReadonlyMap<string, WebSocket>): Hono {
  return new Hono()
    .post("/@connections/:id", async (c) => {
      const websocket = open.get(c.req.param("id"));
      const message = Buffer.from(await c.req.arrayBuffer());
      if (!websocket || websocket.readyState !== websocket.OPEN) return gone();
      websocket.send(message, { binary: false });
      return c.body(null, 200);
    })
    .delete("/@connections/:id", (c) => {
      const websocket = open.get(c.req.param("id"));
      websocket?.close(1000);
      return websocket ? c.body(null, 204) : gone();
    });
}

function gone(): Response {
  return Response.json({ message: "Gone" }, { status: 410, headers: { "x-amzn-errortype": "GoneException" } });
}

function refuse(socket: Duplex, status: number): void {
  socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function socketEvent(eventType: "CONNECT" | "DISCONNECT", connectionId: string, path: string): APIGatewayProxyWebsocketEventV2 {
  const now = Date.now();
  return {
    requestContext: {
      routeKey: eventType === "CONNECT" ? "$connect" : "$disconnect",
      messageId: crypto.randomUUID(),
      eventType,
      extendedRequestId: crypto.randomUUID(),
      requestTime: new Date(now).toISOString(),
      messageDirection: "IN",
      stage: "local",
      connectedAt: now,
      requestTimeEpoch: now,
      requestId: crypto.randomUUID(),
      domainName: account,
      connectionId,
      apiId: path.slice(1),
    },
    isBase64Encoded: false,
  };
}

/** As API Gateway passes them: every header once, several of one name joined. Names as the browser wrote them. */
function headersOf({ rawHeaders }: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const [name = "", value = ""] = [rawHeaders[index], rawHeaders[index + 1]];
    headers[name] = name in headers ? `${headers[name]}, ${value}` : value;
  }
  return headers;
}
