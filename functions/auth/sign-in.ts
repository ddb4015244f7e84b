// The first half of a sign-in: send the browser to the issuer, and remember in its own cookie what we asked for.
import { calculatePKCECodeChallenge, generateRandomCodeVerifier, generateRandomNonce, generateRandomState } from "oauth4webapi";
import { readToken, signToken } from "../core/signature.ts";
import { nowSeconds } from "../runtime/clock.ts";
import { config } from "../runtime/config.ts";
import { cookieText, readCookie } from "./cookies.ts";
import { trustedIssuer } from "./issuer.ts";
import { returnPath } from "./return-path.ts";

/** A sign-in under way. It lives in the browser that began it, so that no other browser can be made to finish it. */
export interface PendingSignIn {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly returnTo: string;
}

export async function beginSignIn(returnTo: string | undefined): Promise<{ address: string; cookie: string }> {
  const issuer = await trustedIssuer();
  const pending: PendingSignIn = {
    state: generateRandomState(),
    nonce: generateRandomNonce(),
    verifier: generateRandomCodeVerifier(),
    returnTo: returnPath(returnTo),
  };
  const address = new URL(issuer.server.authorization_endpoint ?? missingEndpoint());
  for (const [name, value] of Object.entries({
    response_type: "code",
    client_id: issuer.client.client_id,
    redirect_uri: issuer.redirectUri,
    scope: "openid email profile",
    state: pending.state,
    nonce: pending.nonce,
    code_challenge: await calculatePKCECodeChallenge(pending.verifier),
    code_challenge_method: "S256",
  })) {
    address.searchParams.set(name, value);
  }
  return { address: address.href, cookie: cookieText("sign-in", signed(pending), pendingSeconds) };
}

/** The sign-in that this browser began, unless it is too old or not of our making. */
export function pendingSignIn(cookieHeader: string | undefined): PendingSignIn | undefined {
  const token = readCookie(cookieHeader, "sign-in");
  if (!token) return undefined;
  return readToken(config.signingKeys, purpose, token, nowSeconds()) as PendingSignIn | undefined;
}

const purpose = "sign-in";
/** Time to find a password and a second factor. */
const pendingSeconds = 10 * 60;

function signed(pending: PendingSignIn): string {
  return signToken(config.signingKeys, purpose, pending, nowSeconds() + pendingSeconds);
}

function missingEndpoint(): never {
  throw new Error("the OpenID Connect issuer names no authorization endpoint");
}
