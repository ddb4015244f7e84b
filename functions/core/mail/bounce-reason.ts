// Why a mail did not arrive, out of a server's words: its enhanced status (RFC 3463), its reply code, or what it says in prose.
import type { BouncedRecipient } from "./mail.ts";

export type Reason = Pick<BouncedRecipient, "status" | "diagnostic" | "isPermanent">;

/** Undefined when the words say nothing of a reason. */
export function reasonIn(words: string): Reason | undefined {
  return reasonOf(words.slice(0, longest));
}

/** The first enhanced status that says more than x.0.0; no address, version or time. */
export function statusIn(words: string, ofClass?: string): string | undefined {
  const all = [...words.slice(0, longest).matchAll(/(?<![\w.-])[45]\.[0-7]\.\d{1,3}(?![\d.]*\d|-\d)/g)]
    .filter(({ index }) => !/version $|v$/i.test(words.slice(Math.max(index - 8, 0), index)))
    .map(([status]) => status)
    .filter((status) => ofClass === undefined || status.startsWith(ofClass));
  return all.find((status) => !status.endsWith(".0.0")) ?? all[0];
}

/** A server that still tries says so, and does not say that it gave up. */
export function isDelayNotice(subject: string, prose: string): boolean {
  if (isFinal.test(subject)) return false;
  return (isDelay.test(subject) && !isFinal.test(prose)) || saysDelay.test(prose);
}

const longest = 20_000;
const isDelay =
  /\bdelay(?:ed)?\b|\bwarning\b|still (?:being )?retr|could not be delivered for|not (?:yet )?delivered (?:yet|after)|verzögert|retras|ritard|retard|différ|incompl[eè]t|is being retried|задерж|vertraag|forsink|försen|遅延|延迟|延遲/iu;
const isFinal =
  /\b(?:fail(?:ed|ure)|undeliverable|permanent(?:ly)?|returned (?:mail|to))\b|giv(?:en|ing) up\b(?! on)|will not (?:be )?(?:retr|try)|no further (?:delivery )?attempts|unzustellbar/i;
const saysDelay =
  /(?:you )?do not need to (?:resend|re-send)|this is a warning message only|has (?:not yet been delivered|been delayed)|(?:is|was) delayed for more than|delivery to the following .{0,40}(?:has been|is) delayed|delivery attempts will continue|no action is required on your part|(?:server|system|we) will (?:keep|continue) (?:trying|to (?:try|retry|attempt))|will (?:be retried|retry|keep trying)|still (?:being )?(?:retried|trying)|will try again|we'll keep trying|gmail will retry|has been enqueued and undeliverable for|(?:wird .{0,30}|es )weiterhin versuch|(?<!not )will continue (?:trying|to try)|d.autres tentatives|va réessayer|se seguirá intentando|seguirá intentándo/i;

