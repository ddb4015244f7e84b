// Whom a notice in prose says it did not reach. Servers put failed addresses at the head of a line, behind a label, or in a reply.

export interface Failed {
  readonly address: string;
  /** What the notice says from there on, up to the next failed recipient. */
  readonly words: string;
}

/** What is known besides the notice. */
export interface Hints {
  /** Named by a header of the notice. */
  readonly listed: readonly string[];
  /** The notice's own From and To: the server, and whoever wrote the mail that is returned. */
  readonly own: readonly string[];
  /** Of the returned mail; for notices that name nobody. */
  readonly sentTo: readonly string[];
}

export function failedRecipients(notice: string, { listed, own, sentTo }: Hints): Failed[] {
  const lines = linesOf(notice);
  const named = lines.flatMap((line, index) => addressesIn(line, lines.slice(Math.max(index - 2, 0), index), index));
  const ours = new Set(own.map((address) => address.toLowerCase()));
  const others = named.filter(({ address }) => !ours.has(address.toLowerCase()));
  const chosen =
    listed.length > 0 ? listed : best(others).length > 0 ? best(others) : sentTo.length > 0 ? sentTo.slice(0, 1) : [];
  // Somebody who wrote to themselves.
  const found = chosen.length > 0 ? chosen : best(named.filter(({ grade }) => grade === grades.head)).slice(0, 1);
  const once = [...new Map(found.map((address) => [address.toLowerCase(), address])).values()].slice(0, mostRecipients);
  return once.map((address) => ({ address, words: wordsAbout(address, once, lines, named) }));
}

/** To whom a mail was written that went on to somebody else, lower case: `a@b (generated from c@d)`, `<a@b> (expanded from <c@d>)`. */
export function aliasesIn(notice: string): ReadonlyMap<string, string> {
  const aliases = new Map<string, string>();
  let last: Named | undefined;
  for (const [index, line] of linesOf(notice).entries()) {
    last = addressesIn(line, [], index).find(({ grade }) => grade === grades.head) ?? last;
    const written = alias.exec(line.slice(0, longestLine))?.[1];
    if (written && last && index - last.line <= 2) aliases.set(last.address.toLowerCase(), written);
  }
  return aliases;
}

const alias = /\b(?:generated|expanded) (?:from|by):? ?<?([^\s<>()]{1,64}@[^\s<>()]{1,255})/i;

/** An alias that was folded behind its "from" would look like somebody at the head of a line. Chinese and Japanese put no space around an address. */
function linesOf(notice: string): string[] {
  return notice
    .replace(/\b(generated|expanded)\s{1,20}(from|by)(:?)\s{1,20}/gi, "$1 $2$3 ")
    .split("\n")
    .map((line) => (line.includes("@") ? line.slice(0, longestLine).replace(scriptEdge, "$& ") : line));
}

const scriptEdge =
  /[A-Za-z0-9](?=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}])|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}](?=[A-Za-z0-9])/gu;

interface Named {
  readonly address: string;
  readonly line: number;
  readonly grade: number;
}

const grades = { mentioned: 1, labelled: 2, head: 3 } as const;
const longestLine = 2000;
export const mostRecipients = 100;

