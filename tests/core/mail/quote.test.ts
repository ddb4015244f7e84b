// What is folded below a reply, and above all what is not.
import { describe, expect, test } from "vitest";
import { foldQuote } from "../../../functions/core/mail/quote.ts";

const mine = "My own words.\nIn two lines.";

function quoteOf(text: string): string {
  return foldQuote(text)
    .folds.filter(({ kind }) => kind === "quote")
    .map(({ from, to }) => text.slice(from, to))
    .join("");
}

describe("folded", () => {
  test.each([
    ["English", "On Mon, 16 Nov 2026 at 09:00, Ana <ana@example.com> wrote:"],
    ["English, wrapped", "On Mon, Nov 16, 2026 at 9:00 AM A Rather Long Name <\nana@example.com> wrote:"],
    ["Apple", "On 16 Nov 2026, at 09:00, Ana Ruiz <ana@example.com> wrote:"],
    ["Spanish", "El lun, 16 nov 2026 a las 9:00, Ana (<ana@example.com>) escribió:"],
    ["Italian", "Il giorno lun 16 nov 2026 alle ore 09:00 Ana <ana@example.com> ha scritto:"],
    ["German", "Am 16.11.2026 um 09:00 schrieb Ana <ana@example.com>:"],
    ["French", "Le lun. 16 nov. 2026 à 09:00, Ana <ana@example.com> a écrit :"],
    ["Portuguese", "Em seg., 16 de nov. de 2026 às 09:00, Ana <ana@example.com> escreveu:"],
    ["Dutch", "Op ma 16 nov 2026 om 09:00 schreef Ana <ana@example.com>:"],
    ["Polish", "W dniu 16.11.2026 o 09:00, Ana pisze:"],
    ["Swedish", "Den mån 16 nov. 2026 kl 09:00 skrev Ana <ana@example.com>:"],
    ["Danish", "Den 16. nov. 2026 kl. 09.00 skrev Ana <ana@example.com>:"],
    ["Russian", "пн, 16 нояб. 2026 г. в 09:00, Ana <ana@example.com>:"],
    ["Czech", "Dne 16. 11. 2026 v 9:00 Ana <ana@example.com> napsal(a):"],
    ["Japanese", "2026年11月16日(月) 9:00 Ana <ana@example.com>:"],
    ["Zoho", "---- On Mon, 16 Nov 2026 09:00:00 +0000 ana@example.com wrote ----"],
  ])("%s attribution", (_language, attribution) => {
    for (const quote of ["\n> old\n> words\n", "\nold words\n"]) {
      const text = `${mine}\n\n${attribution}\n${quote}`;
      expect(foldQuote(text).visible).toBe(mine);
      expect(quoteOf(text)).toContain("old");
    }
  });

  test.each([
    ["Outlook, English", "From: Ana <ana@example.com>\nSent: Monday, November 16, 2026 9:00\nTo: Kim\nSubject: Hello"],
    ["Outlook, German", "Von: Ana <ana@example.com>\nGesendet: Montag, 16. November 2026 09:00\nAn: Kim\nBetreff: Hallo"],
    ["Outlook, Spanish", "De: Ana <ana@example.com>\nEnviado: lunes, 16 de noviembre de 2026 9:00\nPara: Kim\nAsunto: Hola"],
    ["Outlook, Italian", "Da: Ana <ana@example.com>\nInviato: lunedì 16 novembre 2026 09:00\nA: Kim\nOggetto: Ciao"],
    ["Outlook, French", "De : Ana <ana@example.com>\nEnvoyé : lundi 16 novembre 2026 09:00\nÀ : Kim\nObjet : Bonjour"],
    ["in bold", "*From:* Ana <ana@example.com>\n*Sent:* Monday\n*To:* Kim\n*Subject:* Hello"],
    ["with a line above", "________________________________\nFrom: Ana\nSent: Monday\nTo: Kim\nSubject: Hello"],
    ["original message", "-----Original Message-----\nFrom: Ana"],
    ["mensaje original", "-----Mensaje original-----\nDe: Ana"],
    ["Ursprüngliche Nachricht", "-------- Ursprüngliche Nachricht --------\nVon: Ana"],
    ["Messaggio originale", "-----Messaggio originale-----\nDa: Ana"],
    ["Message d'origine", "-------- Message d'origine --------\nDe : Ana"],
  ])("header block: %s", (_what, block) => {
    const text = `${mine}\n\n${block}\n\nold words`;
    expect(foldQuote(text).visible).toBe(mine);
    expect(quoteOf(text)).toContain("old words");
  });

  test.each([
    ["a signature", "-- \nKim\nAcme"],
    ["Sent from my iPhone", "Sent from my iPhone"],
    ["Enviado desde mi iPhone", "Enviado desde mi iPhone"],
    ["a list's footer", "_______________________________________________\nusers mailing list\nhttps://lists.example.org"],
    ["marks alone", "> old\n> words"],
  ])("%s at the end", (_what, tail) => {
    expect(foldQuote(`${mine}\n\n${tail}\n`).visible).toBe(mine);
  });
});

describe("in sight", () => {
  test.each([
    ["a text without a quote", "On average, we sell ten.\nOn Monday he wrote: nothing."],
    ["everything, when all is quote", "> all\n> of it"],
    ["everything, when the quote comes first", "On Mon, 16 Nov 2026, Ana <a@b.example> wrote:\n> old\n"],
    ["answers between quotes", "Hi\n\nOn Mon, 16 Nov 2026, Ana <a@b.example> wrote:\n> one?\n\nYes.\n\n> two?\n\nNo."],
    [
      "what somebody forwarded",
      "See below.\n\n---------- Forwarded message ---------\nFrom: Ana <a@b.example>\nDate: Mon, Nov 16\nSubject: Hello\nTo: Kim\n\nThe words that matter.",
    ],
    ["an address form", "Name: Kim\nDate: 1.2.2026\nSubject: Order\nPlease call me."],
    ["code", "x = a > b\n--x;\n> not at the end\nend"],
    ["a table drawn with dashes", "Price\n-----\n10\n-----\n20"],
    ["a line from somebody", "The notice was sent from my iPhone app to everybody, what now?\nPlease help."],
    ["a comparison", "Revenue\n> 100 was expected\nbut it was 90"],
  ])("%s", (_what, text) => expect(foldQuote(text)).toEqual({ visible: text, folds: [] }));

  test("the last quote below answers is folded, the answers are not", () => {
    const { visible } = foldQuote("Hi\n\n> one?\n\nYes.\n\n> rest\n> of it\n");
    expect(visible).toBe("Hi\n\n> one?\n\nYes.");
  });
});
