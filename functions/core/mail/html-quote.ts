// Which part of an HTML mail is quoted from an earlier one, by the marks that mail programs leave, so that it can be folded.
// Whatever is not surely a quote stays visible: losing the writer's words is the failure that counts.
import type { Token } from "./html-tokens.ts";

/** An open element. */
export interface Frame {
  readonly name: string;
  readonly openIndex: number;
  readonly mark: Mark | undefined;
}

/** `element` is quoted whole. `rest`: from here on everything is. `ours` is folded already. */
export type Mark = "element" | "rest" | "signature" | "ours";

/** Pieces `from` up to and without `to`. `isOurs`: folded already. */
export interface Fold {
  readonly from: number;
  readonly to: number;
  readonly isOurs: boolean;
}

/** The mark that the program which wrote this element left on it. */
export function markOf(name: string, token: Token & { kind: "open" }, html: string): Mark | undefined {
  const { attributes } = token;
  if (name === "details") return "ours";
  if (name === "hr") return attributes.get("data-marker") === "__DIVIDER__" ? "rest" : undefined;
  if (name !== "div" && name !== "blockquote" && name !== "span" && name !== "pre" && name !== "table") return undefined;
  const names = ` ${attributes.get("class") ?? ""} #${attributes.get("id") ?? ""} =${attributes.get("name") ?? ""} `.slice(
    0,
    500,
  );
  if (signatures.test(names)) return "signature";
  if (rests.test(names)) return "rest";
  if (name === "div" && isWordSeparator(attributes.get("style")) && beginsWithLabel(html.slice(token.end, token.end + 3000)))
    return "rest";
  // Around their blockquotes these programs put the attribution, and answers typed between: those are judged by the text.
  const isCited = name === "blockquote" && (attributes.get("type")?.toLowerCase() === "cite" || blockquotes.test(names));
  const isQuote = isCited || elements.test(names);
  return isQuote && !startsForward(html.slice(token.end, token.end + 1500)) ? "element" : undefined;
}

/** A class, an id or a name, with the prefix that other programs put before those of a mail they quote. */
function named(words: string): RegExp {
  return new RegExp(` [#=]?(?:x_)*(?:yiv\\d+)?(?:${words}) `, "i");
}

const elements = named(
  "yahoo_quoted(?:_\\d+)?|ydp\\w{1,12}yahoo_quoted(?:_\\d+)?|hmmessage_quote|mail-editor-reference-message-container|ms-outlook-mobile-reference-message|isReplyContent|ntes_not_fresh_mail|composer-reference|zd_quoted|freshdesk_quote|fd-quoted|front-blockquote|OLK_SRC_BODY_SECTION|history_container|=quote|=quoted-content",
);
const blockquotes = named("gmail_quote|protonmail_quote|tutanota_quote|blockquote_zmail|hey-quote|mb_quote|reply_quote");
const rests = named("divRplyFwdMsg|appendonsend|OutlookMessageHeader|stopSpelling|replySplit|origMsgHeader|originalMessage");
const signatures = named(
  "gmail_signature|gmail_signature_prefix|moz-signature|protonmail_signature_block|protonmail_signature_block-user|protonmail_signature_block-proton|AppleMailSignature|ms-outlook-mobile-signature|messageSignatureSection|Signature|mobile_signature|tutanota_signature|fastmail_signature|hey-signature|mailspring-signature|zm_signature|composer_signature",
);

/** Word's line above the quoted header: `border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm`. */
function isWordSeparator(style: string | undefined): boolean {
  const plain = style?.slice(0, 300).replace(/\s+/g, "") ?? "";
  return /^border:none;border-top:(?:solid#?(?:E1E1E1|B5C4DF)|1(?:\.0)?p[tx]solid(?:#(?:E1E1E1|B5C4DF)|rgb\((?:225,225,225|181,196,223)\)))/i.test(
    plain,
  );
}

/** A header follows, in whatever language: people draw such a line above their own words, too. */
function beginsWithLabel(ahead: string): boolean {
  return /^[^:：]{1,40}[:：]/u.test(ahead.replace(/<[^>]{0,400}>/g, "").trimStart());
}

const forwardMarks =
  /forwarded (?:message|mail|email)|original message follows|weitergeleitete nachricht|mensaje reenviado|missatge reenviat|messaggio inoltrato|message (?:transféré|réexpédié)|mensagem (?:en|reen)caminhada|doorgestuurd bericht|vidarebefordrat|videresendt|przekazana|пересылаемое сообщение|переслане|转发的?邮件|轉寄|転送|전달된|הודעה שהועברה|المعاد توجيهها|chuyển tiếp|diteruskan/i;

function startsForward(ahead: string): boolean {
  return forwardMarks.test(
    ahead
      .replace(/<[^>]{0,400}>/g, "")
      .trimStart()
      .slice(0, 120),
  );
}
