// AWS as far as a check asks it: answers by the operation's name, over HTTP on this machine.
import { createServer, type Server } from "node:http";
import { text as textOf } from "node:stream/consumers";

export interface Answer {
  readonly status: number;
  readonly body: string;
}

export interface FakeAws {
  /** For a client's constructor. */
  readonly at: {
    endpoint: string;
    region: string;
    credentials: { accessKeyId: string; secretAccessKey: string };
    maxAttempts: number;
  };
  readonly asked: readonly string[];
  stop(): Promise<void>;
}

/** @param answer by what was asked: `GET /path`, or an operation's name */
export async function startAws(answer: (asked: string) => Answer): Promise<FakeAws> {
  const asked: string[] = [];
  const server: Server = createServer(async (request, response) => {
    const body = await textOf(request);
    const target = request.headers["x-amz-target"]?.toString().split(".")[1];
    const what = target ?? /(?:^|&)Action=(\w+)/.exec(body)?.[1] ?? `${request.method} ${request.url}`;
    asked.push(what);
    const { status, body: said } = answer(what);
    const contentType = said.startsWith("{") ? "application/json" : "text/xml";
    response.writeHead(status, { "content-type": contentType }).end(said);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    at: {
      endpoint: `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`,
      region: "eu-west-1",
      credentials: { accessKeyId: "a", secretAccessKey: "b" },
      maxAttempts: 1,
    },
    asked,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** An error as AWS's query services write it. */
export function refusal(code: string, message = "no"): Answer {
  const body = `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`;
  return { status: code === "AccessDenied" ? 403 : 400, body };
}

/** An error as its JSON services write it. */
export function jsonRefusal(code: string, message = "no"): Answer {
  return { status: 400, body: JSON.stringify({ __type: code, message }) };
}