function reasonOf(said: string): Reason | undefined {
  const reply = /(?<![\d.:/#-])[45]\d\d(?=[ -](?:[#(]?[45]\.\d|[A-Za-z<'"(*\p{L}])|[ \t]*$)/mu.exec(said);
  const reason = reasons.find(([pattern]) => pattern.test(said));
  // A server may quote an earlier, milder answer than the one it gives.
  const written = reply ? (statusIn(said, reply[0][0]) ?? (reason ? undefined : statusIn(said))) : statusIn(said);
  if (!reply && !reason && !written) return undefined;
  const line = lineAt(said, reply?.index ?? (written ? said.indexOf(written) : said.search(reason?.[0] ?? /^/)));
  const replyClass = reply?.[0][0];
  const isVague = written === undefined || written.endsWith(".0.0");
  const derived = reason && withClass(reason[1], replyClass ?? written?.[0]);
  const status = isVague ? (derived ?? written) : written;
  return {
    ...(status && { status }),
    ...(line && { diagnostic: line.slice(0, 500) }),
    isPermanent: (status ?? replyClass ?? "5").startsWith("5"),
  };
}

/** A status that words alone gave takes the class of the reply beside them. */
function withClass(status: string, given: string | undefined): string {
  return given ? `${given}${status.slice(1)}` : status;
}

/** The line in which it stands, from the reply on; an indented or unfinished next line belongs to it. */
function lineAt(text: string, at: number): string {
  const from = Math.max(at, 0);
  const start = /[45]\d\d/.test(text.slice(from, from + 3)) ? from : text.lastIndexOf("\n", from) + 1;
  const [first = "", second = ""] = text.slice(start, start + 1000).split("\n");
  const isContinued = /^[ \t]{2,}\S/.test(second) && !/^\s*[<"']?[^\s@]+@/.test(second);
  return `${first.trim()}${isContinued ? ` ${second.trim()}` : ""}`;
}

/** What the words mean, first match first; the class is replaced by that of a reply code beside them. */
const reasons: readonly (readonly [RegExp, string])[] = [
  [/message .{0,20}in the queue too long/i, "4.4.7"],
  [/malformed address|incorrectly constructed/i, "5.1.3"],
  [/too many hops|hop count exceeded|mail(?:ing)? loop|loop(?:s|ing)? (?:back|detected)|routing loop/i, "5.4.6"],
  [
    /(?:mail ?box|inbox|account|folder|user|recipient)(?:'s)? .{0,40}(?:is |are |was )?(?:full|over ?quota|over (?:its|the) .{0,20}(?:limit|quota))|over ?quota|quota (?:is )?(?:exceed|full)|exceed\w* .{0,40}(?:quota|storage|local limit|space)|(?:quota|storage|mailbox).{0,30}exceed|exceeds allowed size|(?:insufficient|not enough|no) (?:disk|storage|system storage|space)|disk (?:quota|full)|mailbox size limit|postfach .{0,20}voll|buz[oó]n .{0,30}llen|bo[iî]te .{0,30}pleine|casella .{0,30}piena|いっぱい|溢れ|容量/iu,
    "5.2.2",
  ],
  [
    /(?:message|mail|size|content|attachment)\w* .{0,30}(?:too (?:large|big|long)|exceed|larger than)|exceed\w* .{0,40}(?:size|maximum)|too (?:large|big)\b|size limit|message length/i,
    "5.3.4",
  ],
  [
    /relay(?:ing)? (?:access )?(?:is )?(?:denied|not (?:permitted|allowed)|prohibited|disabled)|unable to relay|not (?:permitted|allowed) to relay|(?:do not|don't|does not|won't) relay|relaying/i,
    "5.7.1",
  ],
  [
    /user (?:is )?(?:unknown|not (?:found|known|exist|listed)|doesn.t (?:have|exist)|does not exist|name is not|disabled by)|unknown (?:user|recipient|address|account|mailbox|local)|no such (?:user|mailbox|recipient|address|account|person|local|name)|(?:recipient|address|mailbox|account|user|e-?mail).{0,80}(?:does(?:n.t| not) exist|not (?:found|exist|known|valid|listed|be found|be verified|recogni[sz]ed)|(?:is|was) (?:unknown|invalid|rejected|not valid|not recogni)|couldn.t be found|could not be found|unknown|no longer (?:valid|exists|available|accepts))|invalid (?:recipient|address|mailbox|user)|no mailbox (?:here|by that)|not (?:a valid|our) (?:customer|user|recipient|mailbox|account)|address (?:not found|unknown|error|rejected)|not listed in (?:public|domino)|isn.t in my list|bad destination mailbox|recipient (?:rejected|not recognized|unknown|name is not)|recipnotfound|does not like recipient|account .{0,40}(?:closed|deleted)|rejected.{0,20} rcpt|mailbox (?:unavailable|not found|unknown)|unbekannt|nicht .{0,40}aufgeführt|non répertorié|no figura en|no aparece en|non (?:è )?elencat|não listado|niet vermeld in|existiert nicht|nicht gefunden|no existe|n.existe pas|introuvable|non esiste|sconosciuto|inconnu|不存在|存在しま/iu,
    "5.1.1",
  ],
  [
    /(?:host|domain|server) .{0,80}(?:unknown|not found|does(?:n.t| not) (?:exist|resolve)|couldn.t be (?:found|resolved))|(?:unknown|invalid|bad|no such) (?:host|domain)|unrout?e?able (?:address|mail)|no (?:mx|dns|a) record|non-?existent (?:host|domain)|all host address lookups failed|nxdomain|name (?:service|server) error|(?:couldn.t|could not|can(?:no|')t) (?:find|resolve|look ?up) .{0,60}(?:host|domain|gateway|mx|named|address)|dns (?:error|failure|lookup)|no route(?:s)? (?:found )?to domain/i,
    "5.1.2",
  ],
  [
    /(?:mail ?box|account|user|address|recipient)(?:\(s\))?(?:'s)? .{0,40}(?:disabled|suspended|inactive|not active|deactivated|locked|limited|discontinued|expired)|(?:disabled|inactive|suspended) (?:mail ?box|account|user)/i,
    "5.2.1",
  ],
  [
    /(?:retry|delivery|queue|maximum) (?:time|timeout|lifetime|period).{0,30}(?:exceed|expir|reached|too long)|(?:message|delivery|mail) (?:time )?(?:has )?expired|too (?:long in|old)|been (?:in|on) the queue too long|(?:could not|unable to|was not) .{0,30}deliver\w* (?:for|within|in|after) .{0,20}(?:day|hour)|delivery .{0,20}(?:timed out|time ?out)|not delivered .{0,30}within|failing for a long time|retry timeout|status: expired|delivery failed \d+ attempts/i,
    "4.4.7",
  ],
  [
    /(?:connection|connect|operation|session|conversation)\b.{0,60}(?:timed out|time ?out|refused|reset|dropped|lost|closed|failed)|(?:host|network|server) .{0,30}(?:unreachable|not reachable|down|unavailable|not responding)|no route to host|did(?:n.t| not) (?:respond|answer)|timed out|could ?n.t (?:connect|establish)|could not connect|not responding/i,
    "4.4.1",
  ],
  [/(?:max|maximum)\w* .{0,40}per hour|sending limit|daily limit/i, "5.7.1"],
  [/greylist|graylist|try again later|temporar(?:y|ily)|too many (?:connections|messages|mails)|rate limit/i, "4.7.1"],
  [
    /spam|junk|unsolicited|black ?list|block(?:ed|list|ing)|polic(?:y|ies)|virus|malware|prohibit|dmarc|\bspf\b|\bdkim\b|not (?:allowed|authori[sz]ed|permitted|accepted|accept)|(?:access|permission|sender|message) .{0,20}denied|permission to post|not a member|verif(?:y|ication) failed|denied|refused|reject(?:ed|s)?|bann?ed|security|reputation|content|may not exist/i,
    "5.7.1",
  ],
];
