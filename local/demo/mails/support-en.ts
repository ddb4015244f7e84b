// The workshop's English letters: lost parcels, a broken heart, a broken promise.
import { cup } from "../files/pictures.ts";
import { answer, assign, bounce, close, eml, mail, note, type Person, read, type Story } from "../story.ts";

const tom: Person = { name: "Tom Okafor", address: "tom.okafor@harbourmail.example", language: "en", client: "gmail" };
const bea: Person = { name: "Bea Lindgren", address: "bea@slowmornings.example", language: "en", client: "gmail" };
const felix: Person = {
  name: "Felix Arkwright",
  address: "felix.arkwright@inkwell.example",
  language: "en",
  client: "apple-mail",
};
const ruth: Person = { name: "Ruth Abernathy", address: "r.abernathy@lantern-lane.example", language: "en", client: "outlook" };
const mo: Person = { name: "Mo Haddad", address: "mo@haddad-family.example", language: "en", client: "apple-mail" };
const priya: Person = { name: "Priya Raman", address: "priya.raman@tidepool.example", language: "en", client: "gmail" };
const walter: Person = { name: "Walter Finch", address: "walter@finch-clocks.example", language: "en", client: "thunderbird" };
const greta: Person = {
  name: "Greta Lindqvist",
  address: "greta.lindqvist@nordlys-bank.example",
  language: "en",
  client: "outlook",
};
const joan: Person = { name: "Joan Whitlock", address: "joan@whitlock-bees.example", language: "en", client: "gmail" };

const neighbour: Story = {
  name: "neighbour",
  language: "en",
  inboxes: ["support"],
  steps: [
    mail("1 workday ago 09:05", tom, {
      subject: "Order A-20418 has vanished",
      text: `Hi,

The tracking page says my Grillo was "delivered to the resident" yesterday at 16:10. I am the resident. I was at home at 16:10, sitting six metres from the door, waiting for a grinder. Nobody came.

Could you find out which resident has my grinder?

Tom Okafor
14 Harbour Steps
Phone 01632 960 417`,
    }),
    mail("1 workday ago 11:20", tom, {
      text: `Me again. Please ignore the above.

Mrs Petrakis on the second floor has it. She thought it was a pepper mill and has already used it for pepper.

Is there a way to clean that?

Tom`,
    }),
    assign("carla", "carla"),
    note("carla", "Rice first, then a soft brush. If it still smells of pepper: burrs G-02 at cost, he has been a good sport."),
    read("beto"),
  ],
};

const notSpeaking: Story = {
  name: "not-speaking",
  language: "en",
  inboxes: ["support"],
  steps: [
    mail("55 minutes ago", bea, {
      subject: "☕💔 My Lumaca and I are not speaking",
      text: `Hello Acme,

We had words this morning. I asked for an espresso; it gave me something the colour of tea, in eleven seconds, and hissed.

I changed nothing! Well. I changed the beans. And the grinder. And I moved it to the windowsill because of the light.

Which of the three is it angry about?

Bea ☕`,
      html: `<div dir="ltr"><p>Hello Acme,</p><p>We had words this morning. I asked for an espresso; it gave me something the colour of tea, in <b>eleven seconds</b>, and hissed.</p><p>I changed nothing! Well. I changed the beans. And the grinder. And I moved it to the windowsill because of the light.</p><p>Which of the three is it angry about?</p><p>Bea ☕</p></div>`,
    }),
  ],
};

const rust: Story = {
  name: "rust",
  language: "en",
  inboxes: ["support"],
  steps: [
    mail("5 workdays ago 18:00", felix, {
      subject: "Is this rust or is this coffee?",
      text: "Is this rust or is this coffee? It is inside the cup tray. My wife says coffee. I say rust. There is a dinner riding on it.\n\nFelix",
      html: `<html><body style="overflow-wrap: break-word;"><div>Is this rust or is this coffee?</div><div><br></div><div><img src="cid:tray.photo@inkwell.example" alt="The cup tray from above" width="200" height="150"></div><div><br></div><div>It is inside the cup tray. My wife says coffee. I say rust. There is a dinner riding on it.</div><div><br></div><div>Felix</div></body></html>`,
      pictures: [{ cid: "tray.photo@inkwell.example", filename: "tray.png", contentType: "image/png", content: cup(0.6) }],
    }),
    assign("beto", "beto"),
    answer(
      "4 workdays ago 08:45",
      "beto",
      "<p>Dear Felix,</p><p>It is coffee. The tray is stainless steel; it could not rust if it wanted to. A little citric acid in warm water, ten minutes, and the evidence is gone.</p><p>We hope you choose a good restaurant.</p><p>Beto</p>",
    ),
    close("beto"),
    read("ana"),
  ],
};

