// What a mail's header says of a machine that sent it, and how surely.
import { type Field, firstValue, valuesOf } from "./header.ts";
import { readAddresses } from "./read-addresses.ts";

export interface Sign {
  readonly weight: 0 | 1 | 2;
  readonly evidence: string;
  /** A mail server's own desk, and not just anybody's office. */
  readonly isPostmaster?: boolean;
  /** Anybody's office: admin@, system@. */
  readonly isOffice?: boolean;
  /** Only the name says so, and anybody may have it. */
  readonly isByName?: boolean;
}

export function machineSign(fields: readonly Field[]): Sign | undefined {
  const value = (name: string) => firstValue(fields, name);
  if (value("x-failed-recipients")) return { weight: 2, evidence: "X-Failed-Recipients" };
  if (value("x-ms-exchange-message-is-ndr") !== undefined) return { weight: 2, evidence: "X-MS-Exchange-Message-Is-Ndr" };
  if (value("x-ms-embedded-report") !== undefined) return { weight: 2, evidence: "X-MS-Embedded-Report" };
  const type = value("content-type") ?? "";
  if (/^\s*multipart\/report/i.test(type) && !/disposition-notification|feedback-report/i.test(type))
    return { weight: 2, evidence: "Content-Type: multipart/report" };
  const from = readAddresses(value("from") ?? "").addresses[0];
  const address = from?.address ?? value("from") ?? "";
  const shown = `From: ${address || (from?.name ?? "")}`.slice(0, 200);
  const isOffice = officeAddresses.test(address);
  const isNamedDaemon = daemonNames.test(from?.name ?? "");
  // Anybody may have such a name; with an address that speaks of no machine it is only a sign.
  const isDaemons =
    daemonAddresses.test(address) || (isNamedDaemon && (isOffice || unread.test(address) || !/.@./.test(address)));
  if (isDaemons) return { weight: 2, evidence: shown, isPostmaster: true, isByName: !daemonAddresses.test(address) };
  // qmail and its kin say in their own trace what they made.
  const isBounced = valuesOf(fields, "received").some((trace) => /\(qmail \d+ invoked for bounce\)/.test(trace));
  if (isBounced) return { weight: 2, evidence: "Received: … invoked for bounce" };
  const list = value("x-mlserver");
  if (list !== undefined && /-admin@/i.test(address) && listRefusals.test(value("subject") ?? ""))
    return { weight: 2, evidence: `X-MLServer: ${list}`.slice(0, 200) };
  if (isOffice && /^\W*microsoft (?:exchange|outlook)\b/i.test(from?.name ?? "")) return { weight: 2, evidence: shown };
  const isNullSender = /^<?\s*>?$/.test(value("return-path") ?? "x");
  const isPostmaster = postmasters.test(address) || isNamedDaemon;
  if (isNullSender && isPostmaster) return { weight: 2, evidence: shown, isPostmaster, isByName: isNamedDaemon };
  if (isNullSender) return { weight: 1, evidence: "Return-Path: <>" };
  if (isPostmaster || isOffice || officeNames.test(from?.name ?? ""))
    return { weight: 1, evidence: shown, isPostmaster, isOffice: !isPostmaster };
  const submitted = value("auto-submitted")?.toLowerCase() ?? "";
  if (/^auto-(?:replied|generated|notified)/.test(submitted))
    return { weight: 1, evidence: `Auto-Submitted: ${submitted}`.slice(0, 200) };
  const mailer =
    /^<?(?:smtp32|internet mail service|microsoft exchange server internet mail connector|surfcontrol|m-filter|mailmarshal|ims|mdaemon)/i.exec(
      value("x-mailer") ?? "",
    )?.[0];
  if (mailer) return { weight: 1, evidence: `X-Mailer: ${mailer}` };
  return unread.test(address) || unread.test(value("reply-to") ?? "") ? { weight: 0, evidence: shown } : undefined;
}

const unread = /^<?(?:no-?reply|do-?not-?reply)[^@]*@/i;
const postmasters = /^post-?master(?:[+._-][^@]*)?(?:@|$)/i;

// The list manager fml returns what it does not take.
const listRefusals = /not member|reject|loop|system error|security alert/i;

const daemonAddresses =
  /^(?:mailer[-_. ]?daemon|mail[-_. ]?daemon|mdaemon|mmdf|double-bounce|post_master|mail[-_. ]?delivery[-_. ]?(?:sub)?-?system|maildeliverysystem|microsoftexchange[0-9a-f]{8,}|mail-?bounce|returned-?mail|auto-?bounce)(?:[+._-][^@]*)?(?:@|$)/i;
const daemonNames =
  /^\W*(?:(?:internet )?mail (?:deliver(?:y|er)?) (?:sub-?)?(?:system|service|agent)|mailer[- ]daemon|mail deliver system|mail[- ]daemon|delivery (?:sub-?)?system|returned mail|bounced mail|courier mail server|internet mail delivery)\b/i;
const officeAddresses =
  /^(?:postmaster|root|admin|administrator|sysadmin|mail-?admin|system|smtp|mail(?:er|server|system)?|mta|daemon|bounces?|exchange|mail-?gateway|postoffice|interscan|imss|fml-admin|owner-[^@]*)(?:[+._-][^@]*)?(?:@|$)/i;
const officeNames =
  /^\W*(?:system administrator|systemadministrator|post ?master|mail (?:administrator|server|router|gateway)|microsoft (?:exchange|outlook)|inter ?scan|mail ?scanner|smtp server|administrador del sistema|amministratore (?:di )?sistema|administrateur syst[eè]me|systeembeheerder)\b/i;
