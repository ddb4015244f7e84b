// The OpenAPI document as a page to read: plain HTML, one style, no script.
import type { JsonSchema } from "@valibot/to-json-schema";
import { createHash } from "node:crypto";
import { html, raw } from "hono/html";
import type { OpenApiDocument, Operation } from "./openapi-document.ts";

type Html = ReturnType<typeof html>;

export function docsPage(document: OpenApiDocument): Html {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  const groups = [...new Set(operations.flatMap(({ operation }) => operation.tags))];
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${document.info.title}: API</title>
<style>${raw(style)}</style>
</head>
<body>
<header>
<h1>${document.info.title}: API</h1>
<p>${document.info.description}</p>
<p>${operations[0]?.operation.responses.default?.description} Both are an <a href="#shape-Error">Error</a>.</p>
<p>Addresses begin with <code>${document.servers[0]?.url}</code>. For programs: <a href="openapi.json">openapi.json</a>.</p>
</header>
<nav aria-label="Calls"><ul>${groups.map((group) => html`<li><a href="#${group}">${group}</a></li>`)}</ul></nav>
<main>
${groups.map(
  (group) => html`<section id="${group}"><h2>${group}</h2>
${operations.filter(({ operation }) => operation.tags.includes(group)).map(call)}</section>`,
)}
<section id="shapes"><h2>Shapes</h2>
${Object.entries(document.components.schemas).map(
  ([name, schema]) => html`<article id="shape-${name}"><h3>${name}</h3>${fields(schema)}</article>`,
)}</section>
</main>
</body>
</html>`;
}

function call({ path, method, operation }: { path: string; method: string; operation: Operation }): Html {
  const body = operation.requestBody?.content["application/json"]?.schema;
  return html`<article id="${operation.operationId}">
<h3><b class="${method.toLowerCase()}">${method}</b> <code>${path}</code></h3>
<p>${operation.summary}. ${operation.description}</p>
${operation.parameters.length > 0 ? parameters(operation) : ""}
${body ? html`<h4>Body</h4>${fields(body)}` : ""}
<h4>Answers</h4>
<ul>${Object.entries(operation.responses).filter(isItsOwn).map(answer)}</ul>
</article>`;
}

function parameters(operation: Operation): Html {
  return html`<h4>Parameters</h4>
<table><tbody>${operation.parameters.map(
    ({ name, in: where, required, schema }) =>
      html`<tr><th scope="row"><code>${name}</code></th><td>${where}${required ? ", required" : ""}</td><td>${kind(schema)}</td></tr>`,
  )}</tbody></table>`;
}

/** How calls fail is the same for all, and said once at the top. */
function isItsOwn([status]: [string, unknown]): boolean {
  return status !== "default";
}

function answer([status, { content }]: [string, Operation["responses"][string]]): Html {
  const [[mediaType, { schema }] = ["", { schema: undefined }]] = Object.entries(content ?? {});
  const what = mediaType === "application/json" && schema ? kind(schema) : mediaType;
  return html`<li><code>${status}</code> ${what}</li>`;
}

function fields(schema: JsonSchema): Html {
  const named = Object.entries(schema.properties ?? {});
  if (named.length === 0) return html`<p>${kind(schema)}</p>`;
  return html`<table><tbody>${named.map(
    ([name, field]) =>
      html`<tr><th scope="row"><code>${name}</code></th><td>${schema.required?.includes(name) ? "" : "optional"}</td><td>${kind(field)}</td></tr>`,
  )}</tbody></table>`;
}

/** A schema in a few words, with links to named shapes. */
function kind(schema: JsonSchema | boolean | undefined): Html {
  if (typeof schema !== "object") return html`anything`;
  const { $ref, type, enum: values, items, properties, additionalProperties } = schema;
  const either = schema.oneOf ?? schema.anyOf;
  if ($ref) return html`<a href="#shape-${nameOf($ref)}">${nameOf($ref)}</a>`;
  if (schema.const !== undefined) return html`<code>${JSON.stringify(schema.const)}</code>`;
  if (values) return joined(values.map((value) => html`<code>${JSON.stringify(value)}</code>`));
  if (either) return joined(either.map(kind));
  if (type === "array") return html`list of ${kind(typeof items === "object" && !Array.isArray(items) ? items : undefined)}`;
  if (properties)
    return html`{ ${commas(Object.entries(properties).map(([name, field]) => html`<code>${name}</code>: ${kind(field)}`))} }`;
  if (additionalProperties) return html`map of ${kind(additionalProperties)}`;
  return html`${[type ?? "anything"].flat().join(" or ")}${bounds(schema)}`;
}

function bounds({ minLength, maxLength, minimum, maximum, format }: JsonSchema): string {
  const said = [
    format && String(format),
    minLength !== undefined && `at least ${minLength} long`,
    maxLength !== undefined && `at most ${maxLength} long`,
    minimum !== undefined && `from ${minimum}`,
    maximum !== undefined && `to ${maximum}`,
  ].filter(Boolean);
  return said.length > 0 ? ` (${said.join(", ")})` : "";
}

function joined(parts: readonly Html[]): Html {
  return html`${parts.map((part, index) => (index === 0 ? part : html` or ${part}`))}`;
}

function commas(parts: readonly Html[]): Html {
  return html`${parts.map((part, index) => (index === 0 ? part : html`, ${part}`))}`;
}

function nameOf(reference: string): string {
  return reference.slice(reference.lastIndexOf("/") + 1);
}

const style = `
:root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 18%, transparent); --quiet: color-mix(in srgb, currentColor 62%, transparent) }
body { max-width: 60rem; margin: 0 auto; padding: 2rem 1.25rem 6rem; font: 1rem/1.55 system-ui, sans-serif }
h1 { font-size: 1.75rem; line-height: 1.2 } h2 { margin: 3rem 0 0.5rem; font-size: 1.25rem; text-transform: capitalize }
h3 { margin: 0; font-size: 1rem } h4 { margin: 1rem 0 0.25rem; font-size: 0.8125rem; color: var(--quiet) }
p { margin: 0.5rem 0; max-width: 46rem } code { font: 0.875em/1.4 ui-monospace, monospace }
nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; padding: 0; list-style: none }
article { padding: 1.25rem 0; border-top: 1px solid var(--line) } article ul { margin: 0; padding: 0; list-style: none }
table { width: 100%; border-collapse: collapse; font-size: 0.9375rem } tr + tr { border-top: 1px solid var(--line) }
th, td { padding: 0.375rem 1rem 0.375rem 0; text-align: left; vertical-align: top; font-weight: 400 }
th { width: 13rem } td:nth-child(2) { width: 9rem; color: var(--quiet) }
:target { scroll-margin-top: 1rem; outline: 2px solid; outline-offset: 0.5rem }
@media (max-width: 40rem) { th, td { display: block; width: auto; padding: 0.125rem 0 } tr { display: block; padding: 0.375rem 0 } }
`;

/** Only this very style, nothing else from anywhere. */
export const docsPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");
