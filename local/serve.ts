// HTTP servers on the loopback address, for this machine's eyes only.
import { getRequestListener } from "@hono/node-server";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { reportFault } from "./fault.ts";

export const loopback = "127.0.0.1";

export type Fetch = (request: Request) => Response | Promise<Response>;

export interface Running {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Serves one of the local endpoints; port 0 is any free one. */
export async function serve(fetch: Fetch, port = 0): Promise<Running> {
  const server = createServer(getRequestListener(fetch, { overrideGlobalObjects: false, errorHandler: answerFault }));
  await listen(server, port);
  return { url: urlOf(server), stop: () => close(server) };
}

export function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, loopback, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

export function urlOf(server: Server): string {
  return `http://${loopback}:${(server.address() as AddressInfo).port}`;
}

/** Lets answers that are under way finish for a moment, then closes what is left. */
export function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const deadline = setTimeout(() => server.closeAllConnections(), 500);
    server.close(() => {
      clearTimeout(deadline);
      resolve();
    });
    server.closeIdleConnections();
  });
}

/** A port that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await listen(server, 0);
  const { port } = server.address() as AddressInfo;
  await close(server);
  return port;
}

function answerFault(error: unknown): Response {
  reportFault("local endpoint", error);
  return new Response("fault", { status: 500 });
}
