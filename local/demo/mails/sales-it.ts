// Quello che arriva a sales@ in italiano: due cugini, quattrocento guarnizioni, ventidue bambini.
import { answer, assign, mail, type Person, read, type Story } from "../story.ts";

const gino: Person = { name: "Gino Tassi", address: "gino@bartassi.example", language: "it", client: "gmail" };
const marco: Person = {
  name: "Marco Deledda",
  address: "ordini@deledda-casalinghi.example",
  language: "it",
  client: "thunderbird",
};
const teacher: Person = {
  name: "Maestra Chiara Rossi",
  address: "chiara.rossi@scuola-girasole.example",
  language: "it",
  client: "gmail",
};

const barTassi: Story = {
  name: "bar-tassi",
  language: "it",
  inboxes: ["sales"],
  steps: [
    mail("5 workdays ago 07:30", gino, {
      subject: "Due Orsa per il bar (una è per mio cugino)",
      text: `Buongiorno,

ho un bar davanti alla stazione da trentun anni. La mia macchina ne ha trenta e stamattina mi ha guardato male.

Vorrei il prezzo di due Orsa a due gruppi: una per me, una per mio cugino Ezio, che ha il bar dall'altro lato della piazza e non deve sapere che la sua la paga la famiglia.

Fate uno sconto ai parenti?

Gino Tassi`,
    }),
    assign("ana", "elena"),
    answer(
      "5 workdays ago 09:15",
      "elena",
      "<p>Buongiorno Gino,</p><p>trent'anni davanti a una stazione: quella macchina merita una medaglia. Per due Orsa lo sconto è del 7%, parenti o no. Le preparo due preventivi separati, così Ezio vede solo il suo.</p><p>Mi dice se l'impianto è monofase o trifase? Se non lo sa, basta una foto del quadro.</p><p>Elena</p>",
    ),
    mail("180 minutes ago", gino, {
      text: `Gentile Elena,

trifase da me. Da Ezio non lo so e non posso chiederglielo senza tradirmi. Domani vado lì a prendere un caffè (pessimo) e guardo.

Gino`,
    }),
    read("elena"),
  ],
};

const reseller: Story = {
  name: "rivenditore",
  language: "it",
  inboxes: ["sales"],
  steps: [
    mail("2 workdays ago 16:50", marco, {
      subject: "Ordine di Natale, in anticipo per una volta",
      text: `Buonasera,

allego l'ordine per Natale in CSV. Quest'anno lo mando in anticipo: l'anno scorso i Grillo sono arrivati il 27 dicembre e li ho venduti come regali della Befana.

Le quantità sono giuste, anche quella delle guarnizioni. Sì, davvero quattrocento.

Marco Deledda
Deledda Casalinghi`,
      files: [{ filename: "ordine-natale.csv", contentType: "text/csv; charset=utf-8", content: christmasOrder() }],
    }),
    assign("ana", "dario"),
    read("dario"),
  ],
};

const boilers: Story = {
  name: "caldaie",
  language: "it",
  inboxes: ["sales"],
  steps: [
    mail(
      "4 workdays ago 06:00",
      {
        name: "Caldaie Brambilla",
        address: "notizie@caldaie-brambilla.example",
        language: "it",
        client: "outlook",
      },
      {
        subject: "🔥 Caldaie in rame: il listino d'inverno è arrivato",
        html: newsletter(),
        headers: {
          "List-Unsubscribe": "<https://caldaie-brambilla.example/disiscriviti?u=84c1>, <mailto:stop@caldaie-brambilla.example>",
          "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
          Precedence: "bulk",
        },
      },
    ),
    read("ana"),
  ],
};

