// The OpenAPI document and the page made from it: nothing that a route does is missing, nothing that is there leads nowhere.
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { app } from "../../functions/api/app.ts";
import type { OpenApiDocument, Operation } from "../../functions/api/openapi-document.ts";
import { routesOf } from "../../functions/api/registry.ts";
import { settle } from "./support/settings.ts";

vi.spyOn(console, "log").mockReturnValue();
beforeEach(() => settle());

let document: OpenApiDocument;
beforeAll(async () => {
  document = await (await app.request("/api/v1/openapi.json")).json();
});

const routes = routesOf(app.routes);

describe("the document", () => {
  test("is OpenAPI 3.1, for everybody, as JSON", async () => {
    const answer = await app.request("/api/v1/openapi.json");
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("application/json");
    expect(document.openapi).toBe("3.1.0");
    expect(document.info).toMatchObject({ title: expect.any(String), version: expect.any(String) });
    expect(document.servers).toEqual([{ url: "/api/v1" }]);
  });

  test("is the same each time", async () => {
    expect(await (await app.request("/api/v1/openapi.json")).json()).toEqual(document);
  });

  test.each(routes)("names $method $path", (route) => {
    const operation = operationOf(route);
    expect(operation?.summary).toBe(route.answer?.summary);
    expect(operation?.description).toContain(route.permission ?? route.openBecause);
    expect(Object.keys(operation?.responses ?? {})).toEqual([String(route.answer?.status), "default"]);
  });

  test("names nothing else", () => {
    expect(operations()).toHaveLength(routes.length);
  });

  test("gives every operation an id of its own", () => {
    const ids = operations().map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z][a-zA-Z]+$/);
  });

  test("declares every part of a path that varies, and no other", () => {
    for (const { path, operation } of operations()) {
      const inPath = operation.parameters.filter((parameter) => parameter.in === "path").map(({ name }) => name);
      expect(inPath).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
    }
  });

  test("asks for a session wherever a permission is needed", () => {
    for (const { operation } of operations()) {
      const isGuarded = operation.description.startsWith("Needs the permission");
      expect(operation.security).toEqual(isGuarded ? [{ session: [] }] : []);
    }
  });

  test("describes inputs by the schemas that check them", () => {
    const reply = document.paths["/conversations/{id}/replies"]?.post;
    const body = reply?.requestBody?.content["application/json"]?.schema;
    expect(body).toMatchObject({ type: "object", additionalProperties: false, required: ["html", "version"] });
    expect(reply?.parameters.map(({ name }) => name)).toContain("idempotency-key");
    const list = document.paths["/conversations"]?.get?.parameters;
    expect(list?.map(({ name, required }) => [name, required])).toEqual([
      ["inbox", false],
      ["folder", false],
      ["limit", false],
      ["cursor", false],
    ]);
    expect(list?.find(({ name }) => name === "folder")?.schema.enum).toEqual([
      "open",
      "unassigned",
      "mine",
      "closed",
      "spam",
      "all",
    ]);
  });

  test("writes each named shape once, and every reference leads to one", () => {
    const text = JSON.stringify(document);
    const references = [...text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(([, name = ""]) => name);
    expect(references.length).toBeGreaterThan(20);
    for (const name of references) expect(document.components.schemas).toHaveProperty(name);
    for (const name of Object.keys(document.components.schemas)) expect(references).toContain(name);
    expect(text.match(/"\$ref"/g)).toHaveLength(references.length);
  });

  test("is JSON Schema 2020-12 all the way down", () => {
    const keywords = new Set<string>();
    for (const schema of Object.values(document.components.schemas)) collectKeywords(schema, keywords);
    const known = [
      "type",
      "title",
      "properties",
      "required",
      "additionalProperties",
      "propertyNames",
      "items",
      "enum",
      "const",
      "anyOf",
      "oneOf",
      "$ref",
    ];
    expect([...keywords].filter((keyword) => !known.includes(keyword))).toEqual([]);
  });
});

describe("the page", () => {
  test("names every call and every shape", async () => {
    const page = await (await app.request("/api/v1/docs")).text();
    for (const { path, operation } of operations()) {
      expect(page).toContain(`<code>${path}</code>`);
      expect(page).toContain(`id="${operation.operationId}"`);
    }
    for (const name of Object.keys(document.components.schemas)) expect(page).toContain(`id="shape-${name}"`);
  });

  test("has no link that leads nowhere", async () => {
    const page = await (await app.request("/api/v1/docs")).text();
    const anchors = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    expect(anchors.length).toBeGreaterThan(20);
    for (const id of anchors) expect(page).toContain(`id="${id}"`);
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("runs no script and loads nothing, and its policy allows neither", async () => {
    const answer = await app.request("/api/v1/docs");
    const page = await answer.text();
    expect(page).not.toMatch(/<script|<link|<img|\son\w+=|style="|https?:/);
    expect(answer.headers.get("content-security-policy")).toMatch(
      /^default-src 'none'; style-src 'sha256-[\w+/]{43}='; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/,
    );
  });
});

function operationOf({ method, path }: { method: string; path: string }): Operation | undefined {
  const template = path.replace("/api/v1", "").replace(/:(\w+)/g, "{$1}");
  return document.paths[template]?.[method.toLowerCase()];
}

function operations(): { path: string; method: string; operation: Operation }[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
}

function collectKeywords(schema: unknown, into: Set<string>): void {
  if (typeof schema !== "object" || schema === null) return;
  for (const [keyword, value] of Object.entries(schema)) {
    into.add(keyword);
    if (keyword === "properties") for (const field of Object.values(value)) collectKeywords(field, into);
    else if (keyword !== "enum" && keyword !== "required") for (const part of [value].flat()) collectKeywords(part, into);
  }
}
