// Lo que llega a sales@ en español: un hotel con un escéptico, una factura demasiado afectuosa.
import { invoice } from "../files/papers.ts";
import { answer, assign, close, mail, note, type Person, read, type Story } from "../story.ts";

const hotel: Person = { name: "Hotel Faro · Eventos", address: "eventos@hotelfaro.example", language: "es", client: "outlook" };
const pilar: Person = { name: "Pilar Quintana", address: "pilar@quintana-gestoria.example", language: "es", client: "outlook" };

const lighthouse: Story = {
  name: "hotel-faro",
  language: "es",
  inboxes: ["sales"],
  steps: [
    mail("1 workday ago 10:10", hotel, {
      subject: "Invitación: visita al taller y cata",
      text: "Buenos días:\n\nLes proponemos fecha para que nuestro equipo de desayunos visite el taller (seis personas, una de ellas muy escéptica con las máquinas de palanca). ¿Les va bien?\n\nHotel Faro",
      html: `<p>Buenos días:</p><p>Les proponemos fecha para que nuestro equipo de desayunos visite el taller (seis personas, <i>una de ellas muy escéptica</i> con las máquinas de palanca). ¿Les va bien?</p><p style="color:#1d4e6b"><b>Hotel Faro</b> · Eventos · 900 000 345</p>`,
      invitation: {
        uid: "visita-taller@hotelfaro.example",
        title: "Visita al taller de Acme y cata de café",
        place: "Taller de Acme",
        organiser: "eventos@hotelfaro.example",
        attendee: "sales@acme.test",
        inDays: 6,
        hour: 10,
      },
    }),
    assign("elena", "elena"),
    note("elena", "Sí a la fecha. Al escéptico que lo siente Beto delante de la palanca: nunca falla."),
    read("elena"),
  ],
};

const unpaidInvoice: Story = {
  name: "factura",
  language: "es",
  inboxes: ["sales"],
  steps: [
    mail("9 workdays ago 12:00", pilar, {
      subject: "Factura F-2026-118: falta el NIF",
      text: "Buenos días:\n\nAdjunto la factura F-2026-118. En el apartado del cliente pone «el señor de las gafas». Entendemos que es afectuoso, pero Hacienda no lo aceptará. ¿Pueden rehacerla con el NIF?\n\nUn cordial saludo,\nPilar Quintana\nGestoría Quintana",
      files: [{ filename: "F-2026-118.pdf", contentType: "application/pdf", content: invoice() }],
    }),
    assign("elena", "elena"),
    answer(
      "9 workdays ago 13:10",
      "elena",
      "<p>Buenos días, Pilar:</p><p>Qué vergüenza. «El señor de las gafas» era una nota del taller que se coló en la plantilla. La factura corregida sale hoy, con NIF y sin gafas.</p><p>Elena</p>",
    ),
    close("elena"),
    read("dario"),
    read("ana"),
  ],
};

export const salesInSpanish: readonly Story[] = [lighthouse, unpaidInvoice];
