import { mkdir, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { join } from "node:path";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { localPage } from "../../local/page.ts";
import { type Door, openDoor } from "../../local/site.ts";
import type { Fetch } from "../../local/serve.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const connectTo = ["ws://127.0.0.1:3000/socket", "http://127.0.0.1:4568"];
let folder: string;
let page: Fetch;

beforeEach(async () => {
  const root = await temporaryFolder();
  folder = join(root, "dist");
  await mkdir(join(folder, "assets"), { recursive: true });
  await writeFile(join(folder, "index.html"), "<!doctype html><title>Inbox</title>");
  await writeFile(join(folder, "assets", "main-1a2b.js"), "console.log(1)");
  await writeFile(join(root, "secrets.json"), "{}");
  page = localPage({ folder, connectTo });
});

async function get(path: string, method = "GET"): Promise<Response> {
  return page(new Request(`http://127.0.0.1:3000${path}`, { method }));
}

test("every path without a file is the page itself", async () => {
  for (const path of ["/", "/conversations/con_1", "/inboxes/a%20b"]) {
    const answer = await get(path);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(answer.headers.get("cache-control")).toBe("no-cache");
    expect(await answer.text()).toContain("<title>Inbox</title>");
  }
});

test("assets are files with their type, kept for ever", async () => {
  const answer = await get("/assets/main-1a2b.js");
  expect(answer.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
  expect(answer.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  expect((await get("/assets/old-9z9z.js")).status).toBe(404);
});

test("the page may speak with its own origin, the socket and the buckets, and nobody may frame it", async () => {
  const headers = (await get("/")).headers;
  const policy = headers.get("content-security-policy") ?? "";
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain(`connect-src 'self' ${connectTo.join(" ")};`);
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain("unsafe");
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
});

test("nothing outside the folder is served", async () => {
  for (const path of ["/../secrets.json", "/%2e%2e/secrets.json", "/..%2fsecrets.json", "/assets/%2e%2e/%2e%2e/secrets.json"]) {
    expect(await (await get(path)).text()).not.toBe("{}");
  }
});

test("a page that was never built says how to build it", async () => {
  page = localPage({ folder: `${folder}-none`, connectTo });
  const answer = await get("/");
  expect(answer.status).toBe(503);
  expect(await answer.text()).toContain("npm run build");
});

test("pages are read and nothing else", async () => {
  expect((await get("/", "POST")).status).toBe(405);
});

/** Like fetch, but free to say any Host. */
function ask(door: Door, host: string, path = "/"): Promise<{ status: number | undefined; location: string | undefined }> {
  return new Promise((resolve, reject) => {
    const asked = request(`${door.origin}${path}`, { headers: { host } }, (answer) => {
      answer.resume();
      resolve({ status: answer.statusCode, location: answer.headers.location });
    });
    asked.on("error", reject).end();
  });
}

test("the port answers to one name: localhost is sent on, others are refused", async () => {
  const door = await openDoor(0);
  onTestFinished(() => door.close());
  const said = (text: string) => () => new Response(text);
  const issuer = { handle: (_: unknown, response: { end(text: string): unknown }) => void response.end("issuer") };
  door.open({ api: said("api"), local: said("local"), page: said("page"), issuer });
  const { port } = new URL(door.origin);
  expect((await ask(door, `127.0.0.1:${port}`)).status).toBe(200);
  expect(await ask(door, `localhost:${port}`, "/a?b=c")).toEqual({ status: 308, location: `${door.origin}/a?b=c` });
  expect((await ask(door, "evil.test")).status).toBe(421);
  const textAt = async (path: string) => (await fetch(`${door.origin}${path}`)).text();
  expect(await Promise.all(["/api/v1/me", "/local/outbox", "/issuer/auth?x=y", "/apiary"].map(textAt))).toEqual([
    "api",
    "local",
    "issuer",
    "page",
  ]);
});

test("until everything has started the port says so", async () => {
  const door = await openDoor(0);
  onTestFinished(() => door.close());
  const answer = await fetch(door.origin);
  expect(answer.status).toBe(503);
  expect(answer.headers.get("retry-after")).toBe("1");
});
