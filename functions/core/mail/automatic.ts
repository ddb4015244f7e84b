// Whether a machine wrote a mail, and what says so. A human mail taken for a machine's is the worse mistake.
import { bounceByProse, bounceByReport } from "./bounce.ts";
import { type Field, firstValue } from "./header.ts";
import type { Automatic } from "./mail.ts";
import type { FilePart } from "./skeleton.ts";

/** What of a mail tells who wrote it. */
export interface Clues {
  readonly fields: readonly Field[];
  /** Decoded. */
  readonly subject: string;
  readonly files: readonly FilePart[];
  readonly text: string;
}

export function automaticOf(clues: Clues): Automatic {
  return report(clues) ?? autoReply(clues) ?? list(clues) ?? { kind: "none" };
}

/** Machine-readable reports first (RFC 3464, 5965, 8098), then the prose of servers that write none. */
function report(clues: Clues): Automatic | undefined {
  const { files } = clues;
  if (has(files, "message/feedback-report")) return { kind: "complaint", evidence: "a message/feedback-report part" };
  const statusReport = files.find((file) => /^message\/(?:global-)?delivery-status$/.test(file.contentType));
  if (statusReport) {
    const { bounce, actions } = bounceByReport(statusReport, files);
    const isSuccess = actions.length > 0 && actions.every((action) => /^(?:delivered|relayed|expanded)$/.test(action));
    if (isSuccess) return { kind: "receipt", evidence: `Action: ${actions[0]}` };
    if (bounce.recipients.length > 0) return { kind: "bounce", evidence: "a message/delivery-status part", bounce };
  }
  if (has(files, "message/disposition-notification")) {
    return { kind: "receipt", evidence: "a message/disposition-notification part" };
  }
  return bounceByProse(clues);
}

function has(files: readonly FilePart[], contentType: string): boolean {
  return files.some((file) => file.contentType === contentType);
}

// Headers that only responders set. Auto-Submitted: auto-generated alone is no answer: shops and forms write it on first mails.
const responderHeaders = [
  "x-autoreply",
  "x-auto-reply",
  "x-autorespond",
  "x-autoreply-from",
  "x-mail-autoreply",
  "x-autoresponder",
];

function autoReply({ fields, subject }: Clues): Automatic | undefined {
  const found = (name: string) => firstValue(fields, name)?.toLowerCase();
  const yes = (header: string, value: string): Automatic => ({
    kind: "auto-reply",
    evidence: `${header}: ${value}`.slice(0, 200),
  });

  const submitted = found("auto-submitted");
  if (submitted === "no") return undefined;
  if (submitted?.startsWith("auto-replied")) return yes("Auto-Submitted", "auto-replied");
  if (submitted?.startsWith("auto-notified")) return yes("Auto-Submitted", "auto-notified");
  if (submitted?.startsWith("auto-generated") && isAnswer(fields)) return yes("Auto-Submitted", "auto-generated");
  for (const name of responderHeaders) {
    const value = found(name);
    if (value !== undefined && !/^(?:no|false|0)$/.test(value)) return yes(name, value);
  }
  const precedence = found("precedence");
  if (precedence === "auto_reply" || precedence === "auto-reply") return yes("Precedence", precedence);
  if (found("x-post-messageclass")?.includes("autoresponder")) return yes("X-POST-MessageClass", "autoresponder");
  if (found("delivered-to") === "autoresponder") return yes("Delivered-To", "Autoresponder");
  if (found("x-fc-machinegenerated") === "true") return yes("X-FC-MachineGenerated", "true");
  const mark = outOfOffice.exec(subject)?.[0];
  return mark === undefined ? undefined : yes("Subject", mark);
}

function isAnswer(fields: readonly Field[]): boolean {
  return firstValue(fields, "in-reply-to") !== undefined || firstValue(fields, "references") !== undefined;
}

// What mail programs put before the subject of the mail they answer, never what a person writes behind a "Re:".
const outOfOffice = new RegExp(
  `^(?:${[
    "auto(?:matic)?[ -]?(?:reply|response)",
    "autoreply",
    "autorespuesta",
    "out of (?:the )?office(?: auto-?reply)?",
    "automatische antwort",
    "abwesenheits(?:notiz|nachricht|agent|assistent)",
    "abwesend",
    "respuesta autom[aá]tica",
    "fuera de (?:la )?oficina",
    "risposta automatica",
    "fuori (?:sede|ufficio)",
    "r[eé]ponse automatique",
    "absen(?:ce|t) du bureau",
    "resposta autom[aá]tica",
    "ausencia temporal",
    "automatisch antwoord",
    "automatiskt? svar",
    "autosvar",
    "automatická odpověď",
    "odpowiedź automatyczna",
    "автоответ",
    "автоматический ответ",
    "自動返信",
    "自动回复",
    "自動回覆",
  ].join("|")})\\s*(?:[:：]|$|- )`,
  "iu",
);

function list({ fields }: Clues): Automatic | undefined {
  for (const name of ["list-id", "list-unsubscribe", "list-post"]) {
    const value = firstValue(fields, name);
    if (value) return { kind: "list", evidence: `${name}: ${value}`.slice(0, 200) };
  }
  const precedence = firstValue(fields, "precedence")?.toLowerCase();
  return precedence === "bulk" || precedence === "list" ? { kind: "list", evidence: `Precedence: ${precedence}` } : undefined;
}
