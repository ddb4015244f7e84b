// Sign-ins that must not work: an issuer that lies, an answer in the wrong place, a person who is somebody else.
import { describe, expect, test, vi } from "vitest";
import { signToken } from "../../functions/core/signature.ts";
import { config } from "../../functions/runtime/config.ts";
import { clientId } from "../api/support/settings.ts";
import { person as invited } from "../api/support/workspace.ts";
import { ana, begin, cookieOf, expectRefused, get, issuer, signIn, whoAmI, withIssuer } from "./browser.ts";
import type { Lie } from "./fake-issuer.ts";

vi.mock("../../functions/store/table.ts", () => import("../api/support/table-in-memory.ts"));
withIssuer();

describe("an issuer, or somebody in its name, that lies", () => {
  const now = Math.floor(Date.now() / 1000);
  const lies: Record<string, Lie> = {
    "another issuer's token": { claims: { iss: "https://evil.test" } },
    "a token for another client": { claims: { aud: "somebody-else" } },
    "a token for several clients, used by another": { claims: { aud: [clientId, "other"], azp: "other" } },
    "another sign-in's nonce": { claims: { nonce: "another" } },
    "no nonce": { claims: { nonce: undefined } },
    "an expired token": { claims: { iat: now - 7200, exp: now - 3600 } },
    "a token without expiry": { claims: { exp: undefined } },
    "a token of tomorrow": { claims: { nbf: now + 86_400 } },
    "no subject": { claims: { sub: undefined } },
    "an unsigned token": { alg: "none" },
    "a token signed with the public key as a secret": { alg: "HS256" },
    "a token signed with another key": { isForeignKey: true },
  };

  test.each(Object.entries(lies))("%s is refused", async (_name, lie) => {
    await invited("ana");
    await expectRefused(await signIn(ana, { lie }), 401);
  });

  test("all of them get the same answer", async () => {
    await invited("ana");
    const answers = await Promise.all(Object.values(lies).map(async (lie) => (await signIn(ana, { lie })).text()));
    expect(new Set(answers).size).toBe(1);
  });

  test("the other issuer's mark on the answer itself is refused", async () => {
    await invited("ana");
    const { address, cookie } = await begin();
    const answer = issuer.approve(address.href, ana);
    answer.set("iss", "https://evil.test");
    await expectRefused(await get(`/session/callback?${answer}`, cookie), 401);
  });

  test("the person's No is told as such and starts nothing", async () => {
    const { address, cookie } = await begin();
    const no = new URLSearchParams({
      error: "access_denied",
      state: address.searchParams.get("state") ?? "",
      iss: issuer.address,
    });
    await expectRefused(await get(`/session/callback?${no}`, cookie), 401);
  });
});

describe("an answer in the wrong place", () => {
  test("without the browser's own cookie", async () => {
    await invited("ana");
    const { address } = await begin();
    await expectRefused(await get(`/session/callback?${issuer.approve(address.href, ana)}`), 401);
  });

  test("with the cookie of another sign-in", async () => {
    await invited("ana");
    const [mine, theirs] = [await begin(), await begin()];
    await expectRefused(await get(`/session/callback?${issuer.approve(theirs.address.href, ana)}`, mine.cookie), 401);
  });

  test("with a wrong state, with none, with two", async () => {
    await invited("ana");
    for (const change of [
      (answer: URLSearchParams) => answer.set("state", "wrong"),
      (answer: URLSearchParams) => answer.delete("state"),
      (answer: URLSearchParams) => answer.append("state", "second"),
    ]) {
      const { address, cookie } = await begin();
      const answer = issuer.approve(address.href, ana);
      change(answer);
      await expectRefused(await get(`/session/callback?${answer}`, cookie), 401);
    }
  });

  test("a code that was used before", async () => {
    await invited("ana");
    const { address, cookie } = await begin();
    const answer = issuer.approve(address.href, ana);
    expect((await get(`/session/callback?${answer}`, cookie)).status).toBe(302);
    await expectRefused(await get(`/session/callback?${answer}`, cookie), 401, 1);
  });

  test("a pending sign-in that somebody else signed", async () => {
    const pending = { state: "s".repeat(43), nonce: "n".repeat(43), verifier: "v".repeat(43), returnTo: "/" };
    const foreignKey = [{ id: "k1", secret: Buffer.alloc(16, 7) }];
    const soon = Math.floor(Date.now() / 1000) + 60;
    const cookies = {
      "another key": signToken(foreignKey, "sign-in", pending, soon),
      "another purpose": signToken(config.signingKeys, "inline", pending, soon),
      "not a token": "a.b.c",
    };
    for (const token of Object.values(cookies)) {
      const answer = new URLSearchParams({ code: "x", state: pending.state, iss: issuer.address });
      await expectRefused(await get(`/session/callback?${answer}`, `sign-in=${token}`), 401);
    }
  });
});

describe("who an identity is", () => {
  test.each([{ email_verified: false }, { email_verified: undefined }, { email_verified: "true" }, { email: undefined }])(
    "an address the issuer does not vouch for binds nobody: %j",
    async (claims) => {
      await invited("ana");
      await expectRefused(await signIn(ana, { lie: { claims } }), 403);
    },
  );

  test("somebody who was not invited", async () => {
    await invited("ana");
    await expectRefused(await signIn({ sub: "s", email: "stranger@acme.test", email_verified: true }), 403);
  });

  test("the same address under another subject is somebody else", async () => {
    await invited("ana");
    await signIn(ana);
    await expectRefused(await signIn({ ...ana, sub: "the address's next owner" }), 403, 1);
  });

  test("a bound member may change their address, and sign in without one", async () => {
    await invited("ana");
    await signIn(ana);
    expect(await whoAmI(await signIn({ ...ana, email: "ana@married.test" }))).toMatchObject({ id: "ana" });
    expect(await whoAmI(await signIn({ sub: ana.sub }))).toMatchObject({ id: "ana" });
  });

  test("a bound member who takes another member's address stays who they are", async () => {
    await invited("ana");
    await invited("beto");
    await signIn(ana);
    expect(await whoAmI(await signIn({ ...ana, email: "beto@acme.test" }))).toMatchObject({ id: "ana" });
  });

  test("a disabled member is not let in, not even the first time", async () => {
    await invited("ana", { isDisabled: true });
    await expectRefused(await signIn(ana), 403);
  });

  test("a member who is disabled loses the running session at once", async () => {
    await invited("ana");
    const answer = await signIn(ana);
    await invited("ana", { isDisabled: true });
    expect((await get("/me", cookieOf(answer, "session"))).status).toBe(401);
  });

  test("upper case in an address is the same address", async () => {
    await invited("ana", { email: "Ana@Acme.test" });
    expect(await whoAmI(await signIn(ana))).toMatchObject({ id: "ana" });
  });
});
