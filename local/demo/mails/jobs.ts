// What comes to jobs@: people who would like to work here, each with a CV.
import { cv } from "../files/papers.ts";
import { answer, assign, close, type DemoFile, mail, note, type Person, read, type Story } from "../story.ts";

const noor: Person = { name: "Noor Visser", address: "noor.visser@lathework.example", language: "en", client: "thunderbird" };
const alvaro: Person = { name: "Álvaro Ruiz Peña", address: "alvaro.ruiz@correoazul.example", language: "es", client: "gmail" };
const matteo: Person = { name: "Matteo Galli", address: "matteo.galli@postachiara.example", language: "it", client: "gmail" };
const saoirse: Person = {
  name: "Saoirse Kelleher",
  address: "saoirse@kelleher-and-co.example",
  language: "en",
  client: "outlook",
};

const technician: Story = {
  name: "technician",
  language: "en",
  inboxes: ["jobs"],
  steps: [
    mail("3 workdays ago 13:05", noor, {
      subject: "Application: workshop technician",
      text: `Dear Acme,

I have spent eleven years repairing things that people said could not be repaired: two church organs, a ferry's galley, and my uncle's opinion of me.

Your notice asks for "somebody who listens to machines before touching them". I do, and it annoys everyone I travel with.

My CV is attached. I could start in the spring.

Noor Visser`,
      files: [
        paper(
          "CV Noor Visser.pdf",
          cv(
            "Noor Visser",
            "# Work",
            "2019 to now: Lathework, repairs",
            "2015 to 2019: Ferry Klaproos, second engineer",
            "",
            "# Skills",
            "Brass, boilers, patience, Dutch, English",
          ),
        ),
      ],
    }),
    note("elena", "The organs! I know the one in the harbour church; it was silent for twenty years. Please invite her."),
    assign("ana", "ana"),
    note("ana", "Invited for Thursday by telephone. Beto shows her the lathe, she shows us how she listens."),
    read("elena"),
  ],
};

const administration: Story = {
  name: "administracion",
  language: "es",
  inboxes: ["jobs"],
  steps: [
    mail("8 workdays ago 11:15", alvaro, {
      subject: "Candidatura para administración",
      text: `Buenos días:

Les escribo por el puesto de administración. Llevo seis años ordenando las facturas de una cooperativa de naranjas, así que no me asusta nada que venga en caja.

Adjunto mi currículum. Quedo a su disposición.

Álvaro Ruiz Peña
Teléfono 600 000 271`,
      files: [
        paper(
          "Currículum Álvaro Ruiz Peña.pdf",
          cv(
            "Álvaro Ruiz Peña",
            "# Experiencia",
            "2020 a hoy: Cooperativa La Huerta, facturación",
            "",
            "# Idiomas",
            "Español, valenciano, inglés e italiano de vacaciones",
          ),
        ),
      ],
    }),
    answer(
      "7 workdays ago 09:30",
      "ana",
      "<p>Buenos días, Álvaro:</p><p>Gracias por su carta, la hemos leído todos y con una sonrisa. El puesto ya está ocupado desde la semana pasada, pero en primavera buscaremos a alguien más y nos gustaría escribirle entonces, si le parece bien.</p><p>Un saludo,<br>Ana</p>",
    ),
    mail("6 workdays ago 08:20", alvaro, {
      text: "Muchas gracias, Ana. Me parece muy bien. Hasta la primavera, entonces; guardo una caja de naranjas.\n\nÁlvaro",
    }),
    close("ana"),
    read("elena"),
  ],
};

const apprentice: Story = {
  name: "apprendista",
  language: "it",
  inboxes: ["jobs"],
  steps: [
    mail("110 minutes ago", matteo, {
      subject: "Apprendista: ho diciassette anni e due mani",
      text: `Buongiorno,

mi chiamo Matteo, ho diciassette anni e sto finendo l'istituto tecnico. Ho smontato la moka di mia nonna, il motorino di mio fratello e la radio di tutti. La moka e la radio le ho anche rimontate.

Cerco un posto da apprendista per l'estate. Il motorino lo finisco entro maggio, promesso.

In allegato il curriculum, l'ha corretto la nonna.

Matteo Galli`,
      files: [
        paper(
          "curriculum_matteo_galli.pdf",
          cv(
            "Matteo Galli",
            "# Scuola",
            "Istituto tecnico, meccanica, quarto anno",
            "",
            "# Esperienze",
            "Moka: riuscita",
            "Radio: riuscita",
            "Motorino: in corso",
            "",
            "Corretto dalla nonna",
          ),
        ),
      ],
    }),
  ],
};

const twoDoors: Story = {
  name: "two-doors",
  language: "en",
  inboxes: ["jobs", "sales"],
  steps: [
    mail("130 minutes ago", saoirse, {
      subject: "Application for sales, and a word for Dario",
      to: ["jobs@acme.test"],
      cc: ["sales@acme.test"],
      text: `Dear Ana,

I would like to apply for the position in sales. I copy the sales team because Dario sold me a Lumaca three years ago in such a pleasant way that I only noticed on the train home. I should like to learn how that is done.

My CV and a reference are attached.

Kind regards
Saoirse Kelleher`,
      files: [
        paper(
          "CV Saoirse Kelleher.pdf",
          cv(
            "Saoirse Kelleher",
            "# Work",
            "2018 to now: Kelleher & Co, stationery, sales",
            "",
            "# Languages",
            "Irish, English, Spanish, some Italian",
          ),
        ),
        paper(
          "Reference.pdf",
          cv("Saoirse Kelleher", "# Reference", "She once sold a fountain pen to a man who had come to sell us one."),
        ),
      ],
    }),
    note("elena", 'Dario remembers her: "the one with the train". From our side: yes, please.'),
  ],
};

function paper(filename: string, content: Buffer): DemoFile {
  return { filename, contentType: "application/pdf", content };
}

export const jobs: readonly Story[] = [technician, administration, apprentice, twoDoors];
