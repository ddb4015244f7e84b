// Calls that change something come from our own page. Every such route is tried, whether signed in or not.
import { describe, expect, test, vi } from "vitest";
import { app } from "../../functions/api/app.ts";
import { routesOf } from "../../functions/api/registry.ts";
import { cookie, eachTestAs } from "./support/session.ts";
import { ourConversation } from "./support/workspace.ts";

vi.mock("../../functions/store/table.ts", () => import("./support/table-in-memory.ts"));
vi.mock("../../functions/store/buckets.ts", () => import("./support/buckets-in-memory.ts"));
vi.spyOn(console, "log").mockReturnValue();

eachTestAs("manage");

const changing = routesOf(app.routes).filter(({ method }) => method !== "GET");
const ours = { origin: "http://127.0.0.1:3000", "sec-fetch-site": "same-origin" };

const forged: Record<string, Record<string, string>> = {
  "a form of another site": { origin: "https://evil.test", "sec-fetch-site": "cross-site" },
  "another site whose browser lies about the rest": { ...ours, origin: "https://evil.test" },
  "another site whose browser says only so": { "sec-fetch-site": "cross-site" },
  "a neighbour on the same domain": { ...ours, "sec-fetch-site": "same-site" },
  "our host on another port": { ...ours, origin: "http://127.0.0.1:3001" },
  "our host on another scheme": { ...ours, origin: "https://127.0.0.1:3000" },
  "a host that begins like ours": { ...ours, origin: "http://127.0.0.1:3000.evil.test" },
  "a page without an origin": { ...ours, origin: "null" },
  "an address typed by hand": { ...ours, "sec-fetch-site": "none" },
  "an empty origin": { ...ours, origin: "" },
};

describe.each(changing)("$method $path", ({ method, path }) => {
  test.each(Object.keys(forged))("%s is turned away before anything else", async (name) => {
    for (const session of [cookie, ""]) {
      const answer = await app.request(path, { method, headers: { cookie: session, ...forged[name] } });
      expect(answer.status).toBe(403);
      expect(await answer.json()).toMatchObject({ code: "csrf" });
    }
  });
});

describe("our page", () => {
  const closure = `/api/v1/conversations/${ourConversation}/closure`;

  test.each([ours, { origin: ours.origin }])("comes in with %j", async (headers) => {
    expect((await app.request(closure, { method: "PUT", headers: { cookie, ...headers } })).status).toBe(204);
  });

  test("is not alone: a script with a session of its own sends neither header", async () => {
    expect((await app.request(closure, { method: "PUT", headers: { cookie } })).status).toBe(204);
  });

  test("needs none of it to read", async () => {
    const headers = { cookie, "sec-fetch-site": "cross-site", origin: "https://evil.test" };
    expect((await app.request("/api/v1/me", { headers })).status).toBe(200);
  });

  test("lets no other site read the answer", async () => {
    const answer = await app.request("/api/v1/me", { headers: { cookie, origin: "https://evil.test" } });
    expect(answer.headers.get("access-control-allow-origin")).toBeNull();
    expect(answer.headers.get("cross-origin-resource-policy")).toBe("same-origin");
  });

  test.each(["GET", "HEAD", "OPTIONS"])("changes nothing with %s", async (method) => {
    const answer = await app.request(closure, { method, headers: { cookie } });
    expect(answer.status).toBe(404);
  });
});
