// Subjects: the Re: and Fwd: of many languages told apart from the words.

/** The subject without any reply or forward prefix: `Re: RV: [EXT] Fwd: Invoice` is `[EXT] Fwd: Invoice`'s words, `Invoice`. */
export function baseSubject(subject: string): string {
  let rest = subject.trim();
  for (let next = withoutPrefix(rest); next !== rest; next = withoutPrefix(rest)) rest = next;
  return rest.replace(/\s*\((?:fwd|fw)\)$/i, "").trim();
}

/** The subject of an answer: exactly one `Re:`, whatever stood there before. Forward marks stay, they are words. */
export function replySubject(subject: string): string {
  let rest = subject.trim();
  for (let next = withoutReplyPrefix(rest); next !== rest; next = withoutReplyPrefix(rest)) rest = next;
  return rest ? `Re: ${rest}` : "Re:";
}

/** The subject of what a mail sends on: without the forward marks on top, whatever answers stand below them. */
export function forwardedSubject(subject: string): string {
  let rest = subject.trim();
  for (let next = rest.replace(forwardPrefix, "").trimStart(); next !== rest; next = rest.replace(forwardPrefix, "").trimStart())
    rest = next;
  return rest.replace(/\s*\((?:fwd|fw)\)$/i, "").trim();
}

/** True when the subject's first prefix says that the mail sends another one on. */
export function isForwardSubject(subject: string): boolean {
  const rest = subject.trim().replace(/^\[[^\]\[]{1,40}\]\s*/, "");
  return !replyPrefix.test(rest) && anyPrefix.test(rest);
}

// Re and Fwd as clients write them in the languages of Europe, Turkish, Chinese, Hebrew and Arabic.
const replies = "re|aw|antw|antwort|sv|vs|ref|res|rif|r|odp|ynt|yan|att|bls|vá|atb|回复|回覆|答复|答覆|השב|رد";
const forwards = "fwd|fw|wg|rv|enc|tr|i|vl|vb|vs|doorst|pd|ilt|továbbítás|fs|转发|轉寄|轉發|הועבר|إعادة توجيه";
const mark = "\\s*(?:\\[\\d{1,3}\\]|\\(\\d{1,3}\\)|\\*\\d{1,3})?\\s*[:：]\\s*";
const replyPrefix = new RegExp(`^(?:${replies})${mark}`, "iu");
const forwardPrefix = new RegExp(`^(?:${forwards})${mark}`, "iu");
const anyPrefix = new RegExp(`^(?:${replies}|${forwards})${mark}`, "iu");
// A list's or a gateway's tag before a prefix: `[EXT] Re: hello`.
const tagBefore = new RegExp(`^\\[[^\\]\\[]{1,40}\\]\\s*(?=(?:${replies}|${forwards})${mark})`, "iu");

function withoutPrefix(subject: string): string {
  return subject.replace(anyPrefix, "").replace(tagBefore, "").trimStart();
}

function withoutReplyPrefix(subject: string): string {
  return subject.replace(replyPrefix, "").trimStart();
}
