// What a route takes: nothing that its schema does not name, in no other type, and no more of it than the limit.
import type { Context, MiddlewareHandler } from "hono";
import { type BaseIssue, type GenericSchema, getDotPath, type InferInput, type InferOutput, safeParse } from "valibot";
import { Refused } from "../core/errors.ts";
import { limits } from "../core/limits.ts";
import { marked, type Target } from "./registry.ts";

/** The parsed input is at `c.req.valid(target)`; the typed client asks for the schema's input. */
export function takes<T extends Target, Schema extends GenericSchema>(target: T, schema: Schema) {
  type Types = { in: { [K in T]: InferInput<Schema> }; out: { [K in T]: InferOutput<Schema> } };
  const check: MiddlewareHandler<object, string, Types> = async (c, next) => {
    const result = safeParse(schema, await readers[target](c), { abortEarly: true });
    if (!result.success) throw refusedInput(result.issues[0]);
    // Every target's schema gives an object; the type of a generic schema does not say so.
    c.req.addValidatedData(target, result.output as object);
    await next();
  };
  return marked(check, { input: { target, schema } });
}

/** For a call that says all by its address: what comes along is refused like any other unknown field. */
export function takesNothing(): MiddlewareHandler {
  return async (c, next) => {
    const text = new TextDecoder().decode(await readBody(c)).trim();
    if (text !== "" && text !== "{}") {
      throw new Refused("invalid", "input.unknown-field", "This call takes no body.", { field: "body" });
    }
    await next();
  };
}

const readers: Record<Target, (c: Context) => unknown> = {
  json: readJson,
  // A name given twice arrives as a list, which no schema of a single value takes.
  query: (c) => Object.fromEntries(Object.entries(c.req.queries()).map(([name, all]) => [name, all.length === 1 ? all[0] : all])),
  header: (c) => c.req.header(),
};

async function readJson(c: Context): Promise<unknown> {
  const mediaType = c.req.header("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (mediaType !== "application/json") {
    throw new Refused("invalid", "body.content-type", "Send this as application/json.", { field: "content-type" });
  }
  const text = new TextDecoder("utf-8", { fatal: true });
  try {
    return JSON.parse(text.decode(await readBody(c)));
  } catch (error) {
    if (error instanceof Refused) throw error;
    throw new Refused("invalid", "body.not-json", "The body is not JSON in UTF-8.", { field: "body" });
  }
}

/** The length that was announced is believed only when it is too large: a body without one, or with a lie, is counted. */
async function readBody(c: Context): Promise<Uint8Array> {
  if (Number(c.req.header("content-length") ?? 0) > limits.requestBodyBytes) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of c.req.raw.body ?? []) {
    sizeBytes += chunk.byteLength;
    if (sizeBytes > limits.requestBodyBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function tooLarge(): Refused {
  const limitBytes = limits.requestBodyBytes;
  return new Refused("too-large", "body.too-large", `The body is larger than ${limitBytes} bytes. Upload files instead.`, {
    field: "body",
    limitBytes,
  });
}

/** Names the field and what belongs there; never repeats what was sent. */
function refusedInput(issue: BaseIssue<unknown>): Refused {
  const field = (getDotPath(issue) ?? "body").slice(0, 100);
  const refused = (code: string, message: string) => new Refused("invalid", code, message, { field });
  if (issue.type === "strict_object" && issue.expected === "never") {
    return refused("input.unknown-field", `There is no field "${field}" here.`);
  }
  if (issue.received === "undefined") return refused("input.missing-field", `The field "${field}" is missing.`);
  // A message of the schema's own was written for people; valibot's quote the value.
  const isOwnMessage = !issue.message.startsWith("Invalid ");
  return refused("input.wrong-value", isOwnMessage ? issue.message : `The field "${field}" must be ${wantedBy(issue)}.`);
}

function wantedBy({ type, expected }: BaseIssue<unknown>): string {
  const wanted = typeNames[expected ?? ""] ?? expected ?? "something else";
  return type.endsWith("_length") ? `${wanted} long` : wanted;
}

const typeNames: Readonly<Record<string, string>> = { string: "text", number: "a number", Array: "a list", Object: "an object" };