const chargedTwice: Story = {
  name: "charged-twice",
  language: "en",
  inboxes: ["support"],
  steps: [
    mail("2 workdays ago 13:30", mo, {
      subject: "Fwd: Your order A-20431",
      text: "Why is there shipping twice? I only live in one place.\n\nMo\n\n---------- Forwarded message ----------\nFrom: Acme <orders@acme.test>\nSubject: Your order A-20431\n\nGroup gasket GU-58   2 x 6.50\nShower screen S-58   1 x 9.00\nShipping             2 x 4.90\nTotal                31.80 EUR",
      html: orderConfirmation(),
    }),
    read("carla"),
    assign("ana", "carla"),
    answer(
      "2 workdays ago 15:00",
      "carla",
      "<p>Hello Mo,</p><p>You are right, and our shop is wrong: it packed the two gaskets as two parcels in its head, and as one in reality. I have sent the 4.90 back to your card; it takes two or three days.</p><p>Sorry, and thank you for reading receipts. Somebody should.</p><p>Carla</p>",
    ),
    read("ana"),
  ],
};

const thirdWeek: Story = {
  name: "third-week",
  language: "en",
  inboxes: ["support"],
  steps: [
    mail("3 workdays ago 07:02", ruth, {
      subject: "Third week without coffee. I am no longer polite.",
      text: `Sirs,

Three weeks ago you promised a part "by Friday". You did not say of which year.

I run a reading room for pensioners. For three weeks I have served them instant coffee. They have begun to leave me notes. The notes are not kind.

I want the pump, a date in writing, and the name of a human being.

Ruth Abernathy
Lantern Lane Reading Room`,
    }),
    note("beto", "The pump is on back order until Thursday. I can take the one out of the show machine and send it today."),
    note("ana", "Do it. I will call her myself, and write after the call. We broke a promise; no vouchers, no excuses."),
    assign("ana", "ana"),
    answer(
      "3 workdays ago 09:40",
      "ana",
      "<p>Dear Mrs Abernathy,</p><p>The human being is me: Ana, I founded this place. As I said on the telephone, we promised you a Friday and did not keep it, and nobody told you. That is on us.</p><p>The pump has left the workshop; it was in our own show machine until an hour ago. It arrives <b>tomorrow before noon</b>. With it come three kilos of beans for the readers, with our apologies in writing, so that they may leave the notes to us.</p><p>Ana<br>01632 960 100</p>",
    ),
    mail("1 workday ago 12:10", ruth, {
      text: `Ana,

It came at 11:40. It works. The beans are good.

The note on my desk today says "better". From Mr Lewis this is a sonnet.

R. Abernathy`,
    }),
  ],
};

const closedMailbox: Story = {
  name: "closed-mailbox",
  language: "en",
  inboxes: ["support"],
  steps: [
    mail("2 workdays ago 10:15", priya, {
      subject: "Grillo: which setting for a moka pot?",
      text: "Hello! The manual stops at setting 14 and my moka pot is not mentioned at all. It feels left out. What do you use?\n\nPriya",
    }),
    answer(
      "2 workdays ago 11:00",
      "carla",
      "<p>Hi Priya,</p><p>17, give or take one. If it gurgles like a bath, go finer; if it sulks, go coarser. You are right about the manual: the next printing has a page for moka pots.</p><p>Carla</p>",
    ),
    bounce("smtp; 550 5.2.1 This mailbox is closed and takes no more mail"),
  ],
};

const returned: Story = {
  name: "returned",
  language: "en",
  inboxes: ["support"],
  steps: [
    mail("4 workdays ago 16:25", walter, {
      subject: "Spring for a Lumaca of 2009",
      text: `Dear Sirs,

I repair clocks, so I know a tired spring when I hear one. Mine (the Lumaca's) is from 2009. Do you still wind them, and to what rate?

I can wait. Waiting is most of my trade.

W. Finch`,
    }),
    assign("beto", "beto"),
    answer(
      "3 workdays ago 09:10",
      "beto",
      "<p>Dear Mr Finch,</p><p>We do: part <b>ML-03</b>, 18.4 N/mm, the same as in 2009. It costs 21 EUR with the two washers. Shall I put one aside for you?</p><p>Beto</p>",
    ),
    eml("3 workdays ago 09:12", "", "undeliverable.eml"),
  ],
};

