// A server that a hostile mail would like to reach. It answers nobody; it only remembers who connected, by the name they asked for.
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";

export interface Tracker {
  /** For Chromium: every name below `tracker.example`, http or https, leads here. */
  readonly browserArgs: readonly string[];
  /** The names that were connected to, once each. A connection without a word, as a preconnect makes, counts as "". */
  contacts(): string[];
  forget(): void;
  stop(): Promise<void>;
}

export const trackerDomain = "tracker.example";

export async function startTracker(): Promise<Tracker> {
  const contacts: { name: string }[] = [];
  const server = createServer((socket) => {
    const contact = { name: "" };
    contacts.push(contact);
    socket.on("error", () => socket.destroy());
    socket.once("data", (bytes) => {
      contact.name = nameIn(bytes);
      socket.destroy();
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    browserArgs: [
      `--host-resolver-rules=MAP *.${trackerDomain} 127.0.0.1:${port}`,
      // Chromium would keep pages from this machine's own addresses; a real tracker is elsewhere.
      "--disable-features=LocalNetworkAccessChecks",
    ],
    contacts: () => [...new Set(contacts.map(({ name }) => name))].toSorted(),
    forget: () => contacts.splice(0),
    stop: async () => {
      server.close();
      await once(server, "close");
    },
  };
}

/** The first bytes say it readably: after its length in TLS, in the Host header in HTTP. */
function nameIn(bytes: Buffer): string {
  const text = bytes.toString("latin1");
  const [, name = ""] =
    /\0[\x01-\xff]([\w-]+)\.tracker\.example/.exec(text) ?? /^host: ([\w-]+)\.tracker\.example/im.exec(text) ?? [];
  return name;
}
