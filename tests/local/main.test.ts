// `npm run dev` as a person runs it: a process, its arguments, its words, its signals and its sudden death.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { freePort } from "../../local/serve.ts";
import { signIn } from "../helpers/api.ts";
import { sendBySmtp } from "../helpers/platform.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const main = new URL("../../local/main.ts", import.meta.url).pathname;

function dev(args: readonly string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, ["--import", "tsx", main, ...args], { env: { ...process.env, ...env } });
  onTestFinished(() => void child.kill("SIGKILL"));
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
  return { child, said: () => said, ended: ended(child) };
}

async function ended(child: ChildProcess): Promise<number | string> {
  const [code, signal] = (await once(child, "exit")) as [number | null, string | null];
  return code ?? signal ?? "";
}

/** Starts it and waits until it says that it is ready. */
async function ready(dataDir: string) {
  const [port, smtpPort] = [await freePort(), await freePort()];
  const running = dev(["--data", dataDir, "--empty"], { PORT: String(port), SMTP_PORT: String(smtpPort) });
  await expect.poll(running.said, { timeout: 60_000, interval: 50 }).toContain("Ctrl+C stops");
  return { ...running, url: `http://127.0.0.1:${port}`, smtpPort };
}

function mailAbout(subject: string): Buffer {
  return Buffer.from(`From: kim@client.example\r\nTo: support@acme.test\r\nSubject: ${subject}\r\n\r\nHello\r\n`);
}

test("--help says how, and is no error", async () => {
  const { said, ended } = dev(["--help"]);
  expect(await ended).toBe(0);
  expect(said()).toContain("--relay smtp://");
});

test.each([
  ["an unknown option", ["--demo"], {}],
  ["a relay that is none", ["--relay", "mail.example.com"], {}],
  ["a port that is none", [], { PORT: "three thousand" }],
])("%s ends with 2 and the usage", async (_case, args, env) => {
  const { said, ended } = dev(args, env);
  expect(await ended).toBe(2);
  expect(said()).toContain("npm run dev -- [options]");
});

test("a taken port ends with 1 and one sentence", async () => {
  const other = createServer();
  const port = await freePort();
  await new Promise<void>((resolve) => other.listen(port, "127.0.0.1", resolve));
  onTestFinished(() => void other.close());
  const { said, ended } = dev(["--data", await temporaryFolder()], { PORT: String(port) });
  expect(await ended).toBe(1);
  expect(said().trim()).toBe(`Port ${port} is taken. Choose another one: PORT=${port + 1} npm run dev`);
});

test("it says where everything is, and stops when told to", { timeout: 90_000 }, async () => {
  const dataDir = await temporaryFolder();
  const { child, said, ended, url, smtpPort } = await ready(dataDir);
  for (const word of [url, `smtp://127.0.0.1:${smtpPort}`, dataDir, "ana@acme.test", "/local/outbox", "curl"])
    expect(said()).toContain(word);
  expect((await fetch(url)).headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  child.kill("SIGTERM");
  expect(await ended).toBe(0);
  await expect(fetch(url)).rejects.toThrow();
});

test("what was accepted survives kill -9, and so do sessions", { timeout: 120_000 }, async () => {
  const dataDir = await temporaryFolder();
  const first = await ready(dataDir);
  const before = await signIn(first.url, "ana@acme.test");
  const subjects = Array.from({ length: 20 }, (_, index) => `Survivor ${index}`);
  await Promise.all(subjects.map((subject) => sendBySmtp(first.smtpPort, mailAbout(subject), { to: "support@acme.test" })));
  first.child.kill("SIGKILL");
  expect(await first.ended).toBe("SIGKILL");

  const second = await ready(dataDir);
  const ana = await signIn(second.url, "ana@acme.test");
  const found = async () => (await ana.list()).map((conversation) => conversation.subject).sort();
  await expect.poll(found, { timeout: 20_000, interval: 100 }).toEqual([...subjects].sort());
  const me = await fetch(`${second.url}/api/v1/me`, { headers: { cookie: before.cookie } });
  expect(me.status).toBe(200);
  second.child.kill("SIGTERM");
  await second.ended;
});