const schoolVisit: Story = {
  name: "scuola-girasole",
  language: "it",
  inboxes: ["sales"],
  steps: [
    mail("35 minutes ago", teacher, {
      subject: "Ventidue bambini e una domanda",
      text: `Gentile Acme,

la mia terza elementare ha scritto una lista di domande. La prima era: "Come fa il caffè a uscire forte se la macchina è piccola?". Io non lo so. Loro sì, ma hanno sette teorie diverse.

Potremmo venire a vedere l'officina una mattina? Sono ventidue, bravi quasi sempre. Il caffè non lo bevono, però Pietro chiede se c'è la cioccolata.

Grazie di cuore
maestra Chiara`,
      html: `<div dir="ltr"><p>Gentile Acme,</p><p>la mia terza elementare ha scritto una lista di domande. La prima era: <i>&quot;Come fa il caffè a uscire forte se la macchina è piccola?&quot;</i>. Io non lo so. Loro sì, ma hanno <b>sette teorie diverse</b>.</p><p>Potremmo venire a vedere l'officina una mattina? Sono ventidue, bravi quasi sempre. Il caffè non lo bevono, però Pietro chiede se c'è la cioccolata.</p><p>Grazie di cuore<br>maestra Chiara</p></div>`,
    }),
    read("elena"),
  ],
};

function christmasOrder(): Buffer {
  const rows = [
    "codice;articolo;quantità",
    "LU-01;Lumaca avorio;12",
    "LU-02;Lumaca verde;8",
    "GR-10;Grillo;60",
    "GU-58;Guarnizione gruppo;400",
  ];
  // The mark at the front is what spreadsheets want to see before they believe in accents.
  return Buffer.from(`\ufeff${rows.join("\r\n")}\r\n`);
}

function newsletter(): string {
  const offer = (name: string, price: string, picture: string) =>
    `<td width="50%" valign="top" style="padding:10px"><img src="https://img.caldaie-brambilla.example/${picture}" width="250" height="160" alt="${name}" style="display:block;border:0"><h3 style="font-family:Arial,sans-serif;color:#7a2e12;margin:8px 0 2px">${name}</h3><p style="font-family:Arial,sans-serif;font-size:14px;margin:0">da <b>${price} €</b></p></td>`;
  return `<!DOCTYPE html><html lang="it"><head><meta charset="utf-8"><style>body{margin:0;background:#f2ece4}a{color:#b5461c}@media (max-width:500px){td{display:block;width:100%!important}}</style></head><body>
<div style="display:none;max-height:0;overflow:hidden">Rame, ottone e un piccolo sconto per chi ordina prima della neve.</div>
<table width="100%" cellpadding="0" cellspacing="0" bgcolor="#f2ece4"><tr><td align="center"><table width="560" cellpadding="0" cellspacing="0" bgcolor="#ffffff">
<tr><td colspan="2" background="https://img.caldaie-brambilla.example/testata.jpg" style="padding:28px;background-color:#7a2e12;color:#ffffff;font:bold 26px Georgia,serif">Caldaie Brambilla</td></tr>
<tr><td colspan="2" style="padding:20px;font:15px/1.5 Arial,sans-serif;color:#333333">Gentile cliente, l'inverno bussa e noi rispondiamo col rame. Per gli ordini entro il mese, le guarnizioni le regaliamo noi.</td></tr>
<tr>${offer("Caldaia 1,8 litri", "94,00", "caldaia-18.jpg")}${offer("Caldaia 6 litri", "212,00", "caldaia-60.jpg")}</tr>
<tr><td colspan="2" align="center" style="padding:24px"><a href="https://caldaie-brambilla.example/listino?c=84c1" style="display:inline-block;padding:12px 28px;background:#b5461c;color:#ffffff;text-decoration:none;font:bold 15px Arial,sans-serif;border-radius:4px">Scarica il listino</a></td></tr>
<tr><td colspan="2" style="padding:16px;font:11px Arial,sans-serif;color:#999999">Ricevi questa mail perché una volta hai comprato una vite. <a href="https://caldaie-brambilla.example/disiscriviti?u=84c1">Non voglio più viti</a></td></tr>
</table></td></tr></table><img src="https://track.caldaie-brambilla.example/o.gif?u=84c1" width="1" height="1" alt=""></body></html>`;
}

export const salesInItalian: readonly Story[] = [barTassi, reseller, boilers, schoolVisit];
