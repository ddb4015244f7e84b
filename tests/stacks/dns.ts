// A DNS server on this machine: enough of RFC 1035 to answer MX and TXT questions, or to stay silent.
import { createSocket } from "node:dgram";

export interface Zone {
  /** By domain, best first. */
  readonly mx?: Readonly<Record<string, readonly string[]>>;
  readonly txt?: Readonly<Record<string, string>>;
}

export interface FakeDns {
  readonly address: string;
  stop(): Promise<void>;
}

const types: Readonly<Record<number, "mx" | "txt">> = { 15: "mx", 16: "txt" };

export async function startDns(zone: Zone, isSilent = false): Promise<FakeDns> {
  const socket = createSocket("udp4");
  socket.on("message", (query, from) => {
    if (!isSilent) socket.send(answerTo(query, zone), from.port, from.address);
  });
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  return {
    address: `127.0.0.1:${socket.address().port}`,
    stop: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}

function answerTo(query: Buffer, zone: Zone): Buffer {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString("ascii", at + 1, at + 1 + length));
    at += length + 1;
  }
  const question = query.subarray(12, at + 5);
  const type = query.readUInt16BE(at + 1);
  const records = recordsOf(zone, types[type], labels.join(".").toLowerCase());
  const header = Buffer.alloc(12);
  query.copy(header, 0, 0, 2);
  // Recursion was wanted and is there; a name without records does not exist.
  header.writeUInt16BE(records === undefined ? 0x8183 : 0x8180, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(records?.length ?? 0, 6);
  return Buffer.concat([header, question, ...(records ?? []).map((data) => record(type, data))]);
}

function recordsOf(zone: Zone, kind: "mx" | "txt" | undefined, name: string): Buffer[] | undefined {
  if (kind === "mx") return zone.mx?.[name]?.map((host, index) => Buffer.concat([uint16(10 * (index + 1)), nameOf(host)]));
  const text = kind === "txt" ? zone.txt?.[name] : undefined;
  return text === undefined ? undefined : [Buffer.concat([Buffer.of(text.length), Buffer.from(text)])];
}

/** Its name is a pointer to the question's. */
function record(type: number, data: Buffer): Buffer {
  return Buffer.concat([uint16(0xc00c), uint16(type), uint16(1), Buffer.alloc(4), uint16(data.length), data]);
}

function nameOf(host: string): Buffer {
  const labels = host === "" ? [] : host.split(".");
  return Buffer.concat([...labels.map((label) => Buffer.concat([Buffer.of(label.length), Buffer.from(label)])), Buffer.of(0)]);
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}
