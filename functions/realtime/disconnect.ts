// A socket closed.
import type { APIGatewayProxyResultV2, APIGatewayProxyWebsocketEventV2 } from "aws-lambda";
import { forgetSocket } from "../store/sockets.ts";

export async function handler(event: APIGatewayProxyWebsocketEventV2): Promise<APIGatewayProxyResultV2> {
  await forgetSocket(event.requestContext.connectionId);
  return { statusCode: 200 };
}
