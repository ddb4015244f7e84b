// A browser at the front door, and the issuer that it is sent to.
import { afterAll, beforeAll, beforeEach, expect, vi } from "vitest";
import { app } from "../../functions/api/app.ts";
import { allRows } from "../api/support/table-in-memory.ts";
import { emptyWorkspace } from "../api/support/workspace.ts";
import { type FakeIssuer, type Lie, startFakeIssuer } from "./fake-issuer.ts";

export let issuer: FakeIssuer;

/** An issuer for all tests of a file, and for each test a workspace without members. */
export function withIssuer(): void {
  beforeAll(async () => {
    issuer = await startFakeIssuer();
  });
  afterAll(() => issuer.stop());
  beforeEach(() => {
    emptyWorkspace({ OIDC_ISSUER: issuer.address });
    vi.spyOn(console, "log").mockReturnValue();
    vi.spyOn(console, "error").mockReturnValue();
  });
}

/** What the issuer says of Ana, honestly. */
export const ana = { sub: "subject-of-ana", email: "ana@acme.test", email_verified: true };

export function sessionRows() {
  return allRows().filter(({ type }) => type === "session");
}

export async function signIn(
  who: Record<string, unknown>,
  { returnTo = "/", lie = {} }: { returnTo?: string; lie?: Lie } = {},
): Promise<Response> {
  const { address, cookie } = await begin(returnTo);
  return get(`/session/callback?${issuer.approve(address.href, who, lie)}`, cookie);
}

export async function begin(returnTo = "/"): Promise<{ address: URL; cookie: string }> {
  const answer = await get(`/session/sign-in?${new URLSearchParams({ returnTo })}`);
  expect(answer.status).toBe(302);
  const [cookie = ""] = (answer.headers.get("set-cookie") ?? "").split(";");
  return { address: new URL(answer.headers.get("location") ?? ""), cookie };
}

export function get(path: string, cookie = ""): Promise<Response> {
  return Promise.resolve(app.request(`/api/v1${path}`, { headers: { cookie } }));
}

export function cookieOf(answer: Response, name: string): string {
  const found = answer.headers.getSetCookie().find((cookie) => cookie.startsWith(`${name}=`));
  return found?.split(";")[0] ?? "";
}

export async function whoAmI(answer: Response): Promise<unknown> {
  return (await get("/me", cookieOf(answer, "session"))).json();
}

/** Refused, in words for a person, and with no session started (or no further one). */
export async function expectRefused(answer: Response, status: number, sessions = 0): Promise<void> {
  expect(answer.status).toBe(status);
  expect(answer.headers.get("content-type")).toMatch("text/html");
  expect(answer.headers.getSetCookie()).toEqual([]);
  expect(await answer.text()).toContain("Sign in again");
  expect(sessionRows().length).toBe(sessions);
}
