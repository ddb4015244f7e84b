// The OpenAPI 3.1 document, made from what the routes say of themselves and from the very schemas that check the calls.
import { type JsonSchema, toJsonSchema } from "@valibot/to-json-schema";
import type { GenericSchema } from "valibot";
import { statuses } from "./errors.ts";
import type { Route } from "./registry.ts";
import { failure } from "./shapes.ts";

export interface OpenApiDocument {
  readonly openapi: "3.1.0";
  readonly jsonSchemaDialect: string;
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, JsonSchema>>;
    readonly securitySchemes: Readonly<Record<string, object>>;
  };
}

export interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  /** Who may call it. */
  readonly description: string;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly required: true; readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Content }>>;
}

export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required: boolean;
  readonly schema: JsonSchema;
}

type Content = Readonly<Record<string, { readonly schema: JsonSchema }>>;

export const apiBase = "/api/v1";

/** One document however often it is asked for: the same routes give the same text. */
export function openApiDocument(routes: readonly Route[]): OpenApiDocument {
  const schemas: Record<string, JsonSchema> = {};
  const paths: Record<string, Record<string, Operation>> = {};
  for (const route of routes) {
    const path = templateOf(route.path);
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route, path, schemas) };
  }
  return {
    openapi: "3.1.0",
    jsonSchemaDialect: "https://json-schema.org/draft/2020-12/schema",
    info: { title: "Shared inbox", version: "1", description },
    servers: [{ url: apiBase }],
    paths,
    components: { schemas, securitySchemes: { session: { type: "apiKey", in: "cookie", name: "__Host-session" } } },
  };
}

const description = [
  "Everything the page does, it does through these calls.",
  "A call that changes something is taken from the page's own origin, and from scripts, which send no Origin.",
  "Lists come in pages: pass nextCursor as cursor until it is null.",
  "What is not yours and what is not there get the same 404.",
].join(" ");

function operationOf(route: Route, path: string, schemas: Record<string, JsonSchema>): Operation {
  const body = route.inputs.find(({ target }) => target === "json");
  return {
    operationId: [
      route.method.toLowerCase(),
      ...path
        .split(/[^a-zA-Z]+/)
        .filter(Boolean)
        .map(capitalised),
    ].join(""),
    tags: [path.split("/")[1] ?? ""],
    summary: route.answer?.summary ?? "",
    description: route.permission ? `Needs the permission ${route.permission}.` : `Open to all: ${route.openBecause}.`,
    security: route.permission ? [{ session: [] }] : [],
    parameters: parametersOf(route, path),
    ...(body
      ? { requestBody: { required: true, content: { "application/json": { schema: schemaOf(body.schema, "input", schemas) } } } }
      : {}),
    responses: responsesOf(route, schemas),
  };
}

function parametersOf(route: Route, path: string): Parameter[] {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(
    ([, name = ""]): Parameter => ({ name, in: "path", required: true, schema: { type: "string" } }),
  );
  return [...inPath, ...fieldsOf(route, "query"), ...fieldsOf(route, "header")];
}

function fieldsOf(route: Route, target: "query" | "header"): Parameter[] {
  return route.inputs
    .filter((input) => input.target === target)
    .flatMap(({ schema }) => {
      const { properties = {}, required = [] } = schemaOf(schema, "input", {});
      return Object.entries(properties).map(([name, field]): Parameter => {
        if (typeof field === "boolean") throw new Error(`${name} has no schema`);
        return { name, in: target, required: required.includes(name), schema: field };
      });
    });
}

function responsesOf(route: Route, schemas: Record<string, JsonSchema>): Operation["responses"] {
  const { status = 200, shape } = route.answer ?? {};
  const content = (mediaType: string, schema: JsonSchema): Content => ({ [mediaType]: { schema } });
  const good = !shape
    ? {}
    : "mediaType" in shape
      ? { content: content(shape.mediaType, { type: "string" }) }
      : { content: content("application/json", schemaOf(shape, "output", schemas)) };
  return {
    [status]: { description: route.answer?.summary ?? "", ...good },
    default: { description: refusals, content: content("application/json", schemaOf(failure, "output", schemas)) },
  };
}

const refusals = `What goes wrong is a refusal (${Object.entries(statuses)
  .map(([kind, status]) => `${status} ${kind}`)
  .join(", ")}) or a fault (500).`;

/** The JSON schema, with every named part of it moved to the components and referred to. */
function schemaOf(schema: GenericSchema, typeMode: "input" | "output", schemas: Record<string, JsonSchema>): JsonSchema {
  const { $schema: _, ...made } = toJsonSchema(schema, { target: "draft-2020-12", typeMode, errorMode: "ignore" });
  return referring(made, schemas) as JsonSchema;
}

function referring(part: unknown, schemas: Record<string, JsonSchema>): unknown {
  if (Array.isArray(part)) return part.map((one) => referring(one, schemas));
  if (typeof part !== "object" || part === null) return part;
  const inner = Object.fromEntries(Object.entries(part).map(([key, value]) => [key, referring(value, schemas)]));
  if (typeof inner.title !== "string" || !("type" in inner || "oneOf" in inner || "anyOf" in inner)) return inner;
  schemas[inner.title] ??= inner;
  return { $ref: `#/components/schemas/${inner.title}` };
}

function templateOf(path: string): string {
  return path.replace(apiBase, "").replace(/:(\w+)/g, "{$1}");
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