const outOfOffice: Story = {
  name: "out-of-office",
  language: "en",
  inboxes: ["support"],
  steps: [
    mail("1 workday ago 15:45", greta, {
      subject: "Service contract for the machine on the 4th floor",
      text: "Hello,\n\nOur Orsa on the 4th floor is due for its yearly service. Could somebody come by before the auditors do? They are worth ten cups a day each.\n\nBest regards\nGreta Lindqvist\nFacilities, Nordlys Bank",
      html: `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{margin:0cm;font-size:11.0pt;font-family:"Calibri",sans-serif}</style></head><body lang="en"><div class="WordSection1"><p class="MsoNormal">Hello,</p><p class="MsoNormal"><o:p>&nbsp;</o:p></p><p class="MsoNormal">Our Orsa on the 4<sup>th</sup> floor is due for its yearly service. Could somebody come by before the auditors do? They are worth ten cups a day each.</p><p class="MsoNormal"><o:p>&nbsp;</o:p></p><p class="MsoNormal">Best regards<br><b>Greta Lindqvist</b><br><span style="color:#7F7F7F">Facilities, Nordlys Bank</span></p></div></body></html>`,
    }),
    assign("beto", "beto"),
    answer(
      "1 workday ago 16:30",
      "beto",
      "<p>Hello Greta,</p><p>Tuesday or Wednesday next week, at seven in the morning, before the first auditor is awake? It takes two hours and makes a noise.</p><p>Beto</p>",
    ),
    eml("1 workday ago 16:31", "", "out-of-office.eml"),
    read("beto"),
  ],
};

const honey: Story = {
  name: "honey",
  language: "en",
  inboxes: ["support"],
  steps: [
    mail("7 workdays ago 10:50", joan, {
      subject: "Thank you, that was all",
      text: "No question today. The gasket fits, the coffee is hot, the bees are well. Thank you.\n\nJoan",
    }),
    answer(
      "7 workdays ago 11:30",
      "carla",
      "<p>Dear Joan,</p><p>Mails like this are rare and get printed. It hangs over the sink now. Our regards to the bees.</p><p>Carla</p>",
    ),
    close("carla"),
    read("beto"),
    read("ana"),
  ],
};

function orderConfirmation(): string {
  const row = (name: string, count: number, price: string) =>
    `<tr><td style="padding:8px;border-bottom:1px solid #e4dccb">${name}</td><td align="right" style="padding:8px;border-bottom:1px solid #e4dccb">${count}</td><td align="right" style="padding:8px;border-bottom:1px solid #e4dccb">${price}</td></tr>`;
  return `<div>Why is there shipping <i>twice</i>? I only live in one place.</div><div><br></div><div>Mo</div><br><div>---------- Forwarded message ----------<br><b>From:</b> Acme &lt;orders@acme.test&gt;<br><b>Subject:</b> Your order A-20431</div><br>
<table width="560" cellpadding="0" cellspacing="0" bgcolor="#faf6ee" style="border:1px solid #e4dccb;font-family:Georgia,serif;color:#3b2a1e">
<tr><td style="padding:20px;background:#3a7d56;color:#ffffff;font-size:22px">Thank you, Mo</td></tr>
<tr><td style="padding:20px"><p style="margin:0 0 12px">Your order <b>A-20431</b> is being packed by hand.</p>
<table width="100%" cellpadding="0" cellspacing="0" style="font-size:14px">${row("Group gasket GU-58", 2, "13.00")}${row("Shower screen S-58", 1, "9.00")}${row("Shipping", 2, "9.80")}
<tr><td style="padding:8px"><b>Total, EUR</b></td><td></td><td align="right" style="padding:8px"><b>31.80</b></td></tr></table></td></tr>
<tr><td style="padding:12px 20px;font-size:12px;color:#8a7a66">Acme, small machines for slow mornings</td></tr></table>`;
}

export const supportInEnglish: readonly Story[] = [
  neighbour,
  notSpeaking,
  rust,
  chargedTwice,
  thirdWeek,
  closedMailbox,
  returned,
  outOfOffice,
  honey,
];
