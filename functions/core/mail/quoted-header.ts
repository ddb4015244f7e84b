// What stands above a quote besides an attribution: the header block that Outlook copies, separators, helpdesks' "reply above
// this line", and the marks of a forward. Words only; `quote.ts` decides what is folded.
import { isQuoted } from "./quote-mark.ts";

const originals = [
  "original(?: (?:message|mail|e-?mail))?",
  "original appointment",
  "(?:reply|quoted|previous) message",
  "mensaje original",
  "(?:mensaje|correo) (?:anterior|citado)",
  "missatge original",
  "messaggio (?:originale|precedente)",
  "message d['’´` ]?\\s?origine",
  "message (?:original|initial|précédent)",
  "original[- ]?nachricht",
  "urspr(?:[üu]ngliche|ue?ngliche|\\.) (?:nachricht|mail|e-mail)",
  "urspr[üu]nglicher termin",
  "(?:antwort nachricht|zitierte nachricht)",
  "mensagem (?:original|anterior)",
  "oorspronkelijk(?:e)? ?(?:e-mail|e-?mail)?[- ]?(?:bericht|afspraak)?",
  "origineel bericht",
  "oprindelig (?:besked|meddelelse|mail)",
  "original(?:t)? meddelande",
  "ursprungligt meddelande",
  "originalmeddelande",
  "opprinnelig (?:melding|e-post)",
  "alkuperäinen viesti",
  "původní (?:zpráva|e-?mail)",
  "pôvodná správa",
  "(?:wiadomość oryginalna|oryginalna wiadomość|wiadomość pierwotna)",
  "(?:исходное|оригинальное|первоначальное) (?:сообщение|письмо)",
  "(?:початкове|оригінальне|вихідне) повідомлення",
  "eredeti üzenet",
  "mesaj(?:ul)? original",
  "(?:orijinal|özgün|asıl) (?:mesaj|ileti)",
  "αρχικό μήνυμα",
  "原始?(?:邮件|郵件|信件)",
  "原始邮件信息",
  "回复的?(?:原)?邮件",
  "元のメッセージ",
  "(?:원본|원래) ?(?:메(?:일|시지))",
  "الرسالة الأصلية",
  "ההודעה המקורית|הודעה מקורית",
  "tin nhắn gốc|thư gốc",
  "pesan asli",
  "ข้อความต้นฉบับ",
  "оригинално съобщение|izvirno sporočilo|izvorna poruka|originalna poruka",
];
const original = originals.join("|");
const separator = new RegExp(
  `^[\\s>]*(?:[\\p{Pd}_=*]{2,}\\s*(?:${original})\\s*:?\\s*[\\p{Pd}_=*]{2,}|(?:${original})\\s*:?\\s*[\\p{Pd}_=]{3,}|[\\p{Pd}_=]{4,}\\s*(?:${original})\\s*:?)\\s*$`,
  "iu",
);

/** `-----Original Message-----` and its like. Not a forward's: what is forwarded is meant to be read. */
export function isSeparator(line: string): boolean {
  return line.length < 200 && separator.test(line);
}

const forwards =
  "forwarded (?:message|mail|email)(?: (?:from|follows).{0,80})?|begin forwarded message|forwarded by .{1,60}|(?:(?:anfang der )?weitergeleitete|weitergeleitete) (?:nachricht|e-?mail)|(?:inicio del )?mensaje reenviado|missatge reenviat|(?:inizio (?:del )?)?messaggio inoltrato|(?:début du )?message (?:réexpédié|transféré|transmis)|(?:início da )?mensagem (?:encaminhada|reencaminhada)|(?:begin )?doorgestuurd(?:e)? (?:bericht|e-?mail)|(?:start )?vidarebefordrat (?:meddelande|brev)|videresendt (?:besked|meddelelse|melding|e-post)|(?:start på )?videresendt .{3,12}|välitetty viesti|wiadomość przekazana|przekazana wiadomość|(?:začátek )?přeposlan(?:á zpráva|ý e-?mail)|preposlaná správa|továbbított (?:üzenet|levél)|mesaj redirecționat|προωθημένο μήνυμα|iletilen (?:mesaj|ileti)|(?:начало )?(?:пересылаемо[ег]о?|пересланное) (?:сообщени[ея]|письмо)|переслане повідомлення|转发的?(?:邮件|消息|信息)|轉寄的?(?:郵件|信件)|以下是转发的邮件|転送(?:された|する)?(?:メッセージ|メール)|전달된 메(?:일|시지)|الرسالة المعاد توجيهها|رسالة معاد توجيهها|הודעה שהועברה|thư được chuyển tiếp|pesan terusan|pesan yang diteruskan|ข้อความที่ส่งต่อ";
