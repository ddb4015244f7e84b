// One SMTP connection that says when the last byte of a mail had left, which libraries do not.
import { once } from "node:events";
import { connect } from "node:net";
import { createInterface } from "node:readline";

export interface Sent {
  /** By `performance.now()`: the end of DATA was handed to the system. */
  readonly endOfDataAt: number;
  /** The server took the mail. */
  readonly acceptedAt: number;
}

export interface Smtp {
  /** @param mail with CRLF line ends */
  send(mail: Uint8Array, to: string): Promise<Sent>;
  close(): Promise<void>;
}

export async function openSmtp(port: number): Promise<Smtp> {
  const socket = connect({ host: "127.0.0.1", port, noDelay: true });
  const lines = createInterface(socket)[Symbol.asyncIterator]();
  async function answer(code: string): Promise<void> {
    for (;;) {
      const { value: line = "" } = await lines.next();
      if (!line.startsWith(code)) throw new Error(`SMTP: expected ${code}, got ${line || "the end"}`);
      if (line[3] !== "-") return;
    }
  }
  async function say(line: string, code: string): Promise<void> {
    socket.write(`${line}\r\n`);
    await answer(code);
  }
  await answer("220");
  await say("EHLO mail.client.example", "250");
  return {
    async send(mail, to) {
      await say("MAIL FROM:<lucia@client.example>", "250");
      await say(`RCPT TO:<${to}>`, "250");
      await say("DATA", "354");
      socket.write(mail);
      await new Promise<void>((resolve, reject) => {
        socket.write("\r\n.\r\n", (error) => (error ? reject(error) : resolve()));
      });
      const endOfDataAt = performance.now();
      await answer("250");
      return { endOfDataAt, acceptedAt: performance.now() };
    },
    async close() {
      await say("QUIT", "221");
      socket.end();
      if (!socket.closed) await once(socket, "close");
    },
  };
}
