// The platform as a whole: a mail goes in, a person answers, a mail goes out, and a restart forgets nothing.
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { access, readdir } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { WebSocket } from "ws";
import { memberOfIdentity } from "../../functions/store/members.ts";
import { TakenError } from "../../local/errors.ts";
import { type ApiMember, receivedIn, sentIn, signIn } from "../helpers/api.ts";
import { sendBySmtp, startTestPlatform, type TestPlatform } from "../helpers/platform.ts";
import { temporaryFolder } from "./temporary-folder.ts";

function mailAbout(subject: string, body = "Hello!"): string {
  const id = randomBytes(8).toString("hex");
  const header = [
    "From: Kim <kim@client.example>",
    "To: support@acme.test",
    `Subject: ${subject}`,
    `Message-ID: <${id}@client.example>`,
  ];
  return [...header, "", body, ""].join("\r\n");
}

describe("one platform", () => {
  let platform: TestPlatform;
  let ana: ApiMember;

  beforeAll(async () => {
    platform = await startTestPlatform();
    ana = await signIn(platform.url, "ana@acme.test");
    return () => platform.stop();
  });

  test("begins with Acme's people and inboxes, and no mail", async () => {
    expect(platform.isFresh).toBe(true);
    const { items } = (await ana.get<{ items: { addresses: string[] }[] }>("/inboxes")).body;
    expect(items.flatMap((inbox) => inbox.addresses).sort()).toEqual(["jobs@acme.test", "sales@acme.test", "support@acme.test"]);
    expect(await ana.list()).toEqual([]);
    const beto = await signIn(platform.url, "beto@acme.test");
    expect((await beto.get<{ items: unknown[] }>("/inboxes")).body.items).toHaveLength(1);
  });

  test("a mail in, an answer out, delivered", async () => {
    await platform.deliver(mailAbout("The whole way"), { to: "support@acme.test" });
    const { conversation } = await ana.find("The whole way");
    await ana.reply(conversation, "<p>Hello Kim</p>");
    await platform.idle();
    expect(sentIn(await ana.open(conversation.id))[0]?.delivery.state).toBe("delivered");
    expect((await platform.outbox()).at(-1)).toMatchObject({ to: ["kim@client.example"], subject: "Re: The whole way" });
  });

  test("who looks at the page hears of a new mail", async () => {
    const { socketAddress } = (await ana.get<{ socketAddress: string }>("/me")).body;
    const socket = new WebSocket(socketAddress, { headers: { cookie: ana.cookie }, origin: platform.url });
    onTestFinished(() => socket.terminate());
    await once(socket, "open");
    const heard = once(socket, "message");
    await sendBySmtp(platform.smtpPort, Buffer.from(mailAbout("Live")), { to: "support@acme.test" });
    const [message] = await heard;
    expect(JSON.parse(String(message))).toMatchObject({
      type: "conversation.changed",
      id: expect.stringMatching(/^con_/),
      version: 1,
    });
    await platform.idle();
  });

  test("a bounce that a script asks for is shown", async () => {
    await platform.deliver(mailAbout("Will bounce"), { to: "support@acme.test" });
    const { conversation } = await ana.find("Will bounce");
    await ana.reply(conversation, "<p>Hello?</p>");
    await platform.idle();
    await platform.report((await platform.outbox()).at(-1), { type: "bounce", reason: "smtp; 550 5.1.1 nobody here" });
    const [message] = sentIn(await ana.open(conversation.id));
    expect(message?.delivery).toMatchObject({ state: "bounced", reason: expect.stringContaining("nobody here") });
  });

  test("a hundred mails at once are a hundred conversations", { timeout: 60_000 }, async () => {
    const subjects = Array.from({ length: 100 }, (_, index) => `Crowd ${index}`);
    const lanes = Array.from({ length: 10 }, async (_, lane) => {
      for (const subject of subjects.filter((_s, index) => index % 10 === lane)) {
        await sendBySmtp(platform.smtpPort, Buffer.from(mailAbout(subject)), { to: "sales@acme.test" });
      }
    });
    await Promise.all(lanes);
    await platform.idle();
    const { items } = (await ana.get<{ items: { name: string; counts: { open: number } }[] }>("/inboxes")).body;
    expect(items.find((inbox) => inbox.name === "Sales")?.counts.open).toBe(100);
    expect(await readdir(join(platform.dataDir, "queues", "inbound", "dead"))).toEqual([]);
  });

  test("SMTP refuses whom SES would refuse, and takes any reply address", async () => {
    const to = (address: string) => sendBySmtp(platform.smtpPort, Buffer.from(mailAbout("To")), { to: address });
    await expect(to("nobody@acme.test")).rejects.toMatchObject({ responseCode: 550 });
    await expect(to("support@other.test")).rejects.toMatchObject({ responseCode: 550 });
    await to("Support@ACME.test");
    await to("anything@reply.acme.test");
    await platform.idle();
  });

  test("the page's port answers the page, the API, the issuer and the outbox", async () => {
    const status = async (path: string) => (await fetch(`${platform.url}${path}`, { redirect: "manual" })).status;
    expect(await status("/api/v1/me")).toBe(401);
    expect(await status("/issuer/.well-known/openid-configuration")).toBe(200);
    expect(await status("/local/outbox")).toBe(200);
    // 503 where nobody has built the page yet.
    expect([200, 503]).toContain(await status("/inbox/all/open"));
  });
});

test("after a restart on other ports everything is there, sessions and sign-in too", async () => {
  const dataDir = await temporaryFolder();
  const first = await startTestPlatform({ dataDir });
  await first.deliver(mailAbout("Kept"), { to: "support@acme.test" });
  const before = await signIn(first.url, "ana@acme.test");
  await before.reply((await before.find("Kept")).conversation, "<p>Kept too</p>");
  await first.idle();
  const sent = await first.outbox();
  await first.stop();

  const second = await startTestPlatform({ dataDir });
  onTestFinished(() => second.stop());
  expect(second.isFresh).toBe(false);
  expect(await second.outbox()).toEqual(sent);
  const same = await fetch(`${second.url}/api/v1/me`, { headers: { cookie: before.cookie } });
  expect(same.status).toBe(200);
  const ana = await signIn(second.url, "ana@acme.test");
  const { id } = (await ana.get<{ id: string }>("/me")).body;
  expect((await memberOfIdentity(`${second.url}/issuer`, id))?.email).toBe("ana@acme.test");
  const page = await ana.find("Kept");
  expect(sentIn(page)[0]?.delivery.state).toBe("delivered");
  const original = await ana.get(`/conversations/${page.conversation.id}/messages/${receivedIn(page)[0]?.id}/original`);
  expect(await (await fetch(original.headers.get("location") ?? "")).text()).toContain("Subject: Kept");
});

test("one folder is one platform's at a time", async () => {
  const dataDir = await temporaryFolder();
  const first = await startTestPlatform({ dataDir });
  await expect(startTestPlatform({ dataDir })).rejects.toThrow(TakenError);
  await first.stop();
  const second = await startTestPlatform({ dataDir });
  await second.stop();
});

test("a taken port is said before anything else starts", async () => {
  const dataDir = join(await temporaryFolder(), "untouched");
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void other.close());
  const { port } = other.address() as { port: number };
  await expect(startTestPlatform({ dataDir, port })).rejects.toThrow(
    new TakenError(`Port ${port} is taken. Choose another one: PORT=${port + 1} npm run dev`),
  );
  await expect(startTestPlatform({ dataDir, smtpPort: port })).rejects.toThrow(/SMTP_PORT=/);
  await expect(access(dataDir)).rejects.toThrow();
});
