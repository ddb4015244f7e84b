// What a workspace is set up with: who its admin is, as the issuer of sign-ins knows them, and which inboxes there are to be.
import * as v from "valibot";
import { isWellFormedAddress, normaliseAddress } from "../core/mail/address.ts";
import { limits } from "../core/limits.ts";

const line = (max: number) =>
  v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(max), v.regex(/^\P{Cc}*$/u, "One line of text."));

const address = v.pipe(
  v.string(),
  v.transform(normaliseAddress),
  v.check((written) => isWellFormedAddress(written), "This must be an email address, such as support@example.com."),
);

/** The first address is what answers are sent from; further ones are what mail is forwarded to. */
const addresses = v.pipe(
  v.array(address),
  v.nonEmpty("An inbox needs an address."),
  v.maxLength(limits.setUpAddresses),
  v.check(([first]) => !first?.startsWith("*"), "An inbox cannot answer from a catch-all: name a whole address first."),
);

/** `another` absent: a workspace that has an admin already gets no second one. */
export const setUpInput = v.strictObject({
  issuer: v.pipe(v.string(), v.url(), v.maxLength(500)),
  subject: v.pipe(v.string(), v.nonEmpty(), v.maxLength(255)),
  email: address,
  name: line(limits.setUpNameChars),
  inboxes: v.pipe(
    v.array(v.strictObject({ name: line(limits.setUpNameChars), addresses, displayName: line(limits.setUpNameChars) })),
    v.maxLength(limits.setUpInboxes),
    v.check((inboxes) => isEachOnce(inboxes.flatMap(({ addresses }) => addresses)), "Each address belongs to one inbox."),
    v.check((inboxes) => isEachOnce(inboxes.map(({ name }) => name)), "Each inbox has a name of its own."),
  ),
  another: v.optional(v.boolean(), false),
});
export type SetUpInput = v.InferOutput<typeof setUpInput>;

/** The same before the person has an account with the issuer, and so no subject yet. */
export const setUpPlan = v.strictObject({ ...setUpInput.entries, subject: v.optional(setUpInput.entries.subject) });
export type SetUpPlan = v.InferOutput<typeof setUpPlan>;

function isEachOnce(all: readonly string[]): boolean {
  return new Set(all).size === all.length;
}
