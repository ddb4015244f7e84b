// The page's files, with the headers that CloudFront gives them.
import { readFile } from "node:fs/promises";
import { extname, join, sep } from "node:path";
import { contentPolicy, guardHeaders } from "../web/headers.ts";
import { isMissing } from "./disk.ts";
import { htmlPage, pageHeaders } from "./html.ts";
import type { Fetch } from "./serve.ts";

export interface PageOptions {
  /** The built page. */
  readonly folder: string;
  /** Other origins that it speaks with: the socket's and the buckets'. */
  readonly connectTo: readonly string[];
}

/** Serves files by their path; every other path is the page itself, which knows what it means. */
export function localPage({ folder, connectTo }: PageOptions): Fetch {
  const guards = { ...sameAsDeployed, "content-security-policy": contentPolicy(connectTo) };
  return async (request) => {
    if (request.method !== "GET" && request.method !== "HEAD")
      return new Response(null, { status: 405, headers: { allow: "GET, HEAD" } });
    const path = decoded(new URL(request.url).pathname);
    const file = (await fileAt(folder, path)) ?? (extname(path) === "" ? await fileAt(folder, "/index.html") : undefined);
    if (file) return new Response(new Uint8Array(file.content), { headers: { ...guards, ...file.headers } });
    if (extname(path) !== "") return new Response("There is no such file.", { status: 404, headers: guards });
    return new Response(notBuilt, { status: 503, headers: pageHeaders });
  };
}

/** The same as in production, less what plain http cannot have (HSTS). */
const sameAsDeployed = { ...guardHeaders, "x-content-type-options": "nosniff", "referrer-policy": "no-referrer" };

const contentTypes: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".map": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".webmanifest": "application/manifest+json",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
};

async function fileAt(folder: string, path: string) {
  const full = join(folder, path);
  if (!full.startsWith(folder + sep) || path.includes("\0")) return undefined;
  try {
    const content = await readFile(full);
    // Vite names assets by their content, so they never change.
    const caching = path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache";
    const contentType = contentTypes[extname(path)] ?? "application/octet-stream";
    return { content, headers: { "content-type": contentType, "cache-control": caching } };
  } catch (error) {
    if (isMissing(error) || isFolder(error)) return undefined;
    throw error;
  }
}

function isFolder(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "EISDIR" || error.code === "ENOTDIR");
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return "/";
  }
}

const notBuilt = htmlPage(
  "The page is not built",
  "<p>Mail, the API and everything else run. Build the page with <code>npm run build</code> and load this again.</p>",
);
