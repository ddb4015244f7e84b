// Who an identity is here. Members are bound to (issuer, subject) once; from then on their email address proves nothing.
import type { IDToken } from "oauth4webapi";
import { Refused } from "../core/errors.ts";
import { bindIdentity, listMembers, type Member, memberOfIdentity } from "../store/members.ts";

/** The member whom these claims, already verified, stand for. */
export async function memberOfClaims(claims: IDToken): Promise<Member> {
  const member = (await memberOfIdentity(claims.iss, claims.sub)) ?? (await bindInvited(claims));
  if (!member || member.isDisabled) throw notAMember();
  return member;
}

/**
 * A first sign-in: the address that the issuer vouches for must be the one that was invited. Whoever has been bound
 * before stays bound, so an account that gets the address later gets nothing with it.
 */
async function bindInvited(claims: IDToken): Promise<Member | undefined> {
  if (claims.email_verified !== true || typeof claims.email !== "string") return undefined;
  const email = claims.email.toLowerCase();
  const invited = (await listMembers()).find((member) => member.email.toLowerCase() === email);
  if (!invited || invited.isDisabled) return undefined;
  if (await bindIdentity(claims.iss, claims.sub, invited.id)) return invited;
  // Not ours to bind: they have another identity, or this very sign-in ran twice at once and the other one was first.
  return memberOfIdentity(claims.iss, claims.sub);
}

/** The same words for a stranger, a disabled member and an address that is somebody else's. */
function notAMember(): Refused {
  return new Refused("forbidden", "sign-in.not-a-member", "This account is no member here. Ask an administrator to invite you.");
}
