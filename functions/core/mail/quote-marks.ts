// What mail programs write above a quote, in the languages they speak. Words only; `quote.ts` decides.

// "On 3 May 2026, Ana wrote:" begins and ends with one of a pair. Between them stands a date or an address.
const attributions: readonly (readonly [opening: string, ending: string])[] = [
  ["on", "(?:wrote|writes|said)"],
  ["el|en fecha", "escribi[óo]"],
  ["il|in data", "ha scritto"],
  ["am|on", "schrieb.{0,200}"],
  ["le|en date du", "a [ée]crit"],
  ["em|a|no dia", "escreveu"],
  ["op", "(?:schreef|het volgende geschreven).{0,200}"],
  ["w dniu|dnia", "(?:napisał\\(?a?\\)?|pisze)"],
  ["den|på|d\\.", "(?:skrev|skrevet).{0,200}"],
  ["dne", "napsal\\(?a?\\)?"],
  ["a", "ezt írta.{0,200}|írta"],
  ["în|pe|la data", "a scris"],
  ["στις", "έγραψε"],
  ["vào", "đã viết"],
  // Yandex, old Gmail and others: a date and an address alone.
  [
    "",
    "(?:19|20)\\d{2}.{0,60}\\d{1,2}[:.]\\d{2}.{0,200}<[^<>\\s]+@[^<>\\s]+>|\\d{1,2}[:.]\\d{2}.{0,60}(?:19|20)\\d{2}.{0,200}<[^<>\\s]+@[^<>\\s]+>",
  ],
  [
    "",
    "wrote|escribió|ha scritto|schrieb|a écrit|escreveu|schreef|napisał\\(?a?\\)?|skrev.{0,200}|kirjoitti|napsal\\(?a?\\)?|написала?|пишет|yazdı|şunları yazdı|写道|寫道|书写|작성|님이 작성|のメッセージ|wrote on .{4,80}|a scris|έγραψε|đã viết|menulis|كتب|כתב",
  ],
];

const pairs = attributions.map(([opening, ending]) => ({
  opening: new RegExp(opening === "" ? "^[^\\s>]" : `^(?:${opening})[\\s,:]`, "iu"),
  isOpened: opening !== "",
  whole: new RegExp(`(?:${ending})\\s*[:：]\\s*$`, "iu"),
}));

const mostAttributionLines = 4;
const longestAttribution = 450;

/** How many lines from `at` are an attribution; 0 when none begins there. */
export function attributionLines(lines: readonly string[], at: number): number {
  const first = lines[at]?.trim() ?? "";
  if (first === "" || first.length > longestAttribution) return 0;
  const candidates = pairs.filter(({ opening }) => opening.test(first.replace(/^-{2,}\s*/, "")));
  let joined = "";
  for (let count = 1; count <= mostAttributionLines; count++) {
    const line = lines[at + count - 1]?.trim() ?? "";
    // Gmail breaks the line inside "<address>:", which looks like a mark of quotation.
    const isBrokenAddress = /^>.{0,40}[:：]$/.test(line) && joined.includes("<") && !joined.includes(">");
    if (line === "" || (line.startsWith(">") && !isBrokenAddress)) return 0;
    joined = `${joined} ${line}`.trim();
    if (joined.length > longestAttribution) return 0;
    // Zoho puts it between dashes, some leave the colon out.
    const plain = joined.replace(/^-{2,}\s*/, "").replace(/\s*-{2,}$/, "");
    const ended = /\bwrote$/i.test(plain) && /@/.test(plain) ? `${plain}:` : plain;
    const found = saysWhen(ended) ? candidates.find(({ whole }) => whole.test(ended)) : undefined;
    if (found) return !found.isOpened && isStartedLater(lines, at, count) ? 0 : count;
  }
  return 0;
}

