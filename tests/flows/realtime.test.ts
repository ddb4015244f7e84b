// Sockets: who may hear of what, in ids and versions only.
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { keys } from "../../functions/store/keys.ts";
import { findMember, saveMember } from "../../functions/store/members.ts";
import { listSockets } from "../../functions/store/sockets.ts";
import { type ApiMember, sentIn, signIn } from "../helpers/api.ts";
import { startTestPlatform, type TestPlatform } from "../helpers/platform.ts";
import { textMail } from "../helpers/text-mail.ts";
import { until } from "../helpers/until.ts";

let platform: TestPlatform;
let ana: ApiMember;
let carla: ApiMember;
let elena: ApiMember;
const open: WebSocket[] = [];

beforeAll(async () => {
  platform = await startTestPlatform();
  [ana, carla, elena] = (await Promise.all(
    ["ana", "carla", "elena"].map((name) => signIn(platform.url, `${name}@acme.test`)),
  )) as [ApiMember, ApiMember, ApiMember];
  return () => platform.stop();
});

afterEach(async () => {
  for (const socket of open.splice(0)) socket.close();
  await until(async () => expect(await listSockets()).toEqual([]));
});

interface Heard {
  readonly type: string;
  readonly id: string;
  readonly inboxId: string;
  readonly version?: number;
}

/** An open socket, and what it has heard so far. */
async function listen(member: ApiMember): Promise<Heard[]> {
  const { socketAddress } = (await member.get<{ socketAddress: string }>("/me")).body;
  const heard: Heard[] = [];
  const socket = new WebSocket(socketAddress, { headers: { cookie: member.cookie, origin: platform.url } });
  open.push(socket);
  socket.on("message", (data) => heard.push(JSON.parse(String(data)) as Heard));
  await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
  return heard;
}

async function refusal(headers: Record<string, string>): Promise<string> {
  const { socketAddress } = (await ana.get<{ socketAddress: string }>("/me")).body;
  const socket = new WebSocket(socketAddress, { headers });
  return new Promise((resolve) => {
    socket.once("error", (error) => resolve(error.message));
    socket.once("open", () => {
      socket.close();
      resolve("open");
    });
  });
}

describe("what is heard", () => {
  test("new mail, by the members of its inbox and nobody else, and without a word of it", async () => {
    const [toCarla, toElena] = [await listen(carla), await listen(elena)];
    await platform.deliver(textMail({ subject: "Secret subject", messageId: "secret@x" }), { to: "support@acme.test" });
    const { conversation } = await ana.find("Secret subject");
    await until(() => expect(toCarla).toHaveLength(1));
    expect(toCarla).toEqual([{ type: "conversation.changed", id: conversation.id, inboxId: conversation.inboxId, version: 1 }]);
    expect(toElena).toEqual([]);
  });

  test("a colleague's change, with the version it made", async () => {
    await platform.deliver(textMail({ subject: "To close", messageId: "to-close@x" }), { to: "support@acme.test" });
    const { conversation } = await ana.find("To close");
    const heard = await listen(carla);
    await ana.put(`/conversations/${conversation.id}/closure`);
    await until(() => expect(heard.at(-1)?.version).toBe(2));
  });

  test("reading, by the reader's own pages only", async () => {
    await platform.deliver(textMail({ subject: "To read", messageId: "to-read@x" }), { to: "support@acme.test" });
    const { conversation } = await ana.find("To read");
    const [toAna, toCarla] = [await listen(ana), await listen(carla)];
    await ana.put(`/conversations/${conversation.id}/read`);
    await until(() => expect(toAna).toHaveLength(1));
    await platform.idle();
    expect(toCarla).toEqual([]);
  });

  test("what became of a reply", async () => {
    await platform.deliver(textMail({ subject: "To answer", messageId: "to-answer@x" }), { to: "support@acme.test" });
    const { conversation } = await ana.find("To answer");
    const heard = await listen(carla);
    await ana.reply(conversation, "<p>x</p>");
    await platform.idle();
    await until(() => expect(heard.some(({ version }) => version === undefined)).toBe(true));
    expect(heard.length).toBeGreaterThan(1);
    expect(sentIn(await ana.open(conversation.id))[0]?.delivery.state).toBe("delivered");
  });
});

test("a page that cannot be told at the moment is told the next time", async () => {
  const heard = await listen(ana);
  const before = process.env.SOCKET_MANAGEMENT_URL;
  process.env.SOCKET_MANAGEMENT_URL = "http://127.0.0.1:9";
  await platform.deliver(textMail({ subject: "Missed", messageId: "missed@x" }), { to: "support@acme.test" });
  process.env.SOCKET_MANAGEMENT_URL = before;
  await platform.deliver(textMail({ subject: "Heard", messageId: "heard@x" }), { to: "support@acme.test" });
  await until(() => expect(heard.length).toBeGreaterThan(0));
});

describe("who may listen", () => {
  test.each([
    ["without a session", () => ({ origin: platform.url })],
    ["with a session that nobody has", () => ({ origin: platform.url, cookie: "session=AAAA" })],
    ["from another site", () => ({ origin: "https://evil.test", cookie: ana.cookie })],
    ["from nowhere", () => ({ cookie: ana.cookie })],
  ])("nobody %s", async (_, headers) => {
    expect(await refusal(headers())).toMatch(/40[13]/);
  });

  test("whoever loses access hears nothing more, though the socket is still open", async () => {
    const heard = await listen(carla);
    const member = await findMember((await carla.get<{ id: string }>("/me")).body.id);
    if (!member) throw new Error("Carla is gone");
    await saveMember({ ...member, isDisabled: true });
    try {
      await platform.deliver(textMail({ subject: "After", messageId: "after@x" }), { to: "support@acme.test" });
      expect(heard).toEqual([]);
      expect((await carla.get("/me")).status).toBe(401);
    } finally {
      await saveMember(member);
    }
  });

  test("a row of a socket that is gone is swept by the next message", async () => {
    const { saveSocket } = await import("../../functions/store/sockets.ts");
    await saveSocket({ connectionId: "gone", memberId: (await ana.get<{ id: string }>("/me")).body.id }, 0);
    expect(keys.socket("gone").sk).toBe("gone");
    await platform.deliver(textMail({ subject: "Sweep", messageId: "sweep@x" }), { to: "support@acme.test" });
    await until(async () => expect(await listSockets()).toEqual([]));
  });
});
