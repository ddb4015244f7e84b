// What comes to sales@ in English: a café in a bank, a pitch, a leaflet, a film about 1962.
import { purchaseOrder, quotation } from "../files/papers.ts";
import { cup, gauge, logo } from "../files/pictures.ts";
import { zip } from "../files/zip.ts";
import { answer, assign, close, mail, note, type Person, read, type Story } from "../story.ts";

const olive: Person = { name: "Olive Marchetti-Byrne", address: "olive@threemagpies.example", language: "en", client: "outlook" };
const growth: Person = { name: "Chad from RankRocket", address: "chad@rankrocket.example", language: "en", client: "gmail" };
const agency: Person = { name: "Studio Kite", address: "hello@studiokite.example", language: "en", client: "apple-mail" };
const film: Person = { name: "Imogen Vale", address: "imogen@northlight-films.example", language: "en", client: "gmail" };

const magpies: Story = {
  name: "three-magpies",
  language: "en",
  inboxes: ["sales"],
  steps: [
    mail("7 workdays ago 14:20", olive, {
      subject: "Quote for an Orsa, two groups, in green if possible",
      text: `Hello,

We are opening a café in an old bank (The Three Magpies). The vault will be the cold room. We would like an Orsa with two groups, in the dark green of your photographs, for the middle of next month.

Could you send a quote with delivery and one day of training?

Olive Marchetti-Byrne`,
    }),
    assign("dario", "dario"),
    answer(
      "7 workdays ago 16:05",
      "dario",
      "<p>Dear Olive,</p><p>A café in a bank at last gives the machine the respect it deserves. The quote is attached: Orsa, two groups, bottle green, delivered and installed, with a day of training for up to four people. It is valid for thirty days.</p><p>One question: how wide is the door of the vault side? The crate is 92 cm.</p><p>Dario</p>",
      { files: [{ filename: "Q-0312 Three Magpies.pdf", contentType: "application/pdf", content: quotation() }] },
    ),
    mail("3 workdays ago 10:45", olive, {
      text: `Dear Dario,

The door is 110 cm: it was made for gold. We accept; the signed order is attached.

My partner asks whether the training covers "the heart thing in the milk". He has been practising with yoghurt.

Olive`,
      files: [{ filename: "PO-0007.pdf", contentType: "application/pdf", content: purchaseOrder() }],
    }),
    note("dario", "Accepted! The crate goes on next Tuesday's lorry. Carla for the training; she does hearts, I do clouds."),
    answer(
      "3 workdays ago 11:30",
      "dario",
      "<p>Dear Olive,</p><p>Thank you, the green is being mixed. Yes, the training covers the heart, and for those who fail the heart there is the apple, which is a heart that did not work out.</p><p>Please spare the yoghurt.</p><p>Dario</p>",
    ),
    read("elena"),
    read("ana"),
  ],
};

const pitch: Story = {
  name: "rankrocket",
  language: "en",
  inboxes: ["sales"],
  steps: [
    mail("6 workdays ago 05:14", growth, {
      subject: "Quick question about acme.test",
      text: "Hi there,\n\nI was browsing your website and noticed it loads in under a second and has no pop-ups. This is costing you engagement.\n\nAre you free Tuesday or Wednesday? I will follow up Thursday, Friday and Monday.\n\nChad",
    }),
    note("elena", "He is right: our website does load in under a second."),
    close("elena"),
    read("ana"),
    read("dario"),
  ],
};

const pressKit: Story = {
  name: "press-kit",
  language: "en",
  inboxes: ["sales"],
  steps: [
    mail("1 workday ago 17:25", agency, {
      subject: "Photos for the winter leaflet",
      text: "Hi Elena,\n\nThe pictures are in the zip. The one called cup-2 is the good one: we drank the evidence in between.\n\nThe invoice follows when we have slept.\n\nStudio Kite",
      html: `<div>Hi Elena,<br><br>The pictures are in the zip. The one called <b>cup-2</b> is the good one: we drank the evidence in between.<br><br>The invoice follows when we have slept.<br><br><img src="cid:kite.logo@studiokite.example" alt="Studio Kite"></div>`,
      pictures: [
        { cid: "kite.logo@studiokite.example", filename: "logo.png", contentType: "image/png", content: logo([42, 88, 140]) },
      ],
      files: [
        {
          filename: "winter-leaflet.zip",
          contentType: "application/zip",
          content: zip({
            "cup-1.png": cup(1),
            "cup-2.png": cup(0.3),
            "gauge.png": gauge(9),
            "read me.txt": Buffer.from("Please credit Studio Kite. Please do not crop the cat.\n"),
          }),
        },
      ],
    }),
    assign("elena", "elena"),
    answer(
      "1 workday ago 17:50",
      "elena",
      "<p>Beautiful, all of them. There is no cat in any of the pictures; should we worry?</p><p>Elena</p>",
    ),
    read("ana"),
  ],
};

const nineteenSixtyTwo: Story = {
  name: "film-1962",
  language: "en",
  inboxes: ["sales"],
  steps: [
    mail("75 minutes ago", film, {
      subject: "A Lumaca for a film set in 1962",
      text: `Dear Acme,

We are shooting a small film about a telephone exchange in the winter of 1962. There is a scene with a coffee machine that has to look tired but dignified. The director saw a Lumaca in a friend's kitchen and said: "That. She has read books."

Could we hire one for three days? She would be credited.

Imogen Vale
Northlight Films`,
    }),
  ],
};

export const salesInEnglish: readonly Story[] = [magpies, pitch, pressKit, nineteenSixtyTwo];
