// Signing in and out through the front door, at an honest issuer.
import { describe, expect, test, vi } from "vitest";
import { app } from "../../functions/api/app.ts";
import { emptyWorkspace, person as invited } from "../api/support/workspace.ts";
import { ana, begin, cookieOf, expectRefused, get, issuer, sessionRows, signIn, whoAmI, withIssuer } from "./browser.ts";
import { startFakeIssuer } from "./fake-issuer.ts";

vi.mock("../../functions/store/table.ts", () => import("../api/support/table-in-memory.ts"));
withIssuer();

describe("an honest sign-in", () => {
  test("asks the issuer with state, nonce and a hashed verifier", async () => {
    const { address } = await begin();
    const asked = address.searchParams;
    expect(address.origin).toBe(issuer.address);
    expect(asked.get("response_type")).toBe("code");
    expect(asked.get("scope")).toBe("openid email profile");
    expect(asked.get("redirect_uri")).toBe("http://127.0.0.1:3000/api/v1/session/callback");
    expect(asked.get("code_challenge_method")).toBe("S256");
    for (const name of ["state", "nonce", "code_challenge"]) expect(asked.get(name)).toMatch(/^[\w-]{43}$/);
  });

  test("two sign-ins share nothing", async () => {
    const [one, other] = [await begin(), await begin()];
    for (const name of ["state", "nonce", "code_challenge"]) {
      expect(one.address.searchParams.get(name)).not.toBe(other.address.searchParams.get(name));
    }
  });

  test("starts a session for the invited member and leads back", async () => {
    await invited("ana");
    const answer = await signIn(ana, { returnTo: "/c/con_1?q=a" });
    expect(answer.status).toBe(302);
    expect(answer.headers.get("location")).toBe("/c/con_1?q=a");
    expect(await whoAmI(answer)).toMatchObject({ id: "ana", email: "ana@acme.test" });
  });

  test("keeps only a hash of the session's secret", async () => {
    await invited("ana");
    const secret = cookieOf(await signIn(ana), "session").slice("session=".length);
    expect(Buffer.from(secret, "base64url")).toHaveLength(32);
    expect(JSON.stringify(sessionRows())).not.toContain(secret);
  });

  test("gives a new session each time, never the one that was there", async () => {
    await invited("ana");
    const [first, second] = [await signIn(ana), await signIn(ana)];
    expect(cookieOf(first, "session")).not.toBe(cookieOf(second, "session"));
    expect(sessionRows().length).toBe(2);
  });

  test("forgets the pending sign-in", async () => {
    await invited("ana");
    expect((await signIn(ana)).headers.getSetCookie()).toContainEqual(expect.stringMatching(/^sign-in=; .*Max-Age=0/));
  });
});

describe("cookies", () => {
  test("on http of this machine: HttpOnly, Lax, twelve hours", async () => {
    await invited("ana");
    const [session] = (await signIn(ana)).headers.getSetCookie();
    expect(session).toMatch(/^session=[\w-]{43}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Lax$/);
  });

  test("on https: Secure and bound to this very host", async () => {
    emptyWorkspace({ OIDC_ISSUER: issuer.address, APP_ORIGIN: "https://inbox.acme.test" });
    await invited("ana");
    const [session, pending] = (await signIn(ana)).headers.getSetCookie();
    expect(session).toMatch(/^__Host-session=[\w-]{43}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Lax; Secure$/);
    expect(pending).toMatch(/^__Host-sign-in=; Path=\/; Max-Age=0; HttpOnly; SameSite=Lax; Secure$/);
  });

  test("http anywhere else is not trusted with a plain cookie", async () => {
    emptyWorkspace({ OIDC_ISSUER: issuer.address, APP_ORIGIN: "http://inbox.acme.test" });
    const { cookie } = await begin();
    expect(cookie).toMatch(/^__Host-sign-in=/);
  });

  test("the pending sign-in lasts ten minutes", async () => {
    const answer = await get("/session/sign-in");
    expect(answer.headers.get("set-cookie")).toMatch(/Max-Age=600; HttpOnly; SameSite=Lax/);
    vi.useFakeTimers({ toFake: ["Date"] });
    try {
      await invited("ana");
      const { address, cookie } = await begin();
      vi.setSystemTime(Date.now() + 601_000);
      await expectRefused(await get(`/session/callback?${issuer.approve(address.href, ana)}`, cookie), 401);
    } finally {
      vi.useRealTimers();
    }
  });

  test("a session ends after twelve hours, whatever the browser keeps", async () => {
    await invited("ana");
    const cookie = cookieOf(await signIn(ana), "session");
    vi.useFakeTimers({ toFake: ["Date"] });
    try {
      vi.setSystemTime(Date.now() + 12 * 3600 * 1000 + 1000);
      expect((await get("/me", cookie)).status).toBe(401);
    } finally {
      vi.useRealTimers();
    }
  });

  test.each(["session=", "session=x", "session=%00", "sessions=a", "session", "", "a=b; session=; c=d"])(
    "nobody comes in with %j",
    async (cookie) => {
      expect((await get("/me", cookie)).status).toBe(401);
    },
  );
});

describe("where the link leads after it", () => {
  test.each(["/", "/c/con_1", "/?q=a%20b", "/inbox/open?next=https://evil.test#top"])("%s is ours", async (returnTo) => {
    await invited("ana");
    expect((await signIn(ana, { returnTo })).headers.get("location")).toBe(returnTo);
  });

  test.each([
    "//evil.test",
    "///evil.test",
    "/\\evil.test",
    "\\\\evil.test",
    "/\t/evil.test",
    "/\n/evil.test",
    "https://evil.test",
    "https:evil.test",
    "javascript:alert(1)",
    "evil.test",
    "/a//evil.test",
    "@evil.test",
    " /a",
    "/ä",
    "",
    "/api/v1/session/sign-in?returnTo=/",
  ])("%j is not: the start page instead", async (returnTo) => {
    await invited("ana");
    expect((await signIn(ana, { returnTo })).headers.get("location")).toBe("/");
  });
});

describe("signing out", () => {
  test("ends the session in the table, so that a copy of the cookie is worth nothing", async () => {
    await invited("ana");
    const cookie = cookieOf(await signIn(ana), "session");
    const answer = await app.request("/api/v1/session", { method: "DELETE", headers: { cookie } });
    expect(answer.status).toBe(204);
    expect(answer.headers.get("set-cookie")).toMatch(/^session=; Path=\/; Max-Age=0; HttpOnly; SameSite=Lax$/);
    expect(sessionRows().length).toBe(0);
    expect((await get("/me", cookie)).status).toBe(401);
  });

  test("another site cannot sign somebody out", async () => {
    await invited("ana");
    const cookie = cookieOf(await signIn(ana), "session");
    expect(
      (await app.request("/api/v1/session", { method: "DELETE", headers: { cookie, origin: "https://evil.test" } })).status,
    ).toBe(403);
    expect(sessionRows().length).toBe(1);
  });

  test("a link cannot sign anybody out", async () => {
    expect((await get("/session")).status).toBe(404);
  });
});

test("an issuer on plain http elsewhere is not spoken to", async () => {
  emptyWorkspace({ OIDC_ISSUER: "http://issuer.acme.test" });
  expect((await get("/session/sign-in")).status).toBe(500);
});

test("an issuer that is down is a fault, and the next sign-in asks again", async () => {
  const other = await startFakeIssuer();
  await other.stop();
  emptyWorkspace({ OIDC_ISSUER: other.address });
  expect((await get("/session/sign-in")).status).toBe(500);
  expect((await get("/session/sign-in")).status).toBe(500);
});
