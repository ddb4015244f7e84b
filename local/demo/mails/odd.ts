// Mail that machines, lists, faraway encodings and crooks send: kept as `.eml`, because here the exact bytes matter.
import { assign, close, eml, note, read, type Story } from "../story.ts";

/** A phone's photo without a word, in JPEG. */
const wordless: Story = {
  name: "wordless",
  language: "en",
  inboxes: ["support"],
  steps: [eml("20 minutes ago", "dev.patel@pocketpost.example", "wordless-photo.eml"), read("beto")],
};

/** Subject and body in iso-2022-jp, as Japanese mail has been written since the eighties. */
const kyoto: Story = {
  name: "kyoto",
  language: "ja",
  inboxes: ["support"],
  steps: [
    eml("2 workdays ago 08:05", "mori@kissa-hoshizora.example", "kyoto.eml"),
    note(
      "carla",
      "She asks whether the wooden handle may be lacquered, and says the Lumaca stands next to the shop's cat. I will ask Beto about the lacquer.",
    ),
    assign("carla", "carla"),
    read("ana"),
  ],
};

/** A mailing list: List-Id, a prefix in the subject, a footer. */
const leverList: Story = {
  name: "lever-list",
  language: "en",
  inboxes: ["support"],
  steps: [eml("5 workdays ago 20:15", "levers-bounces@lists.levers.example", "lever-list.eml"), read("ana"), close("beto")],
};

/** A whole mail inside a mail (message/rfc822). */
const forwarded: Story = {
  name: "forwarded",
  language: "en",
  inboxes: ["support"],
  steps: [eml("1 workday ago 13:15", "agnes@cobbler-lane.example", "forwarded.eml"), assign("ana", "beto")],
};

/** Script, onerror, javascript: links, a form: all of it must stay harmless. */
const crook: Story = {
  name: "crook",
  language: "en",
  inboxes: ["support"],
  steps: [eml("45 minutes ago", "billing@acme-invoices.example", "crook.eml")],
};

/** MIME that was broken on the way: no closing boundary, bad base64, an unknown charset. */
const broken: Story = {
  name: "broken",
  language: "en",
  inboxes: ["support"],
  steps: [eml("3 workdays ago 15:55", "scanner@oldmill-guesthouse.example", "broken.eml")],
};

export const odd: readonly Story[] = [wordless, kyoto, leverList, forwarded, crook, broken];
