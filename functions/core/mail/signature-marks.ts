// Marks of a signature and of the footers that programs, lists and virus scanners put below a mail. Words only; `quote.ts`
// decides what is folded.

/** The separator of a signature: two dashes, and on old systems a space after them. One long dash is a dash. */
export function isSignatureMark(line: string): boolean {
  return /^\s*(?:--|––)\s*$/.test(line);
}

/** A line of dashes or underscores above a list's or a scanner's footer. */
export function isFooterRule(line: string): boolean {
  return /^\s*(?:_{2,}|-{3,}|—{3,}|\*{5,}|={5,})\s*$/.test(line.slice(0, 200));
}

const longestLine = 200;

/**
 * Nothing in the lines below a mark reads as if somebody wrote it for this mail. After the mark of RFC 3676 section 4.3, with
 * its space, even a slogan that asks something does not; below bare dashes, which people also draw between paragraphs, no
 * sentence may stand, and no blank line right below them.
 */
export function isSignatureText(mark: string, lines: readonly string[]): boolean {
  if (asksBelow(lines)) return false;
  if (mark.startsWith("-- ")) return lines.every((line) => line.length <= longestLine || isFooterSentence(line));
  return lines[0]?.trim() !== "" && lines.every((line) => !isSentence(line) || isFooterSentence(line));
}

/** A postscript, or a long question in a paragraph of its own: somebody wrote on below the signature. */
export function asksBelow(lines: readonly string[]): boolean {
  return lines.some((line, at) => isPostscript(line) || (lines[at - 1]?.trim() === "" && isLongQuestion(line)));
}

/** Words of this mail, whatever the box in which they were typed. */
export function isPostscript(line: string): boolean {
  return /^\s*(?:P\.\s?S\.|PS|P\.\s?D\.|PD|P\.\s?P\.\s?S\.|N\.\s?B\.|NB|П\.\s?С\.|ПС|З\.?Ы\.?)\s?(?:[:：;,\p{Pd}]|(?<=\.)\s*\p{L})/iu.test(
    line,
  );
}

/** Slogans ask, too, but in few words. */
export function isLongQuestion(line: string): boolean {
  return /[?？؟]\s*$/u.test(line) && line.trim().split(/\s+/).length >= 8 && !isFooterSentence(line);
}

function isSentence(line: string): boolean {
  return line.length > 120 || /[?？؟]\s*$/u.test(line) || line.trim().split(/\s+/).length >= 10;
}

function isFooterSentence(line: string): boolean {
  return disclaimer.test(line.slice(0, 4000)) || lists.test(line.slice(0, 4000)) || isSentFrom(line);
}

const lists =
  /mailing.?list|unsubscribe|listinfo|list archives?|google groups|groups\.google|abmelden|desuscribir|darse de baja|désabonner|désinscri|disiscriver|cancellarsi|отписаться|avast|virus-?free|virenfrei|sin virus|antivirus|checked for virus|auf viren/iu;

/** The lines below a rule are a list's or a virus scanner's, not the writer's. */
export function isFooterText(lines: readonly string[]): boolean {
  const words = lines.filter((line) => line.trim() !== "");
  // "Please unsubscribe me" is a wish; a footer names its list, or tells where to go.
  const isNotice = words.some((line) => /https?:|www\.|\S@\S/i.test(line)) || words.every(isBrief);
  return words.length <= 8 && isNotice && words.some((line) => lists.test(line)) && !words.some((line) => line.endsWith("?"));
}

function isBrief(line: string): boolean {
  return line.trim().split(/\s+/).length <= 4 && !/please/i.test(line);
}

const disclaimer =
  /confidential|privileged|intended (?:recipient|solely|only)|disclaimer|vertraulich|confidenci|riservat|confidentiel|vertrouwelijk|poufn|důvěrn|luottamuksell|fortrolig|konfidentiell|конфиденциальн|gizli|机密|機密|environment before printing|before printing|virus/iu;

