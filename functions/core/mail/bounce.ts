// A mail server's notice about a mail that it could not deliver (or has, or not yet): from a report, else from its prose.
import type { Clues } from "./automatic.ts";
import { type Evidence, mayBeServers, noticeEvidence } from "./bounce-evidence.ts";
import { type Original, originalOf, splitNotice } from "./bounce-original.ts";
import { isDelayNotice, reasonIn, statusIn } from "./bounce-reason.ts";
import { aliasesIn, failedRecipients, mostRecipients } from "./bounce-recipients.ts";
import { type Reported, hasReport, readReport } from "./bounce-report.ts";
import { firstValue } from "./header.ts";
import { readAddresses } from "./read-addresses.ts";
import { isHandedOnSubject } from "./subject.ts";
import type { Automatic, BouncedRecipient } from "./mail.ts";

/** A bounce or a delay (kind `bounce`), or a delivery confirmed (`receipt`). Undefined: no server wrote this, or it says nothing of that. */
export function serverNotice(clues: Clues): Automatic | undefined {
  const notice = splitNotice(clues.text.slice(0, longestProse));
  const sender = noticeEvidence(clues, notice);
  const report = reportOf(clues, sender);
  const evidence = report ? "a message/delivery-status part" : sender?.header;
  if (!evidence) return undefined;
  const original = originalOf(clues.files, notice);
  if (report && isSuccess(report)) return { kind: "receipt", evidence: `Action: ${report.actions[0]}`, ...aboutOf(original) };
  const reported = report?.recipients ?? [];
  const recipients = reported.length > 0 ? withReasons(reported, notice.text) : byProse(clues, notice.text, original);
  // Who names nobody must be known by more than a subject and a few words; a report that names nobody says less than its sender.
  if (recipients.length === 0 && !sender?.isSure) return undefined;
  const bounce = {
    recipients: unique(withAliases(recipients, notice.text)),
    ...(original.messageId && { originalMessageId: original.messageId }),
  };
  return { kind: "bounce", evidence, bounce, ...aboutOf(original) };
}

/** Everybody whom a notice names is only waited for: nothing failed (yet). */
export function isOnlyDelayed({ bounce }: Automatic): boolean {
  return bounce !== undefined && bounce.recipients.length > 0 && bounce.recipients.every(({ isDelayed }) => isDelayed);
}

const longestProse = 20_000;

/** The report part, or what is one under a wrong label or inside the mail that is passed on. */
function reportOf({ fields, files, text, subject }: Clues, sender: Evidence | undefined): Reported | undefined {
  const isReport = /^\s*multipart\/report/i.test(firstValue(fields, "content-type") ?? "");
  // Thunderbird keeps the report of a bounce that a person forwards.
  const isHandedOn = !isReport && !sender && isHandedOnSubject(subject);
  const parts = files.filter((file) => /^message\/(?:global-)?delivery-status$/.test(file.contentType));
  if (parts.length > 0 && !isHandedOn && (isReport || mayBeServers(fields, subject))) {
    const report = readReport(Buffer.concat(parts.flatMap(({ head }) => [Buffer.from(head), Buffer.from("\n\n")])));
    if (report.recipients.length > 0 || report.actions.length > 0 || isReport) return report;
  }
  if (!sender && !isReport) return undefined;
  const heads = files.filter(({ head }) => head.length > 0).map(({ head }) => Buffer.from(head));
  const labelledWrongly = [Buffer.from(text.slice(0, longestProse)), ...heads].find(hasReport);
  return labelledWrongly && readReport(labelledWrongly);
}

function isSuccess({ actions, recipients }: Reported): boolean {
  return actions.length > 0 && recipients.length === 0;
}

/** A report may leave the reason, or all of it but its class, to the prose beside it. */
function withReasons(recipients: readonly BouncedRecipient[], prose: string): BouncedRecipient[] {
  const said = recipients.some(({ status, diagnostic }) => !status && !diagnostic) ? reasonIn(prose) : undefined;
  const precise = recipients.length === 1 ? statusIn(prose) : undefined;
  return recipients.map((recipient) => {
    const { status, diagnostic, isDelayed } = recipient;
    if (!status) return diagnostic ? recipient : { ...recipient, ...said, ...(isDelayed && { isPermanent: false }) };
    return status.endsWith(".0.0") && precise?.[0] === status[0] ? { ...recipient, status: precise ?? status } : recipient;
  });
}

function byProse({ fields, subject }: Clues, prose: string, original: Original): BouncedRecipient[] {
  const isDelayed = isDelayNotice(subject, prose);
  const addressesOf = (name: string) => readAddresses(firstValue(fields, name) ?? "").addresses.map(({ address }) => address);
  const listed = addressesOf("x-failed-recipients");
  const own = [...addressesOf("from"), ...addressesOf("to")];
  const said = reasonIn(prose) ?? { isPermanent: true };
  return failedRecipients(prose, { listed, own, sentTo: original.sentTo }).map(({ address, words }) => ({
    address,
    ...(reasonIn(words) ?? said),
    ...(isDelayed && { isDelayed, isPermanent: false }),
  }));
}

/** The notice may say behind an address from which other one the mail came there. */
function withAliases(recipients: readonly BouncedRecipient[], prose: string): BouncedRecipient[] {
  const aliases = aliasesIn(prose);
  return recipients.map((recipient) => {
    const original = recipient.originalAddress ?? aliases.get(recipient.address.toLowerCase());
    return original && original !== recipient.address ? { ...recipient, originalAddress: original } : recipient;
  });
}

function unique(recipients: readonly BouncedRecipient[]): BouncedRecipient[] {
  const seen = new Set<string>();
  return recipients
    .filter(({ address }) => !seen.has(address.toLowerCase()) && seen.add(address.toLowerCase()))
    .slice(0, mostRecipients);
}

function aboutOf({ ids }: Original): { about?: readonly string[] } {
  return ids.length > 0 ? { about: ids } : {};
}
