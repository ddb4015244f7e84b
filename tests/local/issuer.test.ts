import { createHash, randomBytes } from "node:crypto";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import type { Member } from "../../functions/store/members.ts";
import { localIssuer } from "../../local/issuer.ts";
import { keptSecrets } from "../../local/secrets.ts";
import { issuerPath, openDoor } from "../../local/site.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const members: Member[] = [
  { id: "mem_ana", name: "Ana <b>Ferrer</b>", email: "ana@acme.test", role: "admin", teamIds: [], isDisabled: false },
  { id: "mem_beto", name: "Beto Núñez", email: "beto@acme.test", role: "agent", teamIds: [], isDisabled: false },
  { id: "mem_gone", name: "Gone", email: "gone@acme.test", role: "agent", teamIds: [], isDisabled: true },
];

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder();
});

async function started(port = 0) {
  const door = await openDoor(port);
  const { clientSecret, cookieKey, issuerKey } = await keptSecrets(`${folder}/secrets.json`);
  const issuer = await localIssuer({
    origin: door.origin,
    folder: `${folder}/issuer`,
    clientId: "local-page",
    clientSecret,
    cookieKey,
    signingKey: issuerKey,
    members: async () => members,
  });
  const nothing = () => new Response(null, { status: 404 });
  door.open({ issuer, api: nothing, local: nothing, page: nothing });
  onTestFinished(() => door.close());
  return { door, issuer, clientSecret, origin: door.origin };
}

/** A browser, as far as signing in needs one: cookies, and one step at a time. */
function browser() {
  const cookies = new Map<string, string>();
  return async (address: string, init: RequestInit = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await fetch(address, { ...init, redirect: "manual", headers: { ...init.headers, cookie } });
    for (const set of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      if (/expires=Thu, 01 Jan 1970/i.test(set)) cookies.delete(name);
      else cookies.set(name, value);
    }
    const to = answer.headers.get("location");
    return { status: answer.status, to: to ? new URL(to, address).href : "", page: await answer.text(), headers: answer.headers };
  };
}

const verifier = randomBytes(32).toString("base64url");

function authorizationAddress(origin: string, more: Record<string, string> = {}): string {
  const query = new URLSearchParams({
    response_type: "code",
    client_id: "local-page",
    redirect_uri: `${origin}/api/v1/session/callback`,
    scope: "openid email profile",
    state: "state",
    nonce: "nonce",
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
    ...more,
  });
  return `${origin}${issuerPath}/auth?${query}`;
}

async function signIn(go: ReturnType<typeof browser>, origin: string, member: string) {
  const asked = await go(authorizationAddress(origin));
  const chosen = await go(asked.to, { method: "POST", body: new URLSearchParams({ member }) });
  return go(chosen.to);
}

function exchange(origin: string, code: string, secret: string) {
  const redirect_uri = `${origin}/api/v1/session/callback`;
  const body = new URLSearchParams({ grant_type: "authorization_code", code, redirect_uri, code_verifier: verifier });
  const authorization = `Basic ${Buffer.from(`local-page:${encodeURIComponent(secret)}`).toString("base64")}`;
  return fetch(`${origin}${issuerPath}/token`, { method: "POST", body, headers: { authorization } });
}

test("the issuer describes itself under its own path", async () => {
  const { origin } = await started();
  const description = await fetch(`${origin}${issuerPath}/.well-known/openid-configuration`);
  expect(await description.json()).toMatchObject({
    issuer: `${origin}/issuer`,
    authorization_endpoint: `${origin}/issuer/auth`,
    token_endpoint: `${origin}/issuer/token`,
    jwks_uri: `${origin}/issuer/jwks`,
    code_challenge_methods_supported: ["S256"],
  });
});

