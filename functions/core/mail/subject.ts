// Subjects: the Re: and Fwd: of many languages, and the number of a conversation, told apart from the words.
import type { NumberPlace } from "../inbox/settings.ts";

/**
 * The subject without any reply or forward prefix and without numbers: `Re: RV: [EXT] Fwd: [#7] Invoice` is the words of
 * `[EXT] Fwd: Invoice`, `Invoice`.
 */
export function baseSubject(subject: string): string {
  let rest = withoutNumber(subject).trim();
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

/**
 * The subject of an answer that says the conversation's number: once, wherever mail programs have put it meanwhile, and not the
 * number of another conversation as well.
 */
export function numberedSubject(subject: string, number: number | undefined, place: NumberPlace): string {
  if (place === "nowhere" || number === undefined) return replySubject(subject);
  const plain = replySubject(withoutNumber(subject));
  const tag = `[#${number}]`;
  return place === "after" ? `${plain} ${tag}` : plain.replace(/^Re:/, `Re: ${tag}`);
}

/** The words as people know them. The number is for the eyes of those who have only the mail: it never threads. */
export function withoutNumber(subject: string): string {
  // A blank in its place, so that what stood around it makes no new one.
  const rest = subject.replace(/\[#\d{1,15}\]/g, " ");
  return rest === subject ? subject : rest.replace(/\s{2,}/gu, " ").trim();
}

/** True when the subject's first prefix says that the mail sends another one on. */
export function isForwardSubject(subject: string): boolean {
  const rest = subject.trim().replace(/^\[[^\]\[]{1,40}\]\s*/, "");
  return !replyPrefix.test(rest) && anyPrefix.test(rest);
}

/** True for an answer's subject and for that of a mail that sends one on. A tag before it may be a server's own: `[BOUNCE] Re: hello`. */
export function isHandedOnSubject(subject: string): boolean {
  return anyPrefix.test(subject.trim());
}

// Re and Fwd as clients write them in the languages of Europe, Turkish, Chinese, Hebrew and Arabic.
const replies =
  "re|aw|antw|antwort|sv|vs|ref|res|rif|réf|rép|r|odp|ynt|yan|att|bls|vá|atb|απ|σχετ|ответ|отв|відп|回复|回覆|答复|答覆|返信|회신|답장|השב|رد";
const forwards =
  "fwd|fw|wg|rv|enc|tr|i|vl|vb|vs|doorst|pd|ilt|i̇lt|İlt|trs|továbbítás|fs|πρθ|转发|轉寄|轉發|転送|전달|הועבר|إعادة توجيه";
const mark = "\\s*(?:\\[\\d{1,3}\\]|\\(\\d{1,3}\\)|[*^]\\d{1,3})?\\s*[:：]\\s*";
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
