// Sends mail by SMTP, envelope and bytes apart, one connection for all: what is sent first arrives first.
import { createTransport } from "nodemailer";
import type { ComposedMail } from "./compose.ts";

export interface Post {
  /** Resolves once the server has answered 250 to the DATA. */
  send(mail: ComposedMail): Promise<void>;
  close(): void;
}

export function openPost(smtpPort: number): Post {
  const transport = createTransport({
    host: "127.0.0.1",
    port: smtpPort,
    name: "mail.demo.example",
    ignoreTLS: true,
    pool: true,
    maxConnections: 1,
    maxMessages: Number.POSITIVE_INFINITY,
  });
  return {
    async send({ envelope, raw }) {
      await transport.sendMail({ envelope: { from: envelope.from, to: [...envelope.to] }, raw });
    },
    close: () => transport.close(),
  };
}
