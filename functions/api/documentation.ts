// GET /openapi.json and /docs: the API as a document for programs and as a page for people.
import { Hono } from "hono";
import { answers } from "./answers.ts";
import { open } from "./may.ts";
import { type Handlers, routesOf } from "./registry.ts";

/**
 * @param handlers all routes of the app, these two included, when somebody asks.
 *
 * The document is made at the first request and not by a build step: so it is never older than the routes, and there is no
 * file to generate before the tests or the local platform run. The generator (13 KB minified) is imported at that moment,
 * and costs no other request anything.
 */
export function documentation(handlers: () => Handlers) {
  return new Hono()
    .get(
      "/openapi.json",
      open("describes the API, holds no data"),
      answers(200, "This API as an OpenAPI 3.1 document", json),
      async (c) => {
        const { openApiDocument } = await import("./openapi-document.ts");
        return c.json(openApiDocument(routesOf(handlers())), 200, briefly);
      },
    )
    .get("/docs", open("describes the API, holds no data"), answers(200, "This API as a page", html), async (c) => {
      const [{ openApiDocument }, { docsPage, docsPolicy }] = await Promise.all([
        import("./openapi-document.ts"),
        import("./docs-page.ts"),
      ]);
      const page = docsPage(openApiDocument(routesOf(handlers())));
      return c.html(page, 200, { ...briefly, "content-security-policy": docsPolicy });
    });
}

const json = { mediaType: "application/json" };
const html = { mediaType: "text/html" };
const briefly = { "cache-control": "public, max-age=300" };
