// A mail as people send them, of any size: words in two versions, and files for the rest.

/** The same bytes each time. */
export function ordinaryMail(sizeBytes: number): Buffer {
  const words = Math.min(sizeBytes / 8, 20_000);
  const sentence = "The parcel came on Tuesday, and two of the six cups were broken. Could you send new ones?\r\n";
  const text = sentence.repeat(Math.ceil(words / sentence.length));
  const html = text.replace(/.+/g, "<p>$&</p>");
  const head = [
    "From: =?utf-8?Q?Luc=C3=ADa?= <lucia@client.example>",
    "To: Acme Support <support@acme.test>",
    "Subject: =?utf-8?Q?Dos_tazas_rotas_=E2=80=93_pedido_4711?=",
    "Date: Mon, 16 Nov 2026 09:12:44 +0100",
    "Message-ID: <parcel@client.example>",
    "MIME-Version: 1.0",
    'Content-Type: multipart/mixed; boundary="outer"',
    "",
    "--outer",
    'Content-Type: multipart/alternative; boundary="inner"',
    "",
    "--inner",
    "Content-Type: text/plain; charset=utf-8",
    "",
    `${text}--inner`,
    "Content-Type: text/html; charset=utf-8",
    "Content-Transfer-Encoding: quoted-printable",
    "",
    `${html}--inner--`,
    "--outer",
    'Content-Type: image/jpeg; name="cups.jpg"',
    'Content-Disposition: attachment; filename="cups.jpg"',
    "Content-Transfer-Encoding: base64",
    "",
    "",
  ].join("\r\n");
  const line = `${Buffer.from("a picture of two broken cups on a table, in pieces; sorry.").toString("base64").slice(0, 76)}\r\n`;
  const lines = Math.max(Math.floor((sizeBytes - head.length) / line.length), 1);
  return Buffer.from(`${head}${line.repeat(lines)}--outer--\r\n`);
}
