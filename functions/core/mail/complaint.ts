// Somebody pressed "this is spam": a feedback report (RFC 5965), or what providers send who write none.
import { readAddresses } from "./read-addresses.ts";
import type { Clues } from "./automatic.ts";
import { originalOf } from "./bounce-original.ts";
import { firstValue, headerOf, readFields, valuesOf } from "./header.ts";
import type { Automatic } from "./mail.ts";

/** `complainers` are those whom the mail was sent to; providers leave them out or black them out as they like. */
export function complaintOf({ fields, files, subject }: Clues): Automatic | undefined {
  const report = files.find(({ contentType }) => contentType === "message/feedback-report");
  const evidence = report
    ? "a message/feedback-report part"
    : withoutReport(firstValue(fields, "content-type") ?? "", subject, files);
  if (!evidence) return undefined;
  const said = report ? readFields(report.head) : [];
  // What failed a check, and what somebody took out of the spam folder (RFC 6591, RFC 6430), nobody complained of.
  const noComplaint = /^\s*(?:auth-failure|dmarc|not-spam)/i.exec(firstValue(said, "feedback-type") ?? "")?.[0].trim();
  if (noComplaint) return { kind: "notification", evidence: `Feedback-Type: ${noComplaint.toLowerCase()}` };
  const original = originalOf(files);
  const returned = files.find(({ contentType }) => contentType === "message/rfc822");
  const hidden = returned ? valuesOf(readFields(headerOf(returned.head)), "x-hmxmroriginalrecipient") : [];
  const named = [...valuesOf(said, "original-rcpt-to"), ...valuesOf(said, "removal-recipient"), ...hidden];
  const addresses = named.flatMap((value) =>
    readAddresses(value.replace(/^rfc822;/i, "")).addresses.map(({ address }) => address),
  );
  const complainers = [...new Set([...addresses, ...original.sentTo])].filter((address) => address.includes("@")).slice(0, 20);
  const about = [...(original.messageId ? [original.messageId] : []), ...original.ids];
  return {
    kind: "complaint",
    evidence,
    ...(complainers.length > 0 && { complainers }),
    ...(about.length > 0 && { about }),
  };
}

/** Outlook.com's junk reports are the mail itself, enclosed; some loops label the report's type on the whole alone. */
function withoutReport(contentType: string, subject: string, files: Clues["files"]): string | undefined {
  if (/^\s*multipart\/report.*report-type\s*=\s*"?feedback-report/i.test(contentType)) return "report-type=feedback-report";
  const encloses = files.some((file) => file.contentType === "message/rfc822");
  return encloses && /^complaint about message from \d{1,3}\.\d/i.test(subject) ? `Subject: ${subject.slice(0, 100)}` : undefined;
}
