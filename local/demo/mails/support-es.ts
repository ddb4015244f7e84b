// Las cartas del taller en español: una palanca dura, un gato culpable, un café junto al mar.
import { answer, assign, close, eml, mail, note, type Person, read, type Story } from "../story.ts";

const ines: Person = { name: "Inés Vidal", address: "ines.vidal@casavidal.example", language: "es", client: "thunderbird" };
const lucia: Person = { name: "Lucía Prat", address: "lucia@cafemarea.example", language: "es", client: "gmail" };
const andreu: Person = { name: "Andreu Soler", address: "andreu@soler-reparaciones.example", language: "es", client: "outlook" };
const nuria: Person = { name: "Nuria Campos", address: "nuria.campos@correoazul.example", language: "es", client: "gmail" };

const stiffLever: Story = {
  name: "palanca",
  language: "es",
  inboxes: ["support"],
  steps: [
    mail("8 workdays ago 09:15", ines, {
      subject: "La palanca se ha quedado dura",
      text: `Buenos días:

Desde el domingo la palanca de mi Lumaca pesa como un remo. Mi hija dice que así hago gimnasia; yo digo que a las siete de la mañana no estoy para remar.

¿Es el muelle? ¿Soy yo?

Un saludo,
Inés Vidal
Teléfono 600 000 118`,
    }),
    assign("carla", "carla"),
    answer(
      "8 workdays ago 10:20",
      "carla",
      "<p>Buenos días, Inés:</p><p>No es usted, y tampoco es el muelle: a la junta del pistón le falta grasa. Es una operación de diez minutos con grasa alimentaria (referencia <b>GR-01</b>). Le mando hoy un tubito y el dibujo, sin coste.</p><p>Hasta entonces, reme con calma.</p><p>Carla</p>",
    ),
    mail("5 workdays ago 19:40", ines, {
      text: `Carla:

Llegó el tubito. He seguido el dibujo, me han sobrado cero piezas (milagro) y la palanca baja como una seda.

Mi hija está decepcionada: se acabó el remo.

Muchas gracias.
Inés`,
      ignoresReplyTo: true,
    }),
    answer(
      "4 workdays ago 09:00",
      "carla",
      "<p>¡Cero piezas sobrantes! Aquí eso no lo consigue todo el mundo. Repita con la grasa dentro de un año, más o menos por estas fechas.</p><p>Un abrazo a la remera,<br>Carla</p>",
    ),
    close("carla"),
    read("ana"),
  ],
};

const cafeMarea: Story = {
  name: "cafe-marea",
  language: "es",
  inboxes: ["support"],
  steps: [
    mail("3 workdays ago 11:35", lucia, {
      subject: "La Orsa del Café Marea pierde presión",
      cc: [andreu.address],
      text: `Hola:

La Orsa pierde presión a media mañana, justo cuando llega el autobús de las once con cuarenta personas y una sola idea. Pongo en copia a Andreu, nuestro técnico, que ya ha mirado la bomba.

¿Qué puede ser?

Lucía Prat
Café Marea`,
      html: `<div dir="ltr"><p>Hola:</p><p>La Orsa pierde presión a media mañana, <b>justo cuando llega el autobús de las once</b> con cuarenta personas y una sola idea. Pongo en copia a Andreu, nuestro técnico, que ya ha mirado la bomba.</p><p>¿Qué puede ser?</p><p>Lucía Prat<br><span style="color:#1d6f8a">Café Marea</span></p></div>`,
    }),
    assign("ana", "beto"),
    answer(
      "3 workdays ago 12:30",
      "beto",
      "<p>Hola, Lucía; hola, Andreu:</p><p>Si la bomba está bien, yo miraría el filtro de entrada: con agua de costa se llena de cal en unos seis meses y solo se nota cuando se piden muchos cafés seguidos.</p><p>Andreu, ¿qué presión hay <i>antes</i> del filtro con los dos grupos abiertos?</p><p>Beto</p>",
      { cc: [andreu] },
    ),
    mail("2 workdays ago 17:10", andreu, {
      text: `Buenas tardes, Beto:

Antes del filtro, 3,1 bar. Después, 0,9. Tenías razón: el filtro parecía una piedra pómez. Lo he guardado de recuerdo.

¿Me mandas dos de repuesto al Café Marea?

Andreu Soler
Soler Reparaciones`,
    }),
    note(
      "beto",
      "Dos filtros FE-30 salen mañana. Andreu sabe lo que hace: si vuelve a escribir, contestadle como a uno de la casa.",
    ),
    read("carla"),
    read("ana"),
  ],
};

const catStory: Story = {
  name: "gato",
  language: "es",
  inboxes: ["support"],
  steps: [
    mail("95 minutes ago", nuria, {
      subject: "¿La garantía cubre gatos?",
      text: `Hola:

Pregunta hipotética. Si un gato (blanco, cinco kilos, llamado Canciller) se sube a una Lumaca porque está calentita, y se baja de golpe porque deja de estar solo calentita, y en la bajada se lleva por delante el depósito de agua…

¿eso lo cubre la garantía?

El gato está perfectamente. El depósito, no.

Nuria`,
    }),
    read("carla"),
  ],
};

const descaling: Story = {
  name: "descalcificacion",
  language: "es",
  inboxes: ["support"],
  steps: [eml("150 minutes ago", "eusebio.nunez@correoazul.example", "descalcificacion.eml")],
};

export const supportInSpanish: readonly Story[] = [stiffLever, cafeMarea, catStory, descaling];
