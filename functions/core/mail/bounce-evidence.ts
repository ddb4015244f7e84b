// Whether a mail server wrote a mail to say that another was not delivered. One sign is never enough: people write of such things too.
import type { Clues } from "./automatic.ts";
import type { Notice } from "./bounce-original.ts";
import { startsWithAutomaticMark } from "./automatic-subject.ts";
import { statusIn } from "./bounce-reason.ts";
import { machineSign } from "./bounce-sender.ts";
import { isHandedOnSubject } from "./subject.ts";
import type { Field } from "./header.ts";

/** What shows it. */
export interface Evidence {
  /** The header, as it is shown to people. */
  readonly header: string;
  /** A machine's beyond doubt: it may leave out whom it means. */
  readonly isSure: boolean;
}

/**
 * The header that shows it. Signs are weighed: who sends, what the subject says, what the text says, and whether a mail is
 * returned. Nothing counts without a sign of a machine in the header.
 */
export function noticeEvidence({ fields, subject: wholeSubject, files }: Clues, { text, copy }: Notice): Evidence | undefined {
  const machine = machineSign(fields);
  const subject = wholeSubject.slice(0, 500);
  if (!machine || startsWithAutomaticMark(subject)) return undefined;
  if (machine.weight < 2 && isHandedOnSubject(subject)) return undefined;
  const ofSubject = mailSubjects.test(subject) ? 2 : failureSubjects.test(subject) ? 1 : 0;
  const isTechnical = statusIn(text) !== undefined || /\n[^\S\n]*55\d[ -]|\bdomino\b/i.test(text);
  const saysFailure = failureProse.test(text) || ((machine.weight === 2 || machine.isPostmaster === true) && isTechnical);
  const isTemplate = templates.test(text) || (machine.isPostmaster === true && shape.test(text) && saysFailure);
  const ofText = isTemplate ? 2 : saysFailure ? 1 : 0;
  const returnsMail = copy !== undefined || files.some(({ contentType }) => /^message\/|rfc822/.test(contentType));
  if (ofSubject + ofText === 0) return undefined;
  // People write from admin@, and shops' programs tell of parcels that were not delivered: there a mail or a server's words must show, too.
  const isJustAnOffice = machine.isOffice === true && !isTechnical && !isTemplate && !returnsMail;
  const enough = machine.weight === 2 ? 3 : isJustAnOffice ? 5 : 4;
  const isEnough = machine.weight + ofSubject + ofText + (returnsMail ? 1 : 0) >= enough;
  return isEnough ? { header: machine.evidence, isSure: machine.weight === 2 && !machine.isByName } : undefined;
}

/** Something in the header that people's mail does not have, or a subject that only servers write: what a report needs that stands among other parts. */
export function mayBeServers(fields: readonly Field[], subject: string): boolean {
  const about = subject.slice(0, 500);
  return machineSign(fields) !== undefined || mailSubjects.test(about) || failureSubjects.test(about);
}