/** A year or a time of day, and a name: without them "On average he wrote:" is a sentence. */
function saysWhen(joined: string): boolean {
  return /\d/.test(joined) && (/[@<(]/.test(joined) || /\d{1,4}[-/.: ]\d{1,2}|\b(?:19|20)\d{2}\b/.test(joined));
}

/** True when the lines above the attribution are the writer's own last words. */
function isStartedLater(lines: readonly string[], at: number, count: number): boolean {
  for (let skip = 1; skip < count; skip++) if (attributionLines(lines, at + skip) === count - skip) return true;
  return false;
}

const originals = [
  "original message",
  "original appointment",
  "mensaje original",
  "messaggio originale",
  "message d['’ ]origine",
  "message original",
  "original[- ]?nachricht",
  "urspr[üu]ngliche (?:nachricht|mail)",
  "mensagem original",
  "oorspronkelijk(?: e-mail)? ?bericht",
  "oprindelig (?:besked|meddelelse)",
  "ursprungligt meddelande",
  "originalmeddelande",
  "opprinnelig melding",
  "alkuperäinen viesti",
  "původní (?:zpráva|e-mail)",
  "(?:wiadomość oryginalna|oryginalna wiadomość)",
  "(?:исходное|оригинальное) сообщение",
  "eredeti üzenet",
  "mesaj original",
  "orijinal (?:mesaj|ileti)",
  "原始邮件",
  "原始郵件",
  "元のメッセージ",
  "원본 메(?:일|시지)",
  "reply message",
  "antwort nachricht",
];
const separator = new RegExp(
  `^[\\s>]*(?:[-_=*—–]{2,}\\s*(?:${originals.join("|")})\\s*:?\\s*[-_=*—–]{2,}|(?:${originals.join("|")})\\s*:?\\s*[-_=—–]{3,})\\s*$`,
  "iu",
);

/** `-----Original Message-----` and its like. Not a forward's: what is forwarded is meant to be read. */
export function isSeparator(line: string): boolean {
  return line.length < 200 && separator.test(line);
}

const forwards =
  "forwarded message|begin forwarded message|weitergeleitete nachricht|mensaje reenviado|inicio del mensaje reenviado|messaggio inoltrato|inizio messaggio inoltrato|message transféré|début du message (?:réexpédié|transféré)|mensagem encaminhada|doorgestuurd bericht|пересылаемое сообщение|转发的邮件|轉寄郵件|転送されたメッセージ";
const forward = new RegExp(`^[\\s>]*(?:-{2,}\\s*)?(?:${forwards})\\s*:?\\s*(?:-{2,})?\\s*$`, "iu");

/** `---------- Forwarded message ---------`: what follows was sent on to be read. */
export function isForwardMark(line: string): boolean {
  return line.length < 120 && forward.test(line);
}

const fromLabels =
  "from|de|von|da|van|fr[åa]n|fra|od|lähettäjä|feladó|de la|от(?: кого)?|від|kimden|gönderen|发件人|寄件者|差出人|보낸 사람|expéditeur|remitente|mittente|absender|afzender|avsender|från|από|מאת|من";
const otherLabels =
  "sent|date|to|cc|bcc|subject|reply-to|importance|enviad[oa](?: el| em| :)?|fecha|para|asunto|inviato|data|a|oggetto|gesendet(?: am)?|datum|an|betreff|envoyé(?: le| par)?|à|objet|copie à|sujet|message du|verzonden|verstuurd|aan|onderwerp|skickat|till|ämne|sendt|til|emne|dato|wysłano|do|temat|dw|odesláno|komu|předmět|lähetetty|vastaanottaja|aihe|päivämäärä|отправлено|дата|кому|тема|копия|надіслано|gönderildi|gönderme tarihi|tarih|kime|konu|elküldve|dátum|címzett|tárgy|trimis|către|subiect|assunto|enviada em|发送时间|发送日期|日期|收件人|主题|抄送|寄件日期|收件者|主旨|送信日時|日時|宛先|件名|보낸 날짜|받는 사람|제목|날짜|στάλθηκε|προς|θέμα|נשלח|אל|נושא";
const fromLine = new RegExp(`^[\\s*_>]*(?:${fromLabels})[*_]*\\s?[*_]*[:：][*_]*\\s*\\S`, "iu");
const headerLine = new RegExp(`^[\\s*_>]*(?:${otherLabels}|${fromLabels})[*_]*\\s?[*_]*[:：]`, "iu");

/** True when a block like "From: … Sent: … To: … Subject: …" begins here. */
export function isHeaderBlock(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? "";
  if (line.length > 500 || !headerLine.test(line)) return false;
  const block: string[] = [];
  for (let i = at; i < Math.min(at + 10, lines.length); i++) {
    const next = lines[i] ?? "";
    if (next.trim() === "" && block.length > 0 && !headerLine.test(lines[i + 1] ?? "")) break;
    if (next.trim() !== "") block.push(next.slice(0, 500));
  }
  const labelled = block.filter((each) => headerLine.test(each)).length;
  return block.some((each) => fromLine.test(each)) && labelled >= 3 && labelled * 2 >= block.length;
}

/** A line of dashes or underscores that Outlook, lists and signatures put above themselves. */
export function isRule(line: string): boolean {
  return /^\s*(?:_{2,}|-{5,}|={4,}|\*{5,}|—{3,})\s*$/.test(line.slice(0, 200));
}

const sentFrom =
  /^\s*(?:sent (?:from|with|via|by)|enviado (?:desde|con)|inviato (?:da|con)|gesendet (?:von|mit)|von meinem .{2,30} gesendet|envoyé (?:de|depuis|avec|à partir)|verzonden (?:vanaf|met)|verstuurd vanaf|enviad[oa] (?:do|a partir)|get outlook for|obtener outlook|outlook für|télécharge[rz] outlook|ottieni outlook|skickat från|sendt fra|wysłane z|отправлено (?:с|из)|iphoneから送信|发自我的|從我的).{0,100}$/iu;

/** `Sent from my iPhone` and its like, alone on its line. */
export function isSentFrom(line: string): boolean {
  return line.length < 160 && sentFrom.test(line);
}

/** The separator of a signature: two dashes, and on old systems a space after them. */
export function isSignatureMark(line: string): boolean {
  return /^\s*--\s*$/.test(line);
}