const forward = new RegExp(`^[\\s>]*(?:[\\p{Pd}_=]{2,}\\s*)?(?:${forwards})\\s*[:：]?\\s*(?:[\\p{Pd}_=]{2,})?\\s*$`, "iu");

/** `---------- Forwarded message ---------`: what follows was sent on to be read. */
export function isForwardMark(line: string): boolean {
  return line.length < 160 && forward.test(line);
}

const above =
  "(?:do not|don't|nothing) .{0,30}below (?:this|the) line|nicht unterhalb dieser (?:zeile|linie)|no (?:escriba|responda) .{0,20}debajo de esta línea|above (?:this|the) (?:line|text)|above here|oberhalb dieser (?:zeile|linie)|über diese[rn]? (?:zeile|linie)|por encima de esta línea|encima de esta línea|arriba de esta línea|acima d?esta linha|au-dessus de cette ligne|sopra (?:a )?questa (?:riga|linea)|boven deze (?:regel|lijn)|over denne linj?e[n]?|ovanför (?:den här|denna) (?:linjen?|raden?)|ovenfor denne linj?en?|tämän rivin yläpuolelle|(?:po)?nad (?:tą|tej) lini[ąi]|powyżej tej linii|nad (?:tento|tímto|tímto) řád\\S+|выше этой (?:строки|линии|черты)|вище (?:цього|цієї) рядк\\S+|bu satırın üstüne|deasupra acestei linii|πάνω από αυτή τη γραμμή|e sor fölé|在此(?:行|线)(?:之)?上方?|この(?:行|線)より上|이 (?:줄|선) 위에|فوق هذا السطر|מעל שורה זו|di atas baris ini|phía trên dòng này";
const aboveLine = new RegExp(above, "iu");

