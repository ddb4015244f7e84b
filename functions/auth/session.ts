// Sessions: a random secret in a cookie, its hash in the table. Reading the table gives nobody a session.
import { createHash, randomBytes } from "node:crypto";
import { limits } from "../core/limits.ts";
import { nowSeconds } from "../runtime/clock.ts";
import { createSession, findSession, endSession as removeSession } from "../store/sessions.ts";
import { cookieText, forgottenCookie, readCookie } from "./cookies.ts";

/** A new session for this member, always under a new secret, so that a planted one is worth nothing. */
export async function startSession(memberId: string): Promise<{ cookie: string }> {
  const secret = randomBytes(32).toString("base64url");
  await createSession({ memberId, secretHash: hashOf(secret), expiresAt: nowSeconds() + limits.sessionSeconds });
  return { cookie: cookieText("session", secret, limits.sessionSeconds) };
}

/** Whose session the cookie names, while it lasts. Whether that member may still come in is for `loadViewer` to say. */
export async function memberOfCookie(cookieHeader: string | undefined): Promise<string | undefined> {
  const secret = readCookie(cookieHeader, "session");
  if (!secret) return undefined;
  return (await findSession(hashOf(secret), nowSeconds()))?.memberId;
}

/** Ends the session in the table, so that a copied cookie ends too. */
export async function endSession(cookieHeader: string | undefined): Promise<{ cookie: string }> {
  const secret = readCookie(cookieHeader, "session");
  if (secret) await removeSession(hashOf(secret));
  return { cookie: forgottenCookie("session") };
}

function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