test("the sign-in page lists who may sign in, says that it is local, and runs nothing", async () => {
  const { origin } = await started();
  const go = browser();
  const { to } = await go(authorizationAddress(origin));
  const { page, headers, status } = await go(to);
  expect(status).toBe(200);
  expect(page).toContain("local platform");
  expect(page).toContain("Ana &lt;b&gt;Ferrer&lt;/b&gt;");
  expect(page.match(/<button /g)).toHaveLength(2);
  expect(page).not.toContain("gone@acme.test");
  expect(headers.get("content-security-policy")).toContain("default-src 'none'");
});

test("whoever is chosen is in the ID token, with an address that is vouched for", async () => {
  const { origin, clientSecret } = await started();
  const { to, status } = await signIn(browser(), origin, "mem_beto");
  expect(status).toBe(303);
  const callback = new URL(to);
  expect(callback.pathname).toBe("/api/v1/session/callback");
  expect(callback.searchParams.get("state")).toBe("state");
  const answer = await exchange(origin, callback.searchParams.get("code") ?? "", clientSecret);
  const { id_token: token } = (await answer.json()) as { id_token: string };
  const claims = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as Record<string, unknown>;
  expect(claims).toMatchObject({
    iss: `${origin}/issuer`,
    sub: "mem_beto",
    aud: "local-page",
    email: "beto@acme.test",
    email_verified: true,
    name: "Beto Núñez",
    nonce: "nonce",
  });
});

test("a code is worth nothing without the client's secret, and nothing twice", async () => {
  const { origin, clientSecret } = await started();
  const { to } = await signIn(browser(), origin, "mem_ana");
  const code = new URL(to).searchParams.get("code") ?? "";
  expect((await exchange(origin, code, "wrong")).status).toBe(401);
  expect((await exchange(origin, code, clientSecret)).status).toBe(200);
  expect((await exchange(origin, code, clientSecret)).status).toBe(400);
});

test("the next sign-in asks again, so that one browser can be several people", async () => {
  const { origin } = await started();
  const go = browser();
  await signIn(go, origin, "mem_ana");
  const again = await go(authorizationAddress(origin));
  expect(again.to).toContain("/issuer/sign-in/");
});

test("nobody who is not listed can be chosen", async () => {
  const { origin } = await started();
  for (const member of ["mem_gone", "mem_nobody"]) {
    const go = browser();
    const { to } = await go(authorizationAddress(origin));
    expect((await go(to, { method: "POST", body: new URLSearchParams({ member }) })).status).toBe(400);
  }
});

test("without PKCE, or with another page to go back to, there is no sign-in", async () => {
  const { origin } = await started();
  const go = browser();
  const elsewhere = await go(authorizationAddress(origin, { redirect_uri: "http://evil.test/callback" }));
  expect(elsewhere.status).toBe(400);
  expect(elsewhere.page).toContain("This sign-in did not work");
  const plain = await go(authorizationAddress(origin, { code_challenge: "", code_challenge_method: "" }));
  expect(new URL(plain.to).searchParams.get("error")).toBe("invalid_request");
});

test("a sign-in page that belongs to another browser is said to have expired", async () => {
  const { origin } = await started();
  const { to } = await browser()(authorizationAddress(origin));
  const stolen = await browser()(to);
  expect(stolen.status).toBe(400);
  expect(stolen.page).toContain("expired");
});

test("after a restart the keys are the same and a sign-in under way goes on", async () => {
  const first = await started();
  const go = browser();
  const { to } = await go(authorizationAddress(first.origin));
  const keysOf = async (origin: string) => (await fetch(`${origin}/issuer/jwks`)).json();
  const keys = await keysOf(first.origin);
  await first.door.close();
  const second = await started(Number(new URL(first.origin).port));
  expect(await keysOf(second.origin)).toEqual(keys);
  const chosen = await go(to, { method: "POST", body: new URLSearchParams({ member: "mem_ana" }) });
  expect(new URL((await go(chosen.to)).to).searchParams.get("code")).toBeTruthy();
});
