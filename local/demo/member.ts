// A member at work: signed in, speaking the same HTTP API as the page.
import { type GenericSchema, type InferOutput, parse } from "valibot";

export interface Member {
  get<Schema extends GenericSchema>(path: string, shape: Schema): Promise<InferOutput<Schema>>;
  post<Schema extends GenericSchema>(path: string, body: object, shape: Schema): Promise<InferOutput<Schema>>;
  put(path: string, body?: object): Promise<void>;
  /** A POST whose answer says nothing. */
  tell(path: string, body: object): Promise<void>;
}

/** A refusal of the API, with its status. */
export class ApiError extends Error {
  override name = "ApiError";
  constructor(
    message: string,
    readonly status: number,
  ) {
    super(message);
  }
}

export async function signIn(url: string, email: string): Promise<Member> {
  const answer = await call(`${url}/local/session`, "POST", {}, { email });
  const cookie = answer.headers.getSetCookie().map((line) => line.split(";")[0]);
  await answer.body?.cancel();
  const headers = { cookie: cookie.join("; ") };
  return {
    get: async (path, shape) => parse(shape, await (await call(url + path, "GET", headers)).json()),
    post: async (path, body, shape) => parse(shape, await (await call(url + path, "POST", headers, body)).json()),
    async tell(path, body) {
      await (await call(url + path, "POST", headers, body)).body?.cancel();
    },
    async put(path, body) {
      await (await call(url + path, "PUT", headers, body)).body?.cancel();
    },
  };
}

async function call(address: string, method: string, headers: Record<string, string>, body?: object): Promise<Response> {
  const answer = await fetch(address, {
    method,
    headers: { ...(body && { "content-type": "application/json" }), ...headers },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (answer.ok) return answer;
  throw new ApiError(`${method} ${new URL(address).pathname} answered ${answer.status}: ${await answer.text()}`, answer.status);
}
