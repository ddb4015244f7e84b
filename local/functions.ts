// Lambda's Invoke endpoint: a function is called by its name, and called again when an asynchronous call fails.
import { Hono } from "hono";
import { join } from "node:path";
import { openQueue, type Queue } from "./queue.ts";

export type LambdaFunction = (event: never) => Promise<unknown>;

export interface LocalFunctions {
  readonly endpoint: Hono;
  /** Asynchronous calls that wait or run. */
  readonly calls: Queue;
}

export interface FunctionsOptions {
  /** By the name that callers use. */
  readonly functions: Readonly<Record<string, LambdaFunction>>;
  readonly folder: string;
  readonly retryDelayMs?: number;
}

/** An asynchronous call is tried three times in all, as Lambda does, and then set aside. */
export async function localFunctions({ functions, folder, retryDelayMs }: FunctionsOptions): Promise<LocalFunctions> {
  const calls = await openQueue({
    name: "invocations",
    folder: join(folder, "invocations"),
    concurrency: 4,
    maxReceives: 3,
    isSynced: false,
    ...(retryDelayMs === undefined ? {} : { retryDelayMs }),
    async consume([call]) {
      if (!call) return [];
      const { name, event } = JSON.parse(call.body) as { name: string; event: unknown };
      await functions[name]?.(event as never);
      return [];
    },
  });
  return { calls, endpoint: invokeEndpoint(functions, calls) };
}

function invokeEndpoint(functions: FunctionsOptions["functions"], calls: Queue): Hono {
  return new Hono().post("/2015-03-31/functions/:name/invocations", async (c) => {
    const name = c.req.param("name");
    const called = functions[name];
    if (!called) {
      c.header("x-amzn-errortype", "ResourceNotFoundException");
      return c.json({ Type: "User", Message: `Function not found: ${name}` }, 404);
    }
    const text = await c.req.text();
    const event: unknown = text === "" ? {} : JSON.parse(text);
    if (c.req.header("x-amz-invocation-type") === "Event") {
      await calls.send(JSON.stringify({ name, event }));
      return c.body(null, 202);
    }
    return answerOf(called, event);
  });
}

async function answerOf(called: LambdaFunction, event: unknown): Promise<Response> {
  try {
    return Response.json((await called(event as never)) ?? null);
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    return Response.json({ errorType: name, errorMessage: message }, { headers: { "x-amz-function-error": "Unhandled" } });
  }
}