const address =
  /(?<=^|[\s<("'`:;,[{=|：，、。；（「『【《〈“„])[\p{L}\p{N}!#$%&*+/=?^_{}~.-][\p{L}\p{N}!#$%&'*+/=?^_{}~.-]{0,63}@[\p{L}\p{N}.-]{1,200}[\p{L}\p{N}]/gu;
// Whose address it is otherwise: the sender's, the server's own, or somebody to ask.
const isOtherLine =
  /^[\W_]*(?:from|(?:e?smtp )?mail from|sent by|(?:original |envelope )?sender|return-path|reply-to|errors-to|message-?(?:id|name)|mts-id|resent-\w+|received|delivered-to|x-[\w-]+)\b[^@]{0,40}[:<]/i;
const endsForeign = /(?:\bfrom|\bby|sender|via|postmaster at)\W{0,4}$/i;
const asks =
  "contact|ask|e-?mail us|questions?|write to|reply to|respond to|help|assistance|complain|administrators?|owner|visit|wenden|schreiben sie|kontaktieren|contacte[rz]?|contattare|contatti|contate|écrivez|联系|聯絡|お問い合わせ|обратитесь|обращайтесь";
const isToAsk = new RegExp(`(?<!\\p{L})(?:${asks})(?!\\p{L})[^@]{0,60}$`, "iu");
const announcesWhomToAsk = new RegExp(`(?<!\\p{L})(?:${asks})(?!\\p{L})[^@]{0,60}[:：]\\s*$`, "iu");
const announcesSender = /(?:message|mail) (?:that was )?sent by\W*$|^\W*(?:from|sender)\W*$/i;
const labels =
  /(?:recipient|rcpt to|smtp|addressed to|generated (?:from|by)|deliver\w* to|deliver\w* .{0,60}\bto|undeliverable to|reach|mail (?:was )?to|message to|email to|send to|unknown user|no such user|unknown|mailbox|address|user|fail\w*|affected|gateway for|error for|\bto)\W[^@]{0,40}$/i;

function addressesIn(line: string, before: readonly string[], index: number): Named[] {
  const text = line.slice(0, longestLine);
  if (!text.includes("@") || isOtherLine.test(text)) return [];
  const lastSaid = before.findLast((each) => each.trim() !== "") ?? "";
  if (announcesSender.test(lastSaid) || announcesWhomToAsk.test(lastSaid.slice(-120))) return [];
  return [...text.matchAll(address)].slice(0, 20).flatMap((match) => {
    const prefix = text.slice(0, match.index);
    const found = match[0].replace(/^['.]+|^(?:dda:)?smtp=/i, "");
    const isForeign = endsForeign.test(prefix.slice(-40)) || isToAsk.test(prefix.slice(-100));
    if (isForeign && !/generated (?:from|by)\W*$/i.test(prefix.slice(-40))) return [];
    if (/^(?:postmaster|abuse|mailer-daemon|helpdesk|hostmaster)@/i.test(found) && !labels.test(prefix.slice(-80))) return [];
    return [{ address: found, line: index, grade: gradeOf(prefix, text) }];
  });
}

function gradeOf(prefix: string, line: string): number {
  if (/^[\s<>"'(*•·|[{-]*$/.test(prefix)) return grades.head;
  // `<<< 550 5.1.1 <a@b>... User unknown`, and transcripts with the command that was refused.
  if (labels.test(prefix.slice(-100)) || /(?:^|\D)[45]\d\d[ -]/.test(line)) return grades.labelled;
  return grades.mentioned;
}

/** All of the surest kind; of addresses that are merely mentioned, the first. */
function best(named: readonly Named[]): string[] {
  const top = Math.max(0, ...named.map(({ grade }) => grade));
  const chosen = named.filter(({ grade }) => grade === top).map((each) => each.address);
  return top === grades.mentioned ? chosen.slice(0, 1) : chosen;
}

/** From each mention on, up to the next mention of somebody else. */
function wordsAbout(wanted: string, all: readonly string[], lines: readonly string[], named: readonly Named[]): string {
  const chosen = new Set(all.map((each) => each.toLowerCase()));
  const marks = named.filter((each) => chosen.has(each.address.toLowerCase()));
  const isWanted = (mark: Named | undefined) => mark?.address.toLowerCase() === wanted.toLowerCase();
  const begins = marks.flatMap((mark, index) => (isWanted(mark) && !isWanted(marks[index - 1]) ? [index] : []));
  return begins
    .map((begin) => lines.slice(marks[begin]?.line, marks.find((other, at) => at > begin && !isWanted(other))?.line).join("\n"))
    .join("\n");
}