// Subjects that no person would give a mail of their own.
const mailSubjects = new RegExp(
  [
    "undeliver(?:ed|able) (?:mail|message)",
    "^returned mail\\b",
    "mail returned to sender",
    "return(?:ing|ed) message to sender",
    "returned to sender",
    "mail delivery (?:fail|status|problem|error|system|subsystem|delayed|warning)",
    "delivery status notification",
    "^delivery notification: delivery has failed",
    "^failure notice",
    "mail system error",
    "non[- ]?delivery (?:notification|report|notice|receipt)",
    "nondeliverable mail",
    "^mail fail(?:ure|ed)\\b",
    "^message frozen",
    "error\\(s\\) in forwarding or filtering",
    "smtp server: errors from",
    "message delivery (?:has )?(?:failed|failure)",
    "^(?:error|there was an error) sending (?:your )?(?:mail|message)",
    "\\[bounce\\]",
    "delayed mail \\(",
    "^delivery status$",
    "^(?:mail|message) (?:could not be|was not|not) delivered",
    "mail-zustellung",
    "(?:e-?mail|nachricht) (?:konnte )?nicht zugestellt",
    "postmaster notify",
    "^(?:your )?(?:mail|message|e-?mail) (?:was |has been )?rejected",
    "^notice: mail delivery status",
    "^delivery notification: delivery (?:has|is|was)",
    "^delivery report\\b",
    "message you sent (?:was )?blocked",
    "^returned email\\b",
    "系统退信|系統退信|退信通知|メール.{0,10}(?:配信|送信).{0,10}(?:失敗|エラー|でき|不能)|메일 (?:전송|발송|배달|전달) ?실패",
    "недоставленное сообщение",
    "mensagem devolvida",
    "messaggio non consegnato",
  ].join("|"),
  "iu",
);
const failureSubjects = new RegExp(
  [
    "undeliver|not delivered|non-?deliver",
    "deliver(?:y|ed)?\\b.{0,80}(?:fail|error|problem|delay)|(?:fail\\w*|problem|error).{0,20}deliver",
    "message (?:not delivered|could not|delayed|status)|couldn.t (?:be )?deliver|could not be delivered",
    "mail (?:failure|error)|sending (?:your|the) (?:mail|message)",
    "rejected|warning: (?:message|mail|could not)|delay(?:ed)?\\b",
    "unzustellbar|nicht zustellbar|nicht zugestellt|zustellung",
    "no se (?:ha )?(?:podido|pudo|puede) entregar|no (?:ha sido )?entregad|error de entrega|imposible entregar",
    "mancat[ao] (?:consegna|recapito)|(?:impossibile|non) recapit|non consegn",
    "non remis|non distribu|échec (?:de (?:la )?)?(?:remise|distribution)|impossible de remettre",
    "não (?:foi )?entregue|não é possível entregar|falha na entrega",
    "onbestelbaar|niet bezorgd|kan inte leverer|olevererbar|kan ikke leveres|ikke leveret|uleverbar|toimittamatta|ei voida toimittaa",
    "nedoručiteln|nelze doručit|nedostarcz|niedostarcz|kézbesíthetetlen|teslim edileme",
    "zustellfehler|echec de la distribution|remise (?:différée|retardée)|entrega retrasada|ritardata consegna|recapito ritardato",
    "недостав|не (?:удал[а-я]+|уда[её]тся) доставить|не доставлен|ошибка доставки",
    "配信不能|配信でき|配信に失敗|エラー|退信|无法(?:送达|传递|投递)|無法(?:傳遞|遞送)|未(?:传递|送达|傳遞)|배달되지|전송 실패",
  ].join("|"),
  "iu",
);
/** The first words of a server's notice. */
const templates = new RegExp(
  `^\\s*(?:${[
    // Exchange and Domino: "Your message", its subject and date, and then what became of it.
    "your (?:message|mail)[ \\t]*\\n[\\s\\S]{0,600}\\n[ \\t]*(?:was not delivered to|did not reach the following)",
    "your message did not reach some or all of the intended recipients",
    "(?:hi|hello)[.,!]?\\s{1,20}this is the (?:mail server|qmail-send program|james mail server|mailer-daemon|mail system)\\b",
    "this is the (?:mail (?:system|server|delivery agent) (?:at|on)|qmail-send program|haraka mailer)\\b",
    "this message was created automatically by (?:the )?mail (?:delivery (?:software|system)|system)",
    "this is an automatically generated delivery status notification",
    "this report relates to (?:a|your) message",
    "this is a delivery status notification from",
  ].join("|")})`,
  "i",
);
// In every language: a sentence; what the mail was, as fields; a line that ends in a colon; and below it an address. Shops' programs write in such shapes, too.
const shape =
  /^\s*[^\n@]{3,120}\n\s{0,20}(?:[ \t]{1,20}[^\n:：]{1,30}[:：][^\n]{0,300}\n){1,5}\s{0,20}[^\n@]{3,120}[:：][ \t]{0,20}\n\s{0,20}['"<]?[^\s@<>'"]{1,64}@/u;
const failureProse = new RegExp(
  [
    "(?:could|can|couldn.t|can.t|cannot|could not|can not) ?(?:not )?be (?:delivered|reached|sent)",
    "(?:wasn.t|was not|unable to|weren.t able to|not able to|failed to|could not|couldn.t|cannot|can.t) (?:be )?(?:deliver|send|reach)",
    "did not reach|has(?: not|n.t) (?:yet )?been delivered|not (?:yet )?(?:been )?delivered|been delayed|delayed for",
    "deliver\\w* (?:has |to the following .{1,40}|to these .{1,40}|of your .{1,40})?fail|had (?:permanent|delivery|transient)|delivery (?:error|problem)",
    "undeliverable|non-?deliverable|user unknown|unknown user|unknown recipient|mailbox (?:unavailable|is full|full|not found)",
    "permanent(?:ly)? (?:fatal )?(?:error|failure|failed)|an error (?:has )?occurred (?:while|when) (?:attempting|trying|sending)",
    "error delivering your|failure reasons|address(?:\\(?es\\)?)? fail|has been rejected|was rejected|been refused|no such user|recipient (?:address )?rejected",
    "failed addresses|ha(?:s|ve) been frozen|frozen on arrival|incorrectly constructed|not a member of this|loop condition|duplicated message-id",
    "no pudo ser entregad|trouble delivering|does(?:n.t| not) exist|over quota|may not exist|returned to you|returning (?:your|the) (?:mail|message)|transcript of (?:the )?session|account is disabled|\\n[^\\S\\n]*55\\d[ -]",
    "zugestellt werden|nicht zugestellt an|nicht erreicht|nicht zustellbar|zustellung .{0,60}fehl|fehler bei der zustellung",
    "no se (?:ha )?(?:podido|pudo|puede) entregar|no (?:ha sido|fue) entregad|error (?:en|al) (?:la )?entreg",
    "impossibile (?:recapitare|consegnare)|non (?:è stato|può essere) (?:possibile )?(?:recapit|consegn)|recapito non riuscito",
    "n.a (?:pas )?(?:pu être|été) (?:remis|distribu|livr)|n.a pas encore été (?:remis|distribu)|n.est pas parvenu|échec de (?:la )?remise|impossible de remettre",
    "não (?:foi|pôde ser) entregue|não foi possível entregar|falha na entrega",
    "kon niet worden (?:bezorgd|afgeleverd)|kunde inte levereras|kunne ikke leveres|nebylo možné doručit|nie można (?:było )?dostarczyć",
    "не (?:может быть|удалось|был[оаи]?) доставл|не удалось доставить",
    "配信(?:でき|に失敗|不能)|送信できません|届きません|宛先|无法(?:送达|传递|投递)|無法(?:傳遞|遞送|送達)|被退回|退信(?:原因|代码)|배달(?:하지|되지)",
  ].join("|"),
  "iu",
);
