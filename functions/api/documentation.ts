// GET /openapi.json and /docs: the API as a document for programs and as a page for people.
import { Hono } from "hono";
import { answers } from "./answers.ts";
import { docsPage, docsPolicy } from "./docs-page.ts";
import { open } from "./may.ts";
import { openApiDocument } from "./openapi-document.ts";
import { type Handlers, routesOf } from "./registry.ts";

/**
 * @param handlers all routes of the app, these two included, when somebody asks.
 *
 * The document is made at the first request and not by a build step: so it is never older than the routes, and there is no
 * file to generate before the tests or the local platform run. The generator (13 KB minified) is imported like
 * everything else: a file that imports one module on demand cannot have the others' unused parts left out, and that is 90 KB.
 */
export function documentation(handlers: () => Handlers) {
  return new Hono()
    .get(
      "/openapi.json",
      open("describes the API, holds no data"),
      answers(200, "This API as an OpenAPI 3.1 document", json),
      async (c) => {
        return c.json(openApiDocument(routesOf(handlers())), 200, briefly);
      },
    )
    .get("/docs", open("describes the API, holds no data"), answers(200, "This API as a page", html), async (c) => {
      const page = docsPage(openApiDocument(routesOf(handlers())));
      return c.html(page, 200, { ...briefly, "content-security-policy": docsPolicy });
    });
}

const json = { mediaType: "application/json" };
const html = { mediaType: "text/html" };
const briefly = { "cache-control": "public, max-age=300" };
