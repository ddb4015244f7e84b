// A server of a few routes in place of fetch: answers are set by the test, calls are remembered.
import { vi } from "vitest";

export interface FakeCall {
  readonly method: string;
  /** Below /api/v1, with the query. */
  readonly path: string;
  readonly headers: Headers;
  readonly body: unknown;
}

type Answer = (call: FakeCall) => unknown | Promise<unknown>;

/** Answers `METHOD /path` (a RegExp over both) with the first rule that matches, the newest rule first. */
export function fakeApi() {
  const calls: FakeCall[] = [];
  const rules: { readonly pattern: RegExp; readonly answer: Answer }[] = [];
  vi.stubGlobal("fetch", async (address: string, init: RequestInit = {}) => {
    const method = init.method ?? "GET";
    const call: FakeCall = {
      method,
      path: String(address).replace("/api/v1", ""),
      headers: new Headers(init.headers),
      body: typeof init.body === "string" ? JSON.parse(init.body) : undefined,
    };
    calls.push(call);
    const rule = rules.findLast(({ pattern }) => pattern.test(`${method} ${call.path}`));
    const answer = rule ? await rule.answer(call) : new Response(null, { status: 404 });
    if (answer instanceof Response) return answer;
    return answer === undefined ? new Response(null, { status: 204 }) : Response.json(answer);
  });
  return {
    calls,
    on(pattern: RegExp, answer: Answer): void {
      rules.push({ pattern, answer });
    },
    called: (pattern: RegExp) => calls.filter(({ method, path }) => pattern.test(`${method} ${path}`)),
  };
}

export type FakeServer = ReturnType<typeof fakeApi>;

export function refusal(status: number, code: string, message: string): Response {
  return Response.json({ code, message, requestId: "req_1" }, { status });
}

/** An answer that waits until the test lets it go. */
export function gate<Value>() {
  let open: (value: Value) => void = () => undefined;
  const answer = new Promise<Value>((resolve) => {
    open = resolve;
  });
  return { answer: () => answer, open: (value: Value) => open(value) };
}
