// The hostile HTML as mails: what does not disturb each other side by side, each with its own address at the tracker.
import { alone, encoded, pictures, together as first } from "./hostile-html.ts";
import { markup } from "./hostile-markup.ts";
import { styles } from "./hostile-styles.ts";
import { trackerDomain } from "./tracker.ts";

export interface HostileMail {
  readonly subject: string;
  readonly raw: Buffer;
  readonly html: Buffer;
  /** Names at the tracker that may be contacted once the reader has asked for pictures. */
  readonly pictures: readonly string[];
}

const together: Readonly<Record<string, string>> = { ...first, ...styles, ...markup };

/** Every case by its name. */
export const vectorNames: readonly string[] = [together, alone, encoded, pictures].flatMap(Object.keys);

const sideBySide = 12;

export function hostileMails(): HostileMail[] {
  const names = Object.keys(together);
  const groups = Array.from({ length: Math.ceil(names.length / sideBySide) }, (_, index) =>
    names.slice(index * sideBySide, (index + 1) * sideBySide),
  );
  return [
    ...groups.map((group) =>
      withPictures(
        group.join(", "),
        group.map((name) => armed(name, together[name] ?? "")),
      ),
    ),
    ...Object.entries(alone).map(([name, html]) => withPictures(name, [armed(name, html)])),
    ...Object.entries(encoded).map(([name, { charset, body }]) => {
      const bytes = Buffer.from(body.toString("latin1").replaceAll("JS", script), "latin1");
      return { subject: `in ${name}`, raw: mailOf(`in ${name}`, bytes, charset), html: bytes, pictures: [] };
    }),
  ];
}

function withPictures(subject: string, bodies: readonly Buffer[]): HostileMail {
  const [leading = ""] = subject.split(",");
  const own = Object.entries(pictures).map(([name, html]) => ({ name: `${name}-${leading}`, html }));
  const shown = own.map(({ name, html }) => armed(name, html));
  const html = Buffer.concat([Buffer.from("<p>Good morning.</p>"), ...shown, ...bodies]);
  return { subject, raw: mailOf(subject, html, "utf-8"), html, pictures: own.map(({ name }) => name).toSorted() };
}

/** Leaves a mark that everybody can see, and shouts. */
const script = "top.ran=1;alert(1)";

function armed(name: string, html: string | Buffer): Buffer {
  const host = `${name}.${trackerDomain}`;
  const text = Buffer.from(html).toString("latin1");
  const live = text.replaceAll("JS", script).replaceAll("HOST", host).replace(/\bT\b/g, `https://${host}/x`);
  return Buffer.concat([Buffer.from("<div>"), Buffer.from(live, "latin1"), Buffer.from("</div>")]);
}

function mailOf(subject: string, html: Buffer, charset: string): Buffer {
  const lines = [
    "From: A Stranger <stranger@client.example>",
    "To: support@acme.test",
    `Subject: ${subject}`,
    "MIME-Version: 1.0",
    `Content-Type: text/html; charset=${charset}`,
    "Content-Transfer-Encoding: base64",
    "",
    html.toString("base64").replace(/.{76}/g, "$&\r\n"),
    "",
  ];
  return Buffer.from(lines.join("\r\n"));
}
