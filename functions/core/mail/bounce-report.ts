// A delivery report (RFC 3464; RFC 6533 for addresses in UTF-8): whom it names, what happened, and why.
import { readAddresses } from "./read-addresses.ts";
import { reasonIn, statusIn } from "./bounce-reason.ts";
import { type Field, firstValue, readFields } from "./header.ts";
import type { BouncedRecipient } from "./mail.ts";

export interface Reported {
  /** Those who did not get the mail, or not yet. */
  readonly recipients: readonly BouncedRecipient[];
  /** Of everybody the report names: `failed`, `delayed`, `delivered`, `relayed`, `expanded`. */
  readonly actions: readonly string[];
}

/** @param bytes of a message/delivery-status part, or of a text in which one stands */
export function readReport(bytes: Uint8Array): Reported {
  const named = groupsIn(bytes).flatMap((fields) => {
    const address = recipientIn(fields);
    return address ? [{ address, fields, action: actionIn(fields) }] : [];
  });
  return {
    recipients: named.filter(({ action }) => !successes.has(action)).map(readRecipient),
    actions: named.map(({ action }) => action),
  };
}

/** True for a text with the fields of a report in it. */
export function hasReport(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes).toString("latin1");
  return (
    /^[ \t]*(?:final|original)-recipient[ \t]*:/im.test(text) && /^[ \t]*(?:action|status|reporting-mta)[ \t]*:/im.test(text)
  );
}

const successes: ReadonlySet<string> = new Set(["delivered", "relayed", "expanded"]);
const mostGroups = 200;

/** Blank lines part the groups; a second Final-Recipient begins one too, where the blank line was forgotten. */
function groupsIn(bytes: Uint8Array): Field[][] {
  const text = Buffer.from(bytes).toString("latin1").replaceAll("\r\n", "\n");
  return text
    .split(/\n[ \t\r]*\n/)
    .slice(0, mostGroups)
    .flatMap((group) => partedByRecipient(readFields(Buffer.from(group.replace(/^[ \t]+(?=[\w-]+:)/gm, ""), "latin1"))));
}

function partedByRecipient(fields: readonly Field[]): Field[][] {
  const groups: Field[][] = [];
  let current: Field[] = [];
  const seen = new Set<string>();
  for (const field of fields) {
    if (seen.has(field.name) && /^(?:final|original)-recipient$/.test(field.name)) {
      groups.push(current);
      current = [];
      seen.clear();
    }
    seen.add(field.name);
    current.push({ name: field.name, value: inUtf8(field.value) });
  }
  return [...groups, current];
}

/** The server at the end may name a local user or a program; then whom the mail was written to says who that is. */
function recipientIn(fields: readonly Field[]): string {
  for (const name of ["final-recipient", "x-actual-recipient", "original-recipient", "x-original-recipient"]) {
    const address = addressIn(fields, name);
    if (address) return address;
  }
  return "";
}

/** `rfc822; a@b`, `LOCAL;<a@b>`, `utf-8; …`, or without any type. */
function addressIn(fields: readonly Field[], name: string): string {
  const value = (firstValue(fields, name) ?? "")
    .replace(/^[\s\w.-]{0,30};[;\s]*/, "")
    .replace(/\\x\{([0-9a-f]{1,6})\}/gi, (_, hex: string) => characterOf(Number.parseInt(hex, 16)))
    .replace(/^mailto:/i, "");
  const written = readAddresses(value).addresses.find(({ address }) => /^(?:"[^"]+"|[^\s@]+)@[^\s@]+$/.test(address))?.address;
  return written ?? /[^\s<>()"',;:]{1,64}@[^\s<>()"',;:]{1,255}/.exec(value)?.[0] ?? "";
}

function characterOf(code: number): string {
  return code > 0x20 && code <= 0x10ffff ? String.fromCodePoint(code) : "";
}

function inUtf8(value: string): string {
  const text = Buffer.from(value, "latin1").toString("utf8");
  return text.includes("\ufffd") ? value : text;
}

function actionIn(fields: readonly Field[]): string {
  const written = firstValue(fields, "action")?.toLowerCase() ?? "";
  const known = /fail|delay|deliver|relay|expand/.exec(written)?.[0];
  if (!known) return /^\s*2\./.test(firstValue(fields, "status") ?? "") ? "delivered" : "failed";
  // A status of failure contradicts success.
  const isFailure = /^\s*[45]\./.test(firstValue(fields, "status") ?? "");
  return (isFailure && known !== "delay" ? undefined : actions[known]) ?? "failed";
}

const actions: Readonly<Record<string, string>> = {
  fail: "failed",
  delay: "delayed",
  deliver: "delivered",
  relay: "relayed",
  expand: "expanded",
};

interface Named {
  readonly address: string;
  readonly fields: readonly Field[];
  readonly action: string;
}

function readRecipient({ address, fields, action }: Named): BouncedRecipient {
  const written = /\b[45]\.\d{1,3}\.\d{1,3}\b/.exec(firstValue(fields, "status") ?? "")?.[0];
  // Some put the server's words where the status belongs.
  const words = written ? undefined : firstValue(fields, "status")?.replace(/^\s*[2-5](?:\.\d+){0,2}\s*$/, "");
  const diagnostic = (firstValue(fields, "diagnostic-code") || words)?.slice(0, 500) || undefined;
  const isVague = written === undefined || written.endsWith(".0.0");
  const better =
    isVague && diagnostic ? (statusIn(diagnostic) ?? (written ? undefined : reasonIn(diagnostic)?.status)) : undefined;
  const status = better ?? written;
  const original = addressIn(fields, "original-recipient");
  const isDelayed = action === "delayed";
  return {
    address,
    ...(original && original !== address && { originalAddress: original }),
    ...(status && { status }),
    ...(diagnostic && { diagnostic }),
    isPermanent: !isDelayed && !(status ?? "5").startsWith("4"),
    ...(isDelayed && { isDelayed }),
  };
}
