// A page opens a socket: only with a session, and only from our own origin.
import type { APIGatewayProxyResultV2, APIGatewayProxyWebsocketEventV2 } from "aws-lambda";
import { loadViewer } from "../actions/load-viewer.ts";
import { mayInWorkspace } from "../core/access.ts";
import { memberOfCookie } from "../auth/session.ts";
import { nowSeconds } from "../runtime/clock.ts";
import { config } from "../runtime/config.ts";
import { saveSocket } from "../store/sockets.ts";

/** API Gateway hands the upgrade request's headers to $connect, and to no other route. */
export type ConnectEvent = APIGatewayProxyWebsocketEventV2 & { readonly headers?: Readonly<Record<string, string | undefined>> };

export async function handler(event: ConnectEvent): Promise<APIGatewayProxyResultV2> {
  const headers = Object.fromEntries(Object.entries(event.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
  if (headers.origin !== config.appOrigin) return { statusCode: 403 };
  const memberId = await memberOfCookie(headers.cookie);
  const viewer = memberId ? await loadViewer(memberId) : undefined;
  if (!viewer || !mayInWorkspace(viewer, "socket.open")) return { statusCode: 401 };
  await saveSocket({ connectionId: event.requestContext.connectionId, memberId: viewer.memberId }, nowSeconds());
  return { statusCode: 200 };
}
