// What about a sender could make a person take them for somebody else: look-alike domains, mixed scripts, names that pretend.
import { domainToUnicode } from "node:url";
import { domainOf, isWellFormedAddress, normaliseAddress } from "./address.ts";
import { skeletonOf } from "./confusables.ts";
import type { Address, ParsedMail } from "./mail.ts";

/** A doubt about a sender, kept with the message as a fact. `about` is whom or what it is about, never with hidden letters. */
export interface SenderWarning {
  readonly code: "look-alike" | "mixed-script" | "known-name" | "name-is-address" | "reply-to-elsewhere";
  readonly about: string;
}

/** Whom a sender could be pretending to be. Addresses and domains in any spelling. */
export interface KnownPeople {
  /** Who takes part in the conversation. */
  readonly addresses: readonly string[];
  /** Ours. */
  readonly domains: readonly string[];
  /** Names that people here trust, with the address each belongs to. */
  readonly names: readonly Address[];
}

/** Each doubt once, the gravest first. Nothing for who is known under this very address. */
export function senderWarnings({ from, replyTo }: Pick<ParsedMail, "from" | "replyTo">, known: KnownPeople): SenderWarning[] {
  if (!from) return [];
  const sender = normaliseAddress(from.address);
  const isKnown = known.addresses.some((address) => normaliseAddress(address) === sender);
  const elsewhere = replyTo.find(({ address }) => !isSameHouse(domainOf(address), domainOf(sender)));
  return [
    ...(isKnown ? [] : likeSomebody(from.address, known)),
    ...(elsewhere ? likeSomebody(elsewhere.address, known) : []),
    ...mixedScripts(from),
    ...(isKnown ? [] : knownName(from, known)),
    ...nameIsAddress(from),
    ...(elsewhere ? [{ code: "reply-to-elsewhere", about: normaliseAddress(elsewhere.address) } as const] : []),
  ].filter(({ code, about }, index, all) => all.findIndex((one) => one.code === code && one.about === about) === index);
}

/** True when two texts differ and can be mistaken for each other. */
function isLookAlike(text: string, other: string): boolean {
  return text.toLowerCase() !== other.toLowerCase() && skeletonOf(text) === skeletonOf(other);
}

/** True when one word is written in scripts that no language mixes: more than UTS #39 calls moderately restrictive. */
export function isMixedScript(text: string): boolean {
  return text.split(/[\s.@_-]+/u).some((word) => !isOneWriting(scriptsOf(word)));
}

/** A domain as people see it. Without what cannot be decoded: then as it is written. */
function readableDomain(domain: string): string {
  return domainToUnicode(domain) || domain;
}

function likeSomebody(written: string, { addresses, domains }: KnownPeople): SenderWarning[] {
  const domain = readableDomain(domainOf(written));
  const knownDomains = [...domains, ...addresses.map(domainOf)].map((one) => readableDomain(one.toLowerCase()));
  if (knownDomains.includes(domain)) {
    const twin = addresses.find((one) => domainOf(one) === domainOf(written) && isLookAlike(one, written));
    return twin ? [{ code: "look-alike", about: normaliseAddress(twin) }] : [];
  }
  // As it is written too: a capital I is gone once the domain is in lower case.
  const seen = [domain, written.slice(written.lastIndexOf("@") + 1)].map(skeletonOf);
  const like = knownDomains.find((one) => {
    const skeleton = skeletonOf(one);
    // `acme.test.evil.example`: the eye stops at the name it knows. Below one more label it may be another country's.
    const isBelow = (looks: string) => looks.startsWith(`${skeleton}.`) && looks.slice(skeleton.length + 1).includes(".");
    return seen.some((looks) => looks === skeleton || isBelow(looks));
  });
  return like ? [{ code: "look-alike", about: like }] : [];
}

function mixedScripts({ name, address }: Address): SenderWarning[] {
  const domain = readableDomain(domainOf(address));
  const isForged = isMixedScript(domain) || isAllBorrowed(domain);
  return [
    ...(isForged ? [{ code: "mixed-script", about: domainOf(address) } as const] : []),
    ...(isMixedScript(name) ? [{ code: "mixed-script", about: name.slice(0, 100) } as const] : []),
  ];
}

/** A label all in letters of another script that read as Latin ones (`аррӏе`), under a domain that ends in Latin. */
function isAllBorrowed(domain: string): boolean {
  const labels = domain.split(".");
  if (!/^[a-z]+$/.test(labels.at(-1) ?? "")) return false;
  return labels.some((label) => !/[a-z]/.test(label) && /\p{L}/u.test(label) && /^[a-z0-9-]+$/.test(skeletonOf(label)));
}

function knownName({ name, address }: Address, { names }: KnownPeople): SenderWarning[] {
  if (name.trim().length < shortestName) return [];
  const like = looksOf(name);
  const owner = names.find((one) => looksOf(one.name).some((looks) => like.includes(looks)));
  return owner && normaliseAddress(owner.address) !== normaliseAddress(address)
    ? [{ code: "known-name", about: owner.address }]
    : [];
}

/** As written, and in lower case: in capitals an I is an I. */
function looksOf(name: string): string[] {
  return [skeletonOf(name.trim()), skeletonOf(name.trim().toLowerCase())];
}

// A first name alone is many people's.
const shortestName = 6;

/** `"Support <support@acme.test>" <x@evil.example>`. */
function nameIsAddress({ name, address }: Address): SenderWarning[] {
  const own = normaliseAddress(address);
  const other = name
    .split(/[\s<>()[\]"',;:]+/u)
    .map((word) => word.replace(/\.+$/, ""))
    .find((word) => word.includes("@") && isWellFormedAddress(word) && normaliseAddress(word) !== own);
  return other ? [{ code: "name-is-address", about: other }] : [];
}

/** One is the other's, or below it. */
function isSameHouse(a: string, b: string): boolean {
  return a === b || a.endsWith(`.${b}`) || b.endsWith(`.${a}`);
}

const scripts = ["Latin", "Cyrillic", "Greek", "Armenian", "Hebrew", "Arabic", "Cherokee", "Georgian"] as const;
const eastAsian = ["Han", "Hiragana", "Katakana", "Bopomofo", "Hangul"] as const;
const others = ["Devanagari", "Bengali", "Tamil", "Telugu", "Thai", "Lao", "Khmer", "Myanmar", "Ethiopic", "Sinhala"] as const;
const patterns = [...scripts, ...eastAsian, ...others].map((name) => [name, new RegExp(`\\p{Script=${name}}`, "u")] as const);

function scriptsOf(word: string): Set<string> {
  if (/^[\0-\x7f]*$/.test(word)) return new Set();
  return new Set(patterns.filter(([, pattern]) => pattern.test(word)).map(([name]) => name));
}

/** One script; or Latin with Chinese, Japanese or Korean; or Latin with one other that does not share its shapes. */
function isOneWriting(found: ReadonlySet<string>): boolean {
  const rest = [...found].filter((name) => name !== "Latin");
  if (rest.length <= (found.has("Latin") ? 0 : 1)) return true;
  if (rest.every((name) => eastAsian.some((one) => one === name))) return !(rest.includes("Hangul") && rest.includes("Hiragana"));
  return rest.length === 1 && !["Cyrillic", "Greek", "Armenian", "Cherokee"].includes(rest[0] ?? "");
}
