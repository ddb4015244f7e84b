// Le lettere dell'officina in italiano: un fischio in si bemolle, un manometro, due macinini di troppo.
import { answer, assign, eml, mail, note, type Person, read, type Story } from "../story.ts";

const ottavia: Person = {
  name: "Ottavia Bellini",
  address: "ottavia.bellini@postachiara.example",
  language: "it",
  client: "apple-mail",
};
const sandro: Person = { name: "Sandro Neri", address: "sandro.neri@studioneri.example", language: "it", client: "outlook" };

const whistle: Story = {
  name: "fischio",
  language: "it",
  inboxes: ["support"],
  steps: [
    mail("6 workdays ago 08:55", ottavia, {
      subject: "La mia Lumaca fischia",
      text: `Gentile Acme,

la mia Lumaca fischia. Comincia piano verso le sette e dieci e finisce in si bemolle. Lo so con certezza perché mio marito è tenore, e protesta: dice che in casa di tenori ce n'è già uno.

È pericoloso? E soprattutto: si può abbassare almeno di un tono?

Cordiali saluti
Ottavia Bellini`,
    }),
    assign("carla", "carla"),
    answer(
      "6 workdays ago 10:30",
      "carla",
      "<p>Gentile Ottavia,</p><p>non è pericoloso: è la valvolina antivuoto che non chiude del tutto e canta. Di solito basta svitarla (chiave da 14), lasciarla un'ora nell'aceto bianco e rimontarla.</p><p>Abbassarla di un tono si può, ma servirebbe molto calcare. Meglio il silenzio.</p><p>Carla</p>",
    ),
    mail("2 workdays ago 09:50", ottavia, {
      text: `Cara Carla,

fatto, con aceto di mele perché il bianco era finito. Adesso tace. Mio marito ha cantato mezz'ora per festeggiare e ora è il vicino che protesta.

C'è però una gocciolina nuova, sotto la valvola: devo stringere di più o ho sbagliato qualcosa?

Ottavia`,
    }),
    note("carla", "Manca di sicuro la rondella di rame (R-14). Domani le scrivo e gliela mando in busta."),
    read("beto"),
    read("ana"),
  ],
};

const gaugePicture: Story = {
  name: "manometro",
  language: "it",
  inboxes: ["support"],
  steps: [
    eml("1 workday ago 08:40", "teresa.valli@torrefazionevalli.example", "manometro.eml"),
    assign("beto", "beto"),
    answer(
      "1 workday ago 09:55",
      "beto",
      "<p>Gentile Teresa,</p><p>grazie della foto. L'ago a zero con la macchina calda vuol dire quasi sempre che il capillare del manometro è ostruito, non che manchi la pressione: se il caffè è buono, la pressione c'è.</p><p>Com'è il caffè?</p><p>Beto</p>",
    ),
  ],
};

const twoGrinders: Story = {
  name: "due-macinini",
  language: "it",
  inboxes: ["support"],
  steps: [
    mail("215 minutes ago", sandro, {
      subject: "Ho comprato due Grillo per sbaglio (o forse no)",
      text: `Buongiorno,

sabato sera ho premuto "acquista" e la pagina è rimasta bianca. Ho premuto di nuovo. Stamattina il corriere mi ha consegnato due macinini e uno sguardo molto lungo.

Posso renderne uno? Non l'ho aperto. L'altro sì, ed è bellissimo.

Sandro Neri
Studio Neri, tel. 055 0000 214`,
      html: `<html><head><style>p.MsoNormal{margin:0cm;font-size:11.0pt;font-family:"Calibri",sans-serif}</style></head><body lang="it"><div class="WordSection1"><p class="MsoNormal">Buongiorno,</p><p class="MsoNormal">&nbsp;</p><p class="MsoNormal">sabato sera ho premuto &laquo;acquista&raquo; e la pagina &egrave; rimasta bianca. Ho premuto di nuovo. Stamattina il corriere mi ha consegnato <b>due</b> macinini e uno sguardo molto lungo.</p><p class="MsoNormal">&nbsp;</p><p class="MsoNormal">Posso renderne uno? Non l&rsquo;ho aperto. L&rsquo;altro s&igrave;, ed &egrave; bellissimo.</p><p class="MsoNormal">&nbsp;</p><p class="MsoNormal"><b>Sandro Neri</b><br><span style="color:#1F497D">Studio Neri, tel. 055 0000 214</span></p></div></body></html>`,
    }),
    assign("beto", "carla"),
  ],
};

export const supportInItalian: readonly Story[] = [whistle, gaugePicture, twoGrinders];
