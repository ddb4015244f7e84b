// Which part of an HTML mail is quoted from an earlier one, by the marks that mail programs leave, so that it can be folded.
// Whatever is not surely a quote stays visible: losing the writer's words is the failure that counts.
import type { Token } from "./html-tokens.ts";

/** An open element, and what has been seen inside it so far. */
export interface Frame {
  readonly name: string;
  readonly openIndex: number;
  readonly quote?: "element" | "container" | "rest" | "ours";
  /** Characters (and images) inside that are not folded. */
  ownText: number;
  hasQuote: boolean;
  /** Text that follows a quote inside: an answer between quotes. */
  textAfterQuote: number;
  /** From this piece to the element's end everything is quoted; `ownText` is what stood before. */
  restFrom?: { readonly index: number; readonly ownText: number };
}

/** Pieces `from` up to and without `to`. `isOurs`: folded already. */
export interface Fold {
  readonly from: number;
  readonly to: number;
  readonly isOurs: boolean;
}

export function newFrame(name: string, openIndex: number): Frame {
  return { name, openIndex, ownText: 0, hasQuote: false, textAfterQuote: 0 };
}

export function openFrame(name: string, openIndex: number, token: Token & { kind: "open" }, html: string): Frame {
  const quote = quoteKind(name, token);
  const isForward = (quote === "element" || quote === "container") && startsForward(html.slice(token.end, token.end + 1500));
  return { ...newFrame(name, openIndex), ...(quote && !isForward && { quote }) };
}

/** Begins a fold before piece `index`, or before the innermost blocks that hold nothing else, up to the end of their parent. */
export function startRest(open: readonly Frame[], index: number): void {
  let from = index;
  let level = open.length - 1;
  while (level > 0 && open[level]?.ownText === 0 && !open[level]?.hasQuote && open[level]?.name === "div") {
    from = open[level]?.openIndex ?? from;
    level--;
  }
  const parent = open[level];
  if (!parent || !foldParents.has(parent.name) || open.some((frame) => frame.restFrom)) return;
  parent.restFrom = { index: from, ownText: parent.ownText };
}

/** What of an element that ends here is to be folded. */
export function foldOf(frame: Frame, closeIndex: number): Fold | undefined {
  const whole = { from: frame.openIndex, to: closeIndex + 1, isOurs: frame.quote === "ours" };
  if (frame.quote === "element" || frame.quote === "ours") return whole;
  if (frame.quote === "container" && frame.hasQuote && frame.textAfterQuote === 0) return whole;
  return frame.restFrom && { from: frame.restFrom.index, to: closeIndex, isOurs: false };
}

/** The pieces as one text, the outermost folds wrapped. */
export function withFolds(pieces: string[], folds: readonly Fold[]): string {
  const sorted = folds.toSorted((a, b) => a.from - b.from || b.to - a.to);
  let end = 0;
  for (const { from, to, isOurs } of sorted) {
    if (from < end) continue;
    end = to;
    if (isOurs) continue;
    pieces[from] = `<details class="quote"><summary>•••</summary>${pieces[from]}`;
    pieces[to - 1] = `${pieces[to - 1]}</details>`;
  }
  return pieces.join("");
}

const foldParents: ReadonlySet<string> = new Set(["#root", "div", "td", "th", "blockquote", "center"]);

function quoteKind(name: string, { attributes }: Token & { kind: "open" }): Frame["quote"] {
  if (name === "details") return "ours";
  const classes = ` ${(attributes.get("class") ?? "").slice(0, 300)} `;
  const id = (attributes.get("id") ?? "").slice(0, 100);
  if (name === "blockquote") {
    const isMarked =
      attributes.get("type")?.toLowerCase() === "cite" ||
      / (?:gmail_quote|protonmail_quote|tutanota_quote|x_gmail_quote) /.test(classes);
    return isMarked ? "element" : undefined;
  }
  if (name !== "div") return undefined;
  if (/ (?:x_)?(?:gmail_quote|protonmail_quote|moz-forward-container|gmail_extra) /.test(classes)) return "container";
  if (/ (?:yahoo_quoted|zmail_extra|hmmessage_quote) /.test(classes) || /mail-editor-reference-message-container$/.test(id))
    return "element";
  if (/^(?:x_)?(?:divRplyFwdMsg|appendonsend)$/.test(id) || / (?:OutlookMessageHeader|x_OutlookMessageHeader) /.test(classes))
    return "rest";
  return isWordSeparator(attributes.get("style")) ? "rest" : undefined;
}

/** Word's line above the quoted header: `border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm`. */
function isWordSeparator(style: string | undefined): boolean {
  return (
    style !== undefined &&
    /^\s*border:\s*none;\s*border-top:\s*solid\s+#(?:E1E1E1|B5C4DF)\s+1\.0pt;\s*padding:\s*3\.0pt/i.test(style.slice(0, 200))
  );
}

const forwardMarks =
  /forwarded message|original message follows|weitergeleitete nachricht|mensaje reenviado|messaggio inoltrato|message transféré|mensagem encaminhada|doorgestuurd bericht|пересылаемое сообщение|转发的邮件|転送されたメッセージ/i;

function startsForward(ahead: string): boolean {
  return forwardMarks.test(
    ahead
      .replace(/<[^>]{0,400}>/g, "")
      .trimStart()
      .slice(0, 120),
  );
}
