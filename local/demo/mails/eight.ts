// Harriet's drip: eight messages back and forth, from a puddle to a happy end.
import { drip, gauge } from "../files/pictures.ts";
import { answer, assign, close, mail, note, type Person, read, type Story } from "../story.ts";

const harriet: Person = {
  name: "Harriet Pell",
  address: "harriet@pell-and-daughters.example",
  language: "en",
  client: "apple-mail",
};

export const eight: Story = {
  name: "eight",
  language: "en",
  inboxes: ["support"],
  steps: [
    mail("9 workdays ago 08:12", harriet, {
      subject: "My Lumaca drips, and so do I",
      text: `Good morning,

My Lumaca is four years old and has never asked for anything. Since Sunday it drips from the group, about one drop every three seconds, whether I am looking at it or not. I have put a jam jar underneath. By lunch the jar is full.

Photo attached. The jam jar is not in it, for reasons of pride.

Is this something a retired bookbinder can mend on a kitchen table?

Harriet Pell
Serial number LU-4471`,
      files: [{ filename: "drip.png", contentType: "image/png", content: drip() }],
    }),
    assign("beto", "beto"),
    answer(
      "9 workdays ago 09:30",
      "beto",
      `<p>Good morning Harriet,</p>
<p>A bookbinder is exactly the right person: you own small tools and patience. One drop every three seconds is nearly always the group gasket (part <b>GU-58</b>), which goes hard after three or four years.</p>
<p>Before I send you one, two questions:</p>
<ol><li>Does it still drip when the lever is up?</li><li>What does the gauge say when the machine is hot?</li></ol>
<p>Keep the jar where it is for now.</p>
<p>Beto, Acme workshop</p>`,
    ),
    mail("8 workdays ago 07:55", harriet, {
      text: `Dear Beto,

1. Yes, lever up, lever down, no difference at all.
2. I enclose a portrait of the gauge. I make it about 11.

My granddaughter says the drip is in 4/4 time.

Harriet`,
      files: [{ filename: "gauge.png", contentType: "image/png", content: gauge(11) }],
    }),
    note(
      "carla",
      "11 bar at rest is too much: she should be at 1.2. That is the pressure valve, not only the gasket. Send both.",
    ),
    answer(
      "8 workdays ago 10:05",
      "beto",
      `<p>Dear Harriet,</p>
<p>Thank you for the portrait. <b>Please switch the machine off and leave it off</b> until the parts are with you: 11 is a fine number for a bus, not for a boiler at rest. It is not dangerous (there is a safety valve, and it has not moved), but it explains the drip.</p>
<p>Two small parts leave here today, free of charge: a gasket <b>GU-58</b> and a pressure valve <b>VP-12</b>. Tracking number <code>ACM-77120</code>.</p>
<p>Beto</p>`,
    ),
    mail("6 workdays ago 12:40", harriet, {
      text: `The parcel is here, thank you. Everything is laid out on a towel in the order of the drawing.

One question before the surgery: the old gasket has been in there so long that it believes it is part of the machine. May I use a wooden spoon as a lever?

Harriet`,
    }),
    answer(
      "6 workdays ago 14:15",
      "beto",
      `<p>A wooden spoon is the official tool. Please do not use a screwdriver: the seat is brass and remembers everything.</p>
<p>If it does not want to move: a cup of hot water over the group, two minutes, try again. New gasket in with the <b>chamfer upwards</b>, then the valve, hand-tight and a quarter turn.</p>
<p>Courage,<br>Beto</p>`,
    ),
    mail("4 workdays ago 09:20", harriet, {
      text: `IT DOES NOT DRIP.

1.2 on the gauge, first cup of the week, and the spoon survived. I have written the date inside the cover with a pencil, as one does.

May I send you something? I bind notebooks. Workshops always need notebooks.

Harriet`,
    }),
    answer(
      "4 workdays ago 10:30",
      "beto",
      `<p>Harriet, this is the best mail of the week; it has been read out aloud next to the lathe.</p>
<p>A notebook would be used every day, and stained within the hour. Thank you. The address is on the parcel.</p>
<p>Beto, and everybody here</p>`,
    ),
    close("beto"),
    read("carla"),
    read("ana"),
  ],
};
