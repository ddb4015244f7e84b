// What mail programs put before the subject of the mail they answer by themselves, or tell about, in the languages people use.

/** True for what no person writes at the beginning of a subject: `Automatic reply: …`, never behind a `Re:`. */
export function startsWithAutomaticMark(subject: string): boolean {
  return automaticMark(subject) !== undefined;
}

export function automaticMark(subject: string): string | undefined {
  return marks.exec(subject.slice(0, 200))?.[0]?.trim();
}

/** What stands behind `Read: …`, `Gelesen: …`: half of what makes a receipt; its text is the other. */
export function receiptSubject(subject: string): string | undefined {
  const mark = receipts.exec(subject)?.[0];
  return mark === undefined ? undefined : subject.slice(mark.length).trim();
}

// No word by which people report an absence of their own: schools and employers get mail under "Frånvaro: Kalle". With a colon, a dash or nothing after it. The shorter a phrase, the likelier a person writes it: those need the colon.
const marks = new RegExp(
  `^\\s*\\[?(?:(?:${[
    "auto(?:matic|mated|matical)?[ -]?(?:reply|response|answer|email reply)",
    "autoreply",
    "auto-?responder",
    "autorespuesta",
    "vacation (?:reply|response|message|notice)",
    "(?:i am |i'm )?(?:currently )?out of (?:the )?office(?: (?:auto-?(?:reply|response)|reply|message|notification|response|notice|assistant))?",
    "away from (?:the |my )?office(?: (?:message|notice))?",
    "automati(?:sche|sk) (?:antwort|svar|beantwortung|rückmeldung)",
    "abwesenheits(?:notiz|nachricht|agent|assistent|benachrichtigung)",
    "abwesend",
    "au(?:ß|ss)er haus",
    "urlaubs(?:notiz|benachrichtigung)",
    "respuesta (?:autom[aá]tica|de ausencia)",
    "mensaje (?:autom[aá]tico )?de ausencia",
    "fuera de (?:la )?oficina",
    "risposta (?:automatica|automatizzata)",
    "(?:messaggio di )?assenza (?:dall.ufficio|temporanea)",
    "fuori (?:sede|ufficio)",
    "r[eé]ponse automatique(?: d.absence)?",
    "message d.absence",
    "absen(?:ce|t) (?:du|de|au) bureau",
    "resposta autom[aáà]tica",
    "(?:mensagem de )?aus[eê]ncia (?:temporal|tempor[aá]ria|do escrit[oó]rio)",
    "fora do escrit[oó]rio",
    "automatisch(?:e)? (?:antwoord|beantwoording|reactie)",
    "afwezigheids(?:bericht|assistent)",
    "automatiskt? svar",
    "autosvar",
    "frånvaromeddelande",
    "fraværs?(?:besked|assistent)",
    "automaattinen (?:vastaus|poissaolo(?:viesti|vastaus)?)",
    "poissaoloviesti",
    "automatick[aá] odpov[eě][dď]",
    "mimo kancelář",
    "odpowied[zź] automatyczna",
    "automatyczna odpowied[zź]",
    "automatikus v[aá]lasz",
    "r[aă]spuns automat",
    "otomatik (?:yan[ıi]t|cevap)|avtomatik cavab",
    "automatski odgovor|samodejni odgovor",
    "automatinis atsakymas|automātisk[aā] atbilde|automaatvastus|automaatne vastus",
    "sjálfvirkt svar|erantzun automatikoa",
    "autoodpowied[zź]",
    "(?:thư )?trả lời tự động|balasan otomatis|jawapan automatik",
    "аутоматски одговор|автоматски одговор|автоматты жауап",
    "स्वचालित (?:उत्तर|प्रत्युत्तर|जवाब)|پاسخ خودکار",
    "αυτόματη απάντηση",
    "автоответ(?:чик)?",
    "автоматич[а-яії]+ (?:ответ|відповідь)",
    "автоматичен отговор",
    "רענון אוטומטי|מענה אוטומטי|תשובה אוטומטית",
    "رد تلقائي",
    "自動返信|自動応答|自動回覆|自動回復",
    "自动回复|自动答复",
    "외부 부재중|부재중 (?:자동 )?(?:응답|회신)|자동 (?:응답|회신)",
    "ตอบกลับอัตโนมัติ|การตอบกลับอัตโนมัติ",
  ].join(
    "|",
  )})\\s*\\]?\\s*(?:[:：]|$|[-–—] )|auto ?[:：] ?(?:re|aw|sv|fw|fwd|antw)\\b|auto ?[:：] .{1,80}? (?:is (?:out of|away from) the office|ist (?:außer haus|nicht im (?:büro|haus))|est absente?|est en dehors du bureau|è (?:fuori (?:ufficio|sede)|assente)|est[aá] (?:ausente|fuera de la oficina|fora do escritório)|is (?:afwezig|niet op kantoor)|är inte på kontoret|jest poza biurem)(?!\\p{L})|ooo ?[:：])`,
  "iu",
);

const receipts = new RegExp(
  `^\\s*(?:${[
    "read(?: receipt)?|not read|return receipt(?: \\(displayed\\))?|disposition notification",
    "gelesen|ungelesen gelöscht|lesebestätigung|empfangsbestätigung",
    "le[ií]do|confirmaci[oó]n de lectura",
    "letto|conferma di lettura|ricevuta di ritorno",
    "lu|accus[eé] de (?:r[eé]ception|lecture)|confirmation de lecture",
    "lida?|confirma[cç][aã]o de leitura",
    "gelezen|leesbevestiging",
    "läst|læst|lest|luettu|ulæst|olest|oläst",
    "citit|llegit|pročitano|прочитан[оа]?|loetud|skaityta|διαβάστηκε|elolvasva|đã đọc|dibaca",
    "niet gelezen|non lu|no le[ií]do|non letto|não lida?|nieprzeczytane|nepřečteno|не прочитано|未讀|未读|未読|נקרא",
    "přečteno|przeczytane|olvasott|прочитано|прочтено|已读|已讀|開封済み|開封確認|읽음|okundu",
  ].join("|")})\\s?[:：]`,
  "iu",
);
