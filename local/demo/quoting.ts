// How mail programs quote what they answer: each in its own way, and in its owner's language.
import type { Language } from "./story.ts";

export type MailClient = "gmail" | "outlook" | "apple-mail" | "thunderbird";

/** The message that is being answered, as the answering person sees it. */
export interface Quoted {
  readonly name: string;
  readonly address: string;
  readonly to: string;
  readonly subject: string;
  readonly at: Date;
  readonly text: string;
  readonly html: string;
  readonly messageId: string;
}

/** The body of an answer: what the person wrote, then the quote as their program makes it. */
export function quote(client: MailClient, language: Language, written: string, quoted: Quoted): { text: string; html: string } {
  const writtenHtml = paragraphs(written);
  const lead = leadLine(client, language, quoted);
  switch (client) {
    case "gmail":
      return {
        text: `${written}\n\n${lead}\n\n${angled(quoted.text)}\n`,
        html: `<div dir="ltr">${writtenHtml}</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">${escape(lead)}<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex">${quoted.html}</blockquote></div>`,
      };
    case "apple-mail":
      return {
        text: `${written}\n\n${angled(`${lead}\n\n${quoted.text}`)}\n`,
        html: `<html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"></head><body style="overflow-wrap: break-word; -webkit-nbsp-mode: space; line-break: after-white-space;">${writtenHtml}<div><br><blockquote type="cite"><div>${escape(lead)}</div><br class="Apple-interchange-newline"><div>${quoted.html}</div></blockquote></div><br></body></html>`,
      };
    case "thunderbird":
      return {
        text: `${lead}\n${angled(quoted.text)}\n\n${written}\n`,
        html: `<html><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8"></head><body text="#000000" bgcolor="#FFFFFF"><div class="moz-cite-prefix">${escape(lead)}<br></div><blockquote type="cite" cite="mid:${escape(quoted.messageId.slice(1, -1))}">${quoted.html}</blockquote>${writtenHtml}</body></html>`,
      };
    case "outlook":
      return {
        text: `${written}\n\n________________________________\n${outlookHead(language, quoted).join("\n")}\n\n${quoted.text}\n`,
        html: `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{margin:0cm;font-size:11.0pt;font-family:"Calibri",sans-serif}</style></head><body lang="${language}"><div class="WordSection1">${writtenHtml.replaceAll("<p>", '<p class="MsoNormal">')}<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal">${outlookHead(language, quoted).map(boldLabel).join("<br>")}</p></div>${quoted.html}</div></body></html>`,
      };
  }
}

/** The subject of an answer: Outlook speaks its owner's language, the others all write Re. */
export function answerSubject(client: MailClient, language: Language, subject: string): string {
  if (/^(re|r):/i.test(subject)) return subject;
  if (client !== "outlook") return `Re: ${subject}`;
  return `${language === "it" ? "R" : "RE"}: ${subject}`;
}

/** Text as the simple HTML that mail programs make of it. */
export function paragraphs(text: string): string {
  return text
    .trim()
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${escape(paragraph).replaceAll("\n", "<br>")}</p>`)
    .join("\n");
}

function leadLine(client: MailClient, language: Language, quoted: Quoted): string {
  const time = quoted.at.toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit" });
  const day = quoted.at.toLocaleDateString(language, { weekday: "short", day: "numeric", month: "short", year: "numeric" });
  const dayShort = quoted.at.toLocaleDateString(language, { day: "2-digit", month: "2-digit", year: "2-digit" });
  const who = `${quoted.name} <${quoted.address}>`;
  if (client === "thunderbird") {
    if (language === "es") return `El ${dayShort} a las ${time}, ${quoted.name} escribió:`;
    if (language === "it") return `Il ${dayShort} ${time}, ${quoted.name} ha scritto:`;
    return `On ${dayShort} ${time}, ${quoted.name} wrote:`;
  }
  if (language === "es") return `El ${day} a las ${time}, ${who} escribió:`;
  if (language === "it") return `Il giorno ${day} alle ore ${time} ${who} ha scritto:`;
  return `On ${day} at ${time}, ${who} wrote:`;
}

function outlookHead(language: Language, quoted: Quoted): string[] {
  const labels = {
    en: ["From", "Sent", "To", "Subject"],
    es: ["De", "Enviado", "Para", "Asunto"],
    it: ["Da", "Inviato", "A", "Oggetto"],
  };
  const [from, sent, to, subject] = labels[language === "ja" ? "en" : language];
  const at = quoted.at.toLocaleString(language, { dateStyle: "full", timeStyle: "short" });
  return [
    `${from}: ${quoted.name} <${quoted.address}>`,
    `${sent}: ${at}`,
    `${to}: ${quoted.to}`,
    `${subject}: ${quoted.subject}`,
  ];
}

function boldLabel(line: string): string {
  const colon = line.indexOf(":") + 1;
  return `<b>${line.slice(0, colon)}</b>${escape(line.slice(colon))}`;
}

function angled(text: string): string {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => (line === "" || line.startsWith(">") ? `>${line}` : `> ${line}`))
    .join("\n");
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
