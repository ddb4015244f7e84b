// Who could not be reached, and why: from a delivery report (RFC 3464), or from what a mail server wrote in prose.
import type { Clues } from "./automatic.ts";
import { readAddresses } from "./read-addresses.ts";
import { type Field, firstValue, readFields, valuesOf } from "./header.ts";
import type { Automatic, Bounce } from "./mail.ts";
import { readId } from "./references.ts";
import type { FilePart } from "./skeleton.ts";

type Recipient = Bounce["recipients"][number];

/** Reads the groups of fields of a message/delivery-status part. */
export function bounceByReport(report: FilePart, files: readonly FilePart[]): { bounce: Bounce; actions: string[] } {
  const groups = textOf(report)
    .split(/\n[ \t\r]*\n/)
    .slice(0, mostRecipients)
    .map((group) => readFields(Buffer.from(group, "latin1")));
  const perRecipient = groups.filter((group) => recipientIn(group) !== "");
  const actions = perRecipient.map((group) => firstValue(group, "action")?.toLowerCase().trim() ?? "failed");
  const recipients = perRecipient
    .filter((_, index) => !/^(?:delivered|relayed|expanded)$/.test(actions[index] ?? ""))
    .map((group) => readRecipient(group));
  return { bounce: withOriginal(unique(recipients), originalIdIn(files)), actions };
}

/** Reads a bounce without a report: only from a mail server's own sender, and only when it says that delivery failed. */
export function bounceByProse({ fields, subject, files, text }: Clues): Automatic | undefined {
  const failed = firstValue(fields, "x-failed-recipients");
  const evidence = failed ? "X-Failed-Recipients" : senderEvidence(fields, subject, text.slice(0, longestProse));
  if (!evidence) return undefined;
  const prose = text.slice(0, longestProse);
  const copyAt = prose.search(copyMark);
  const notice = copyAt === -1 ? prose : prose.slice(0, copyAt);
  const addresses = failed ? readAddresses(failed).addresses.map(({ address }) => address) : addressesNamed(notice, fields);
  const reason = reasonIn(notice);
  const recipients = addresses.slice(0, mostRecipients).map((address) => ({ address, ...reason }));
  if (recipients.length === 0) return undefined;
  const original = originalIdIn(files) ?? (copyAt === -1 ? undefined : messageIdIn(prose.slice(copyAt)));
  return { kind: "bounce", evidence, bounce: withOriginal(unique(recipients), original) };
}

const mostRecipients = 100;
const longestProse = 20_000;

function textOf(file: FilePart): string {
  return Buffer.from(file.head).toString("latin1").replaceAll("\r\n", "\n");
}

function recipientIn(group: readonly Field[]): string {
  for (const name of ["final-recipient", "original-recipient", "x-actual-recipient"]) {
    const address = addressIn(group, name);
    if (address.includes("@")) return address;
  }
  return "";
}

function addressIn(group: readonly Field[], name: string): string {
  const value = firstValue(group, name) ?? "";
  return readAddresses(value.slice(value.indexOf(";") + 1)).addresses[0]?.address ?? "";
}

function readRecipient(group: readonly Field[]): Recipient {
  const status = /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(firstValue(group, "status") ?? "")?.[0];
  const diagnostic = firstValue(group, "diagnostic-code")?.slice(0, 500);
  const better = status?.endsWith(".0.0") ? /\b[45]\.\d{1,3}\.\d{1,3}\b/.exec(diagnostic ?? "")?.[0] : undefined;
  const original = addressIn(group, "original-recipient");
  const isDelayed = firstValue(group, "action")?.toLowerCase().trim() === "delayed";
  return {
    address: recipientIn(group),
    ...(original.includes("@") && original !== recipientIn(group) && { originalAddress: original }),
    ...((better ?? status) && { status: better ?? status ?? "" }),
    ...(diagnostic && { diagnostic }),
    isPermanent: !isDelayed && !(status ?? "5").startsWith("4"),
  };
}

function unique(recipients: readonly Recipient[]): Recipient[] {
  const seen = new Set<string>();
  return recipients.filter(({ address }) => !seen.has(address.toLowerCase()) && seen.add(address.toLowerCase()));
}

function withOriginal(recipients: readonly Recipient[], originalMessageId: string | undefined): Bounce {
  return { recipients, ...(originalMessageId && { originalMessageId }) };
}

/** The Message-ID in the returned mail or in its returned headers. */
function originalIdIn(files: readonly FilePart[]): string | undefined {
  const returned = files.find((file) =>
    /^(?:message\/(?:rfc822|global|rfc822-headers|global-headers)|text\/rfc822-headers)$/.test(file.contentType),
  );
  return returned && readId(valuesOf(readFields(returned.head), "message-id")[0]);
}

