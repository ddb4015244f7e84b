// A plain mail as bytes, with the headers a case is about.

export interface TextMail {
  readonly from?: string;
  readonly to?: string;
  readonly cc?: string;
  readonly subject?: string;
  readonly messageId?: string;
  readonly inReplyTo?: string;
  readonly references?: string;
  readonly text?: string;
  readonly headers?: readonly string[];
}

export function textMail(mail: TextMail = {}): string {
  const lines = [
    `From: ${mail.from ?? "Lucía <lucia@client.example>"}`,
    `To: ${mail.to ?? "support@acme.test"}`,
    ...(mail.cc ? [`Cc: ${mail.cc}`] : []),
    `Subject: ${mail.subject ?? "The grinder"}`,
    "Date: Fri, 20 Nov 2026 10:00:00 +0100",
    ...(mail.messageId ? [`Message-ID: <${mail.messageId}>`] : []),
    ...(mail.inReplyTo ? [`In-Reply-To: <${mail.inReplyTo}>`] : []),
    ...(mail.references ? [`References: ${mail.references}`] : []),
    ...(mail.headers ?? []),
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: 8bit",
    "",
    mail.text ?? "It makes a noise.",
    "",
  ];
  return lines.join("\r\n");
}
