// What answers on the page's port: the API, the socket, the issuer, the local routes, and the page for every other path.
import { getRequestListener } from "@hono/node-server";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { reportFault } from "./fault.ts";
import type { LocalIssuer } from "./issuer.ts";
import { close, type Fetch, listen, urlOf } from "./serve.ts";

/** Where the issuer is mounted. */
export const issuerPath = "/issuer";

/** What stands behind the port once the platform has started. */
export interface Site {
  readonly api: Fetch;
  readonly local: Fetch;
  readonly page: Fetch;
  readonly issuer: Pick<LocalIssuer, "handle">;
}

export interface Door {
  readonly server: Server;
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  /** Until then everybody is asked to wait a moment. */
  open(site: Site): void;
  close(): Promise<void>;
}

/** Takes the port at once, so that a taken one is found out before anything else starts. */
export async function openDoor(port: number): Promise<Door> {
  let answer: (request: IncomingMessage, response: ServerResponse) => unknown = (_request, response) => {
    response.writeHead(503, { "content-type": "text/plain", "retry-after": "1" }).end("Starting …\n");
  };
  const server = createServer((request, response) => {
    const refused = wrongHost(request, origin);
    if (refused) response.writeHead(refused.status, refused.headers).end();
    else answer(request, response);
  });
  await listen(server, port);
  const origin = urlOf(server);
  return {
    server,
    origin,
    open(site) {
      const listener = getRequestListener((request) => route(site, request), { overrideGlobalObjects: false, errorHandler });
      answer = (request, response) =>
        isBelow(issuerPath, request.url ?? "/") ? site.issuer.handle(request, response) : listener(request, response);
    },
    close: () => close(server),
  };
}

function route(site: Site, request: Request): Response | Promise<Response> {
  const { pathname } = new URL(request.url);
  if (isBelow("/api", pathname)) return site.api(request);
  return isBelow("/local", pathname) ? site.local(request) : site.page(request);
}

function isBelow(folder: string, path: string): boolean {
  return path === folder || path.startsWith(`${folder}/`) || path.startsWith(`${folder}?`);
}

/**
 * One name only: cookies and the socket belong to it, and a foreign name that leads here is an attack (DNS rebinding).
 * `localhost` is sent on, since people type it.
 */
function wrongHost(request: IncomingMessage, origin: string): { status: number; headers: Record<string, string> } | undefined {
  const { host, port } = new URL(origin);
  if (request.headers.host === host) return undefined;
  if (request.headers.host === `localhost:${port}`) return { status: 308, headers: { location: `${origin}${request.url}` } };
  return { status: 421, headers: {} };
}

function errorHandler(error: unknown): Response {
  reportFault("page", error);
  return new Response("The terminal says what went wrong.", { status: 500 });
}