function messageIdIn(copy: string): string | undefined {
  return readId(/^[ \t>]*message-id:[ \t]*(.{1,300})$/im.exec(copy)?.[1]);
}

const serverNames = /^(?:mailer-?daemon|postmaster|mail-?daemon|mdaemon|mmdf|root|double-bounce)(?:[+.-][^@]*)?@/i;
const failureSubjects =
  /undeliver|not delivered|delivery (?:status|fail|has failed|problem|report)|deliver(?:y|ed)?[: ]*(?:to .{1,80} )?fail|returned (?:mail|to sender)|returning message|failure notice|mail (?:failure|system error|delivery)|message (?:not delivered|could not|status - undeliver)|error sending|unzustellbar|nicht zugestellt|no se (?:ha )?(?:podido|pudo) entregar|no entregado|mancat[ao] (?:consegna|recapito)|impossibile recapitare|non remis|échec de la remise|onbestelbaar|недоставлен|配信不能|退信/i;
const failureProse =
  /(?:could|can) ?not be (?:delivered|reached)|(?:wasn't|was not|unable to|weren't able to|not able to|failed to) (?:be )?deliver|did not reach|delivery (?:has |to the following .{1,40})?failed|undeliverable|user unknown|unknown user|mailbox (?:unavailable|full|not found)|permanent(?:ly)? (?:error|failure|failed)|an error has occurred while attempting to deliver|failure reasons|address(?:es)? failed|has been rejected|no such user|recipient address rejected/i;

/** From a server's address, or with an empty return path, and both subject and prose of a failure; or one of them and the sender. */
function senderEvidence(fields: readonly Field[], subject: string, text: string): string | undefined {
  const from = readAddresses(firstValue(fields, "from") ?? "").addresses[0]?.address ?? "";
  const isServer = serverNames.test(from) || from.toLowerCase() === "mailer-daemon";
  const isNullSender = /^<?\s*>?$/.test(firstValue(fields, "return-path") ?? "x");
  const saysSubject = failureSubjects.test(subject);
  const saysText = failureProse.test(text);
  if (isServer && (saysSubject || saysText)) return `From: ${from}`;
  return isNullSender && saysSubject && saysText ? "Return-Path: <>" : undefined;
}

// Where servers put the mail they return.
const copyMark =
  /^[ \t]*(?:-{2,}.{0,40}(?:original|copy of (?:the|your) message|below this line|returned message|message (?:header|text) follows).{0,60}|original message headers:?|below is a copy of .{0,40}|included is a copy of .{0,60}|received: (?:from|by) .{1,200})$/im;

/** Addresses on lines of their own or at the head of one come first; failing those, the first that is named. */
function addressesNamed(notice: string, fields: readonly Field[]): string[] {
  const own = new Set(
    ["from", "to"].flatMap((name) =>
      readAddresses(firstValue(fields, name) ?? "").addresses.map((one) => one.address.toLowerCase()),
    ),
  );
  const found = [
    ...notice.matchAll(/(?<=^|[\s<("':;])([A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9.-]{1,200}[A-Za-z0-9])/gm),
  ];
  const named = found.map((match) => ({ address: match[1] ?? "", isHead: isHeadOfLine(notice, match.index) }));
  const others = named.filter(({ address }) => !own.has(address.toLowerCase()));
  const heads = others.filter(({ isHead }) => isHead);
  const chosen = heads.length > 0 ? heads : others.slice(0, 1);
  return [...new Set(chosen.map(({ address }) => address))];
}

function isHeadOfLine(text: string, at: number): boolean {
  return /^[ \t<]*$/.test(text.slice(text.lastIndexOf("\n", at - 1) + 1, at).slice(0, 100));
}

function reasonIn(notice: string): Omit<Recipient, "address"> {
  const status = /\b[45]\.\d{1,3}\.\d{1,3}\b(?!\.)/.exec(notice)?.[0];
  const code = /(?<![\d.:/-])([45]\d\d)(?=[ -](?:[45]\.|[A-Za-z<#'"(]))/.exec(notice)?.[1];
  const diagnostic = code && notice.slice(notice.indexOf(code)).split("\n")[0]?.slice(0, 500);
  const isDelay =
    /will (?:be retried|keep trying|retry)|delayed|warning/i.test(notice) && !/permanent|failed|giving up/i.test(notice);
  return {
    ...(status && { status }),
    ...(diagnostic && { diagnostic }),
    isPermanent: status ? status.startsWith("5") : code ? code.startsWith("5") : !isDelay,
  };
}