const beginsDisclaimer =
  /^[\s*_"]*(?:this (?:e-?mail|message|communication|transmission)|the (?:information|contents?)|disclaimer|confidential|notice|please consider|diese (?:e-?mail|nachricht)|este (?:mensaje|correo|e-?mail|email)|esta (?:mensagem|comunicación)|ce (?:message|courriel|mail)|questo messaggio|la presente|il presente|dit (?:bericht|e-?mail)|denna |denne )/iu;

/** A company's legal words, as servers put them below every mail. */
export function isDisclaimer(line: string): boolean {
  return line.length > 60 && !/[?？]\s*$/u.test(line) && beginsDisclaimer.test(line) && disclaimer.test(line.slice(0, 4000));
}

const scanner = /\b(?:avast|avg|mcafee|norton|kaspersky|eset)\b/iu;

const sentBy = [
  "(?:this (?:e-?mail|message) was )?sent (?:securely )?(?:from|with|via|by|using|through)",
  "get outlook for|get yahoo mail|yahoo mail:",
  "secured with tuta|sent with tuta",
  "enviado (?:desde|con|por|mediante)|enviat (?:des de|amb)|obtener outlook|descargar outlook",
  "enviad[oa] (?:do|da|a partir|pelo|pela|via|com|através)|obter o outlook|baixe o outlook",
  "envoyé (?:de|d'|depuis|avec|à partir|via|par)|télécharge[rz] outlook|obtenez outlook|obtenir outlook",
  "inviat[oa] (?:da|dal|dall'|con|tramite|mediante)|ottieni outlook|scarica outlook",
  "gesendet (?:von|mit|über|aus|via)|von (?:meine[mr]|outlook) .{2,50}gesendet|diese (?:nachricht|e-?mail|mail) wurde (?:von|mit) |holen sie sich outlook|hol dir outlook|outlook für .{3,20}(?:herunterladen|beziehen)",
  "(?:verzonden|verstuurd|gestuurd|verzonden) (?:vanaf|van|met|via|door)|outlook voor .{3,20} (?:downloaden|ophalen)|download outlook",
  "wysłan[eoay] (?:z|ze|za|przy|od)|pobierz (?:program |aplikację )?outlook",
  "odesl[áa]no? (?:z|ze|pomocí|přes)|odesláno|získat outlook|stáhnout outlook",
  "odoslané (?:z|zo|pomocou|cez)|získajte outlook",
  "sendt (?:fra|via|med)|hent outlook|få outlook|skaff(?: deg)? outlook|last ned outlook",
  "(?:skickat|skickades|sänt) (?:från|med|via)|hämta outlook|skaffa outlook",
  "lähetetty \\S+|hanki outlook|lataa outlook",
  "(?:el)?küldve .{2,40}|.{2,40}(?:ról|ről|ból|ből|omról|emről) küldve|(?:az )?outlook .{0,20}beszerzése",
  "trimis (?:de pe|din|de la|cu|prin)|obțineți outlook|descărcați outlook",
  "(?:εστάλη|στάλθηκε|απεστάλη) από|αποκτήστε το outlook|λήψη του outlook",
  ".{2,40}(?:dan|den|tan|ten|ımdan|umdan|imden)\\s+gönderildi|gönderildi:|outlook.u edinin|(?:ios|android) için outlook",
  "отправлено (?:с|со|из|через|от)|получить outlook|скачать outlook",
  "(?:надіслано|відправлено|надіслане) (?:з|із|зі|через|від)|отримати outlook|завантажити outlook",
  ".{2,40}(?:から|より)送信(?:されました|しました)?|.{0,20}outlook.{0,20}(?:入手|ダウンロード).{0,10}",
  "发自|来自我的|由我的|从我的|從我的|發自|傳送自|寄自|.{0,10}(?:获取|下载|取得|下載).{0,12}outlook",
  ".{2,40}에서 (?:보냄|발송|보낸|전송).{0,10}|.{0,20}outlook.{0,10}(?:다운로드|받기)",
  "(?:أرسلت|أُرسلت|تم الإرسال|مرسل|أرسل|مُرسل)(?: من)?|الحصول على outlook",
  "נשלח (?:מ|באמצעות|ב)|(?:קבל|קבלת|הורד) (?:את )?outlook",
  "(?:được |đã )?gửi từ|tải outlook|tải xuống outlook",
  "(?:dikirim|terkirim) (?:dari|melalui)|dapatkan outlook",
  "ส่งจาก|รับ outlook|ดาวน์โหลด outlook",
  "posla(?:no|to) (?:s|sa|iz|z|z mojega) |изпратено от|išsiųsta iš|nosūtīts no|saadetud minu|dihantar (?:daripada|dari)",
  "ارسال شده از|.{2,40} से भेजा गया|네이버 메일",
].join("|");
const sentFrom = new RegExp(`^[\\s*_([<«"]*(?:${sentBy})`, "iu");

// What they are sent from. "Sent from my desk, much easier than my phone." and "Sent by mail on Monday." are sentences.
const products =
  /i-?phon|i-?pad|i-?pod|android|samsung|galaxy|huawei|xiaomi|redmi|miui|oneplus|oppo|pixel|nokia|xperia|motorola|blackberry|windows|outlook|gmail|spark|superhuman|front$|airmail|typeapp|bluemail|proton|tuta|fastmail|hey$|mailspring|missive|zoho|yahoo|aol|gmx|mail\.ru|em client|thunderbird|mailbird|canary|айфон|آیفون|网易|яндекс|aka\.ms/iu;
const things =
  /mobil|m[óo]vil|celular|phone|telefon|tel[eé]fono|telefoon|t[ée]l[ée]phone|cellulare|handy|mail|tablet|device|gerät|dispositiv|appareil|smart|toestel|\bmac|surface|телефон|смартфон|мобильн|устройств|почт|手机|手機|邮箱|郵箱|郵件|邮件|스마트폰|携帯|スマートフォン|هاتف|جهاز|נייד|điện thoại|ponsel|\bhp\b|โทรศัพท์/iu;
const possessive =
  /(?<![\p{L}])(?:my|mi|meu|minha|mon|ma|mio|mia|meine[mr]?|mijn|min|mitt|moj\S*|mój|mojego|môjho|mého|meu|moje\S*|моего|моей|мого|saya|của tôi)(?![\p{L}])|我的|나의|שלי|ของฉัน|(?:ım|im|um|üm)[’']?[dt][ae]n|omról|emről|μου/iu;

/** `Sent from my iPhone` and its like, alone on its line. */
export function isSentFrom(line: string): boolean {
  if (line.length > 250 || /[?？؟]\s*$/u.test(line)) return false;
  if (scanner.test(line) && /virus|https?:\/\//iu.test(line)) return true;
  if (!sentFrom.test(line)) return false;
  const inner = line.replace(/^[\s*_([<«"]+|[\s*_)\]>»"]+$/gu, "");
  const said = inner.replace(/<[^<>]*>|\([^()]*\)|\[[^[\]]*\]\([^()]*\)/gu, " ");
  const beforeComma = (said.split(/[,，]/u)[0] ?? "").replace(/[\s.]+$/u, "");
  const words = beforeComma.trim().split(/\s+/u).length;
  if (/https?:\/\/|aka\.ms/i.test(line) && words <= 12) return true;
  const isMine = possessive.test(beforeComma);
  if (products.test(beforeComma)) return words <= (isMine ? 16 : 7);
  if (things.test(beforeComma))
    return words <= 16 && (isMine || (words <= 4 && /^[\W_]*\S+ (?:from|desde|da|vanaf|z)\s/iu.test(line)));
  // "Sent from my old address yesterday." is a sentence.
  return isMine && said === inner && !/[,，]|[.!]\s*$/u.test(line) && words <= 7;
}

/** The address of an app below its "Sent from", on a line of its own. */
export function isBareLink(line: string): boolean {
  return /^\s*[<([]?(?:https?:\/\/|#)\S+[>)\]]?\s*$/.test(line.slice(0, 600));
}

/** Nothing that a person wrote: blank, a program's footer or the rule above it. */
export function isFooterLine(line: string): boolean {
  return line.trim() === "" || isSentFrom(line) || isBareLink(line) || isFooterRule(line);
}