/** `##- Please type your reply above this line -##`, which helpdesks put on top of what they send. */
export function isReplyAbove(line: string): boolean {
  if (line.length > 200 || !aboveLine.test(line)) return false;
  return (
    /^[\s>]*[\p{Pd}#=_*~]{2,}/u.test(line) ||
    /^[\s>]*(?:please )?(?:type|write|enter|add) your (?:reply|response|answer) above this line\W*$/i.test(line)
  );
}

const fromLabels =
  "from|de|von|da|van|fr[åa]n|fra|od|odesílatel|odosielateľ|lähettäjä|feladó|de la|expeditor|от(?: кого)?|отправитель|від(?: кого)?|kimden|gönderen|发件人|寄件者|寄件人|差出人|送信者|보낸 ?사람|발신|expéditeur|remitente|mittente|absender|afzender|avsender|afsender|от|από|מאת|من|từ|người gửi|dari|pengirim|จาก|gesendet von|posiljatelj|šalje|nuo|saatja|frá|از";
/** When a mail was sent. Only mails are; a date can be anything's. */
const sentLabels =
  "sent|sent on|message du|enviad[oa](?: el| em|)|enviat(?: el)?|inviato(?: il)?|gesendet(?: am)?|envoyé(?: le)?|verzonden(?: op)?|verstuurd|skickat|sendt|wysłano|odesláno|odoslané|lähetetty|отправлено|надіслано|gönderildi|gönderme tarihi|elküldve|küldve|trimis|发送时间|发送日期|寄件日期|傳送時間|送信日時|보낸 ?날짜|στάλθηκε|נשלח|تاريخ الإرسال|تم الإرسال|أُرسلت|đã gửi|dikirim|terkirim|ส่ง(?:เมื่อ)?|poslano|poslato|datum slanja|изпратено|išsiųsta|saatmisaeg|ارسال شده";
const dateLabels =
  "date|fecha|data|datum|dato|dátum|päivämäärä|дата|tarih|日期|时间|時間|日時|日付|날짜|받은 날짜|ημερομηνία|תאריך|التاريخ|ngày|ngày gửi|tanggal|วันที่";
const subjectLabels =
  "subject|asunto|assumpte|assunto|oggetto|betreff|objet|sujet|onderwerp|ämne|emne|temat|předmět|predmet|aihe|тема|konu|tárgy|subiect|主题|主旨|件名|제목|θέμα|נושא|الموضوع|chủ đề|tiêu đề|perihal|subjek|judul|เรื่อง|หัวข้อ|zadeva|относно|teema|efni|موضوع";
const toLabels =
  "to|para|pour|a|al|an|à|aan|till|til|do|komu|vastaanottaja|кому|kime|kimlere|címzett|către|收件人|收件者|宛先|받는 ?사람|수신|προς|אל|إلى|الى|đến|tới|người nhận|kepada|untuk|ถึง|per a|za|prima|до|kam|adressaat|به";
const ccLabels =
  "cc|kopie|copie à|cópia|kopia|kopi|dw|kópia|kopio|копия|копія|bilgi|másolatot kap|抄送|副本|참조|κοιν\\.?|κοινοποίηση|עותק|نسخة|สำเนา";
const otherLabels =
  "bcc|reply-to|reply to|importance|priority|attachments|antwort an|anlagen|anhänge|wichtigkeit|importancia|importância|datos adjuntos|anexos|priorità|allegati|pièces jointes|bijlagen|urgentie|ważność|załączniki|udw|重要性|重要度|附件|添付ファイル|organization|x-mailer";
/** What terminal programs copy besides: only below a header that is known to be one. */
const rawLabels = "user-agent|organisation|x-[\\w-]+|message-id|in-reply-to|references|mime-version|content-[\\w-]+";
const label = (words: string): RegExp => new RegExp(`^[\\s*_>|]*(?:${words})[*_]*\\s?[*_]*[:：]`, "iu");
const fromLine = label(fromLabels);
const dateLine = label(`${sentLabels}|${dateLabels}`);
const sentLine = label(sentLabels);
const subjectLine = label(subjectLabels);
const headerLine = label(`${toLabels}|${ccLabels}|${otherLabels}|${subjectLabels}|${sentLabels}|${dateLabels}|${fromLabels}`);
const formLabel = label(
  "name|your name|full name|phone|tel\\.?|telephone|(?:your )?message(?: body| text)?|e-?mail|address|company|order(?: number)?|comments?|question|nombre|apellidos?|tel[eé]fono|mensaje|correo|direcci[óo]n|empresa|pedido|nome|cognome|messaggio|indirizzo|azienda|ordine|telefon|nachricht|firma|adresse|bestellung|nom|pr[ée]nom|t[ée]l[ée]phone|soci[ée]t[ée]|commande|naam|telefoon|bericht|mensagem|telefone|time|place|location|venue",
);
const longestBlock = 14;

export interface HeaderField {
  readonly name: "from" | "date" | "subject" | "to" | "cc" | "other";
  readonly value: string;
}

const fieldLines = [
  ["from", fromLine],
  ["date", dateLine],
  ["subject", subjectLine],
  ["to", label(toLabels)],
  ["cc", label(ccLabels)],
  ["other", label(`${otherLabels}|${rawLabels}`)],
] as const;

/** What a line of such a block says; undefined when it begins with none of the labels. */
export function headerFieldOf(line: string): HeaderField | undefined {
  for (const [name, pattern] of fieldLines) {
    const [labelled] = pattern.exec(line) ?? [];
    // The stars of a bold label: `*From:* Ana`.
    if (labelled !== undefined)
      return {
        name,
        value: line
          .slice(labelled.length)
          .replace(/^[*_\s]+/, "")
          .trim(),
      };
  }
  return undefined;
}

/** How many lines a block like "From: … Sent: … To: … Subject: …" takes that begins here; 0 when none does. */
export function headerBlockLines(lines: readonly string[], at: number): number {
  const line = lines[at] ?? "";
  if (line.length > 500 || !headerLine.test(line)) return 0;
  const { block, end } = blockFrom(lines, at);
  return isHeader(block) && !isFormBelow(lines, end) ? end - at : 0;
}

function isHeader(block: readonly string[]): boolean {
  // "Phone:", "Message:": a form that somebody filled in, not the header of a mail.
  if (block.some((each) => formLabel.test(each))) return false;
  const labelled = block.filter((each) => headerLine.test(each));
  const date = block.find((each) => dateLine.test(each));
  const hasAddress = labelled.some((each) => each !== date && /\S@\S+\.\S/.test(each));
  if (labelled.length >= 3) {
    // Journeys too have a from, a to and a date.
    const isMail = hasAddress || block.some((each) => sentLine.test(each)) || isSentAtATime(block, date);
    return isMail && block.some(isFromLine) && labelled.length * 2 >= block.length && hasValues(block);
  }
  // Two labels only when nothing else can be meant: an address, and a day with its time.
  return labelled.length === 2 && block.length <= 3 && date !== undefined && hasAddress && isDayAndTime(date);
}

/** A letter's or a booking's head has a subject, too; only a mail's says the minute, and from whom. */
function isSentAtATime(block: readonly string[], date: string | undefined): boolean {
  const isMinute =
    date !== undefined && /(?<![\p{Nd}./-])\p{Nd}{1,2}\s?[:.h時点시时]\s?\p{Nd}{2}(?!\p{Nd}|[./-]\p{Nd})/iu.test(date);
  const from = block.find((each) => fromLine.test(each))?.replace(fromLine, "") ?? "";
  return isMinute && /\p{L}/u.test(from) && block.some((each) => subjectLine.test(each));
}

/** "Message Body:" below the header: a form on a web site, whose words are the mail. */
function isFormBelow(lines: readonly string[], end: number): boolean {
  let at = end;
  while (at < end + 3 && lines[at]?.trim() === "") at++;
  const line = (lines[at] ?? "").slice(0, 100);
  return formLabel.test(line) && /[:：]\s*[*_]*\s*$/u.test(line);
}

/** Mail programs write their labels with a capital; settings and code do not. */
function isFromLine(line: string): boolean {
  return fromLine.test(line) && !/^[\s*_>|]*[a-z]/.test(line);
}

/** The labelled lines and those into which they were wrapped; blank lines may part them. */
function blockFrom(lines: readonly string[], at: number): { block: string[]; end: number } {
  const block: string[] = [];
  let end = at;
  for (; end < Math.min(at + longestBlock, lines.length); end++) {
    const next = lines[end] ?? "";
    // Marks begin below the header of a mail that is quoted with them.
    if (isQuoted(next) && !isQuoted(lines[at])) break;
    if (next.trim() !== "") block.push(next.slice(0, 500));
    else if (block.length > 0 && !headerLine.test(lines[end + 1] ?? "")) break;
  }
  // What follows the last label without a blank line is what the mail says.
  const last = block.findLastIndex((each) => headerLine.test(each));
  return { block: block.slice(0, last + 1), end };
}

/** Somewhere in the block stands more than labels. */
function hasValues(block: readonly string[]): boolean {
  return block.some((each) => !/[:：]\s*[*_]*\s*$/u.test(each));
}

function isDayAndTime(date: string): boolean {
  return /(?:19|20)\d{2}|\d{1,2}[./-]\d{1,2}[./-]\d{2}/.test(date) && /\d{1,2}[:.h]\d{2}/.test(date);
}

/** A line of dashes or underscores that Outlook, lists and signatures put above themselves. */
export function isRule(line: string): boolean {
  return /^\s*(?:_{2,}|-{5,}|={4,}|\*{5,}|—{3,}|─{3,})\s*$/.test(line.slice(0, 200));
}
