// A person signs in, works and signs out in a browser of theirs: our page, the issuer's, and back, with nothing taken a shortcut.
import { beforeAll, expect, test } from "vitest";
import { startTestPlatform, type TestPlatform } from "../../helpers/platform.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform();
  return () => platform.stop();
});

test("signing in at the issuer, looking around, signing out", async () => {
  const browser = newBrowser(platform.url);
  expect((await browser.visit("/api/v1/me")).status).toBe(401);

  const choice = await browser.visit("/api/v1/session/sign-in?returnTo=/api-docs");
  const page = await choice.text();
  expect(choice.status).toBe(200);
  const action = /action="([^"]+)"/.exec(page)?.[1] ?? "";
  const [, elena = ""] = /value="([^"]+)"><strong>Elena/.exec(page) ?? [];
  await browser.visit(action, { method: "POST", body: new URLSearchParams({ member: elena }) });
  expect(browser.address).toBe(`${platform.url}/api-docs`);

  const me = await (await browser.visit("/api/v1/me")).json();
  expect(me).toMatchObject({ id: elena, email: "elena@acme.test", role: "agent" });
  expect(Object.values(me.access).sort()).toEqual(["comment", "reply"]);

  const out = await browser.visit("/api/v1/session", { method: "DELETE", headers: {} });
  expect(out.status).toBe(204);
  expect((await browser.visit("/api/v1/me")).status).toBe(401);
});

test("an address of the callback, opened by somebody else's browser, signs nobody in", async () => {
  const victim = newBrowser(platform.url);
  const page = await (await victim.visit("/api/v1/session/sign-in")).text();
  const action = /action="([^"]+)"/.exec(page)?.[1] ?? "";
  const [, ana = ""] = /value="([^"]+)"><strong>Ana/.exec(page) ?? [];
  const stopAtCallback = (address: string) => address.includes("/session/callback");
  await victim.visit(action, { method: "POST", body: new URLSearchParams({ member: ana }) }, stopAtCallback);

  const thief = newBrowser(platform.url);
  expect((await thief.visit(victim.address)).status).toBe(401);
  expect((await thief.visit("/api/v1/me")).status).toBe(401);
});

/** Follows redirects and keeps cookies, as a browser does. */
function newBrowser(home: string) {
  const cookies = new Map<string, string>();
  const browser = {
    address: home,
    async visit(path: string, init: RequestInit = {}, stopAt: (address: string) => boolean = () => false): Promise<Response> {
      browser.address = new URL(path, browser.address).href;
      const cookie = [...cookies].map((pair) => pair.join("=")).join("; ");
      const answer = await fetch(browser.address, { ...init, redirect: "manual", headers: { ...init.headers, cookie } });
      for (const line of answer.headers.getSetCookie()) keep(cookies, line);
      const next = answer.headers.get("location");
      if (!next) return answer;
      if (!stopAt(next)) return browser.visit(next, {}, stopAt);
      browser.address = next;
      return answer;
    },
  };
  return browser;
}

function keep(cookies: Map<string, string>, line: string): void {
  const [name = "", value = ""] = line.split(";")[0]?.split(/=(.*)/) ?? [];
  if (value === "" || /max-age=0/i.test(line) || /expires=Thu, 01 Jan 1970/i.test(line)) cookies.delete(name);
  else cookies.set(name, value);
}
