// The charset of bytes that nobody labelled, or labelled falsely: by the shape that text has in each, never by a dictionary.
import iconv from "iconv-lite";
import { hasJapaneseEscape } from "./japanese-escape.ts";

/**
 * A name for bytes that are not UTF-8, or undefined when nothing speaks for more than Latin text. Looks at the first
 * kilobytes only; linear.
 */
export function detectCharset(bytes: Uint8Array): string | undefined {
  const sample = bytes.subarray(0, sampleSize);
  if (hasJapaneseEscape(sample)) return "iso-2022-jp";
  const shape = shapeOf(sample);
  // Latin text has its accents among plain letters; other scripts hardly use plain letters.
  if (shape.high < 4 || shape.high < shape.letters) return undefined;
  const eastern = eastAsianOf(sample);
  // Short Chinese names may read as Cyrillic letters; Cyrillic words never read as common Chinese ones.
  if (eastern && eastern.share >= certain) return eastern.name;
  return cyrillicOf(sample, shape) ?? eastern?.name;
}

const sampleSize = 4096;

interface Shape {
  /** Bytes from 0x80. */
  readonly high: number;
  /** Of these, those below 0xC0. */
  readonly low: number;
  /** Plain letters. */
  readonly letters: number;
}

function shapeOf(sample: Uint8Array): Shape {
  const shape = { high: 0, low: 0, letters: 0 };
  for (const byte of sample) {
    if (byte >= 0x80) shape.high++;
    else if ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a) shape.letters++;
    if (byte >= 0x80 && byte < 0xc0) shape.low++;
  }
  return shape;
}

// The ten most frequent letters make up two thirds of any Russian, Ukrainian or Bulgarian text.
const frequentCyrillic = new Set("оеаинтсрвлОЕАИНТСРВЛ");

/** Letters of windows-1251 and KOI8 lie from 0xC0 on, in another order each. */
function cyrillicOf(sample: Uint8Array, { high, low }: Shape): string | undefined {
  if (low * 5 > high) return undefined;
  const shares = ["windows-1251", "koi8-u"].map((name) => {
    const letters = [...textOf(sample, name)].filter((char) => char > "\x7f");
    return { name, share: letters.filter((char) => frequentCyrillic.has(char)).length / letters.length };
  });
  const best = shares.sort((a, b) => b.share - a.share)[0];
  return best && best.share > 0.35 ? best.name : undefined;
}

const eastAsian: readonly { name: string; isUsual: (code: number) => boolean; weight: number }[] = [
  // Kana are in every Japanese sentence; read as anything else, Japanese has none.
  { name: "cp932", isUsual: isKana, weight: 2 },
  { name: "euc-jp", isUsual: isKana, weight: 2 },
  { name: "gb18030", isUsual: (code) => commonHan.has(code), weight: 1 },
  { name: "big5", isUsual: (code) => commonHan.has(code), weight: 1 },
  // Half of all Chinese characters read as Hangul too.
  { name: "euc-kr", isUsual: (code) => code >= 0xac00 && code <= 0xd7a3, weight: 0.5 },
];

const certain = 0.6;

function eastAsianOf(sample: Uint8Array): { name: string; share: number } | undefined {
  let best: { name: string; share: number } | undefined;
  for (const { name, isUsual, weight } of eastAsian) {
    if (name === "euc-kr" && !isAllPairs(sample)) continue;
    const share = weight * usualShare(textOf(sample, name), isUsual, sample.length === sampleSize);
    if (share > (best?.share ?? 0.3)) best = { name, share };
  }
  return best;
}

function textOf(sample: Uint8Array, charset: string): string {
  return iconv.decode(Buffer.from(sample.buffer, sample.byteOffset, sample.length), charset);
}

/** True when every high byte stands beside another, as in EUC-KR; what Windows added to it is rare. */
function isAllPairs(sample: Uint8Array): boolean {
  for (let i = 0; i < sample.length; i++) {
    if ((sample[i] ?? 0) < 0x80) continue;
    if ((sample[i] ?? 0) < 0xa1 || (i + 1 < sample.length && (sample[i + 1] ?? 0) < 0xa1)) return false;
    i++;
  }
  return true;
}

/** Of the characters beyond ASCII, the part that a reader of that language meets all the time; 0 when some are unreadable. */
function usualShare(text: string, isUsual: (code: number) => boolean, isCut: boolean): number {
  let beyond = 0;
  let usual = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x80) continue;
    // The last character of a sample may be half a one.
    if (code === 0xfffd && !(isCut && i >= text.length - 2)) return 0;
    beyond++;
    if (isUsual(code)) usual++;
  }
  return beyond === 0 ? 0 : usual / beyond;
}

function isKana(code: number): boolean {
  return code >= 0x3041 && code <= 0x30fe;
}

// What most Chinese sentences and subjects are made of, simplified and traditional.
const commonHan: ReadonlySet<number> = new Set(
  [
    "的一是不了在人有我他这中大来上个国到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后小么心多天而能好都然没日于起还发成事只作当想看文无开手用主行方又如前所本见经头面公同三已老从动两长知民样现分将外但身些与高意进把法此实回二理美点月明其种声全工己话儿者向情部正名定女问力机给等几很业最间新什打便位因重被走电四第门相次东政海口使教西再平真听世气信北少关并内加化由却代军产入先山五太水万市眼体别处总才场师书比住员九笑性通目华报立马命张活难神数件安表原车白应路期叫死常提感金何更反合放做系计或司利受光王果亲界及今京务制解各任至清物台象记边共风战干接它许八特觉望直服毛林题建南度统色字请交爱让认算论百吃义科怎元社术结六功指思非流每青管夫连远资队跟带花快条院变联言权往展该领传近留红治决周保达办运武半候七必城父强步完革深区即求品士转量空甚众技轻程告江语英基派满式李息写呢识极令黄德收脸钱党倒未持取设始版双历越史商千片容研像找友孩站广改议形委早房音火际则首单据导影失拿网香似斯专石若兵弟谁校读志飞观争究包组造落视济喜离虽坏兴切切邮件附件订单发票客户服务您好谢谢测试标题产品价格报告会议通知问题账号密码确认",
    "這個來為們說時過後國對學會裡沒還發當無開見經頭樣現將與進實點種聲話問機給幾業間電門東氣關並內產體別處總師書員報馬張難數應車親務記戰幹覺題統請愛讓認論義術結遠資隊帶條變聯權該領傳紅決達辦運強區轉眾輕語滿寫識極黃臉錢黨設雙歷單據導網專誰讀飛觀爭組視濟離雖興郵訂單發票客戶服務您謝測試標題產價格會議賬號確認",
  ]
    .join("")
    .split("")
    .map((char) => char.charCodeAt(0)),
);
