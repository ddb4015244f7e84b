// The second half of a sign-in: the browser is back with a code, which becomes a member and a session.
import {
  AuthorizationResponseError,
  authorizationCodeGrantRequest,
  getValidatedIdTokenClaims,
  type IDToken,
  OperationProcessingError,
  processAuthorizationCodeResponse,
  ResponseBodyError,
  UnsupportedOperationError,
  validateApplicationLevelSignature,
  validateAuthResponse,
  WWWAuthenticateChallengeError,
} from "oauth4webapi";
import { Refused } from "../core/errors.ts";
import { log } from "../runtime/log.ts";
import { forgottenCookie } from "./cookies.ts";
import { memberOfClaims } from "./identity.ts";
import { type Issuer, trustedIssuer } from "./issuer.ts";
import { startSession } from "./session.ts";
import { type PendingSignIn, pendingSignIn } from "./sign-in.ts";

/** @param answer the query of the address that the issuer sent the browser back to */
export async function finishSignIn(
  answer: URLSearchParams,
  cookieHeader: string | undefined,
): Promise<{ returnTo: string; cookies: readonly string[] }> {
  const pending = pendingSignIn(cookieHeader);
  if (!pending) throw refused("sign-in.not-begun");
  const claims = await claimsOf(await trustedIssuer(), answer, pending);
  const member = await memberOfClaims(claims);
  const { cookie } = await startSession(member.id);
  return { returnTo: pending.returnTo, cookies: [cookie, forgottenCookie("sign-in")] };
}

async function claimsOf(issuer: Issuer, answer: URLSearchParams, pending: PendingSignIn): Promise<IDToken> {
  const { server, client, clientAuth, redirectUri, http } = issuer;
  try {
    const code = validateAuthResponse(server, client, answer, pending.state);
    const response = await authorizationCodeGrantRequest(server, client, clientAuth, code, redirectUri, pending.verifier, http);
    const checks = { expectedNonce: pending.nonce, requireIdToken: true };
    const tokens = await processAuthorizationCodeResponse(server, client, response, checks);
    // OpenID Connect lets TLS stand in for this check. We make it anyway: locally there is no TLS.
    await validateApplicationLevelSignature(server, response, http);
    return getValidatedIdTokenClaims(tokens) ?? noClaims();
  } catch (error) {
    if (!isIssuersAnswer(error)) throw error;
    log.warn("sign-in.refused", { reason: error.code });
    throw refused("sign-in.refused");
  }
}

// What the issuer, or somebody in its name, answered. Anything else is a fault: the network, our own settings.
function isIssuersAnswer(error: unknown): error is Error & { code: string } {
  const kinds = [
    AuthorizationResponseError,
    OperationProcessingError,
    ResponseBodyError,
    UnsupportedOperationError,
    WWWAuthenticateChallengeError,
  ];
  return kinds.some((kind) => error instanceof kind);
}

/** One sentence for all of them: what exactly was wrong helps only whoever forged it. It is in the log. */
function refused(code: string): Refused {
  return new Refused("unauthenticated", code, "This sign-in could not be completed. Please sign in again.");
}

function noClaims(): never {
  throw new Error("a token response without claims passed as one with an ID token");
}
