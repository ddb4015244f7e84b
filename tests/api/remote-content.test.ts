// Remote pictures: held until asked for, and shown always from whom a member named, where DMARC vouches for them.
import { describe, expect, test, vi } from "vitest";
import { app } from "../../functions/api/app.ts";
import type { ReceivedMessage } from "../../functions/core/conversation/conversation.ts";
import { conversation, received } from "../helpers/mails.ts";
import { saveBody } from "./support/buckets-in-memory.ts";
import { cookie, eachTestAs } from "./support/session.ts";
import { arrived, asThePage, file, ours, signedIn } from "./support/workspace.ts";

vi.mock("../../functions/store/table.ts", () => import("./support/table-in-memory.ts"));
vi.mock("../../functions/store/buckets.ts", () => import("./support/buckets-in-memory.ts"));
vi.spyOn(console, "log").mockReturnValue();

eachTestAs("read");

const conversationId = "con_01JD0000000000000000000005";
const messageId = "msg_01JD0000000000000000000005";

async function arrives(
  more: Partial<ReceivedMessage> = {},
  html = '<p>Hi</p><img src="https://cdn.client.example/a.png">',
  others: ReceivedMessage[] = [],
) {
  const message = received({ id: messageId, conversationId, hasHtml: true, ...more });
  await arrived(conversation({ id: conversationId, inboxId: ours }), message, ...others);
  await saveBody("ses1", { text: "Hi", html });
}

const path = (what: string) => `/api/v1/conversations/${conversationId}/messages/${messageId}/${what}`;
const remember = (sender: string, method = "PUT", as = cookie) =>
  app.request(`/api/v1/me/remote-content/${encodeURIComponent(sender)}`, asThePage(method, as));

async function shown(as = cookie, images = "preferred"): Promise<{ document: string; policy: string }> {
  const answer = await app.request(path(`body?images=${images}`), { headers: { cookie: as } });
  return { document: await answer.text(), policy: answer.headers.get("content-security-policy") ?? "" };
}

describe("always", () => {
  const verified = { trust: "participant-verified", from: { name: "Lucía", address: "Lucia@Client.example" } } as const;

  test.each(["lucia@client.example", "LUCIA@client.example", "@client.example"])("%s is shown from then on", async (sender) => {
    await arrives(verified);
    expect((await shown()).document).toContain('<meta name="held-images" content="1">');
    expect((await remember(sender)).status).toBe(204);
    const { document, policy } = await shown();
    expect(document).toContain("https://cdn.client.example/a.png");
    expect(document).toContain('<meta name="images" content="shown">');
    expect(policy).toMatch(/img-src [^;]*https:/);
    expect((await shown(cookie, "held")).document).not.toContain("cdn.client.example");
    await remember(sender, "DELETE");
    expect((await shown()).policy).not.toMatch(/img-src [^;]* https:(?:;| )/);
  });

  test("is each member's own", async () => {
    await arrives(verified);
    await remember("lucia@client.example");
    expect((await shown(await signedIn("manage"))).document).toContain('content="held"');
    const list = async (as: string) =>
      (await (await app.request("/api/v1/me/remote-content", { headers: { cookie: as } })).json()).items;
    expect(await list(cookie)).toEqual([{ sender: "lucia@client.example", at: expect.any(String) }]);
    expect(await list(await signedIn("manage"))).toEqual([]);
  });

  test.each(["known-unverified", "new-unverified", "malformed"] as const)("never holds for a sender who is %s", async (trust) => {
    await arrives({ ...verified, trust });
    await remember("lucia@client.example");
    await remember("@client.example");
    const { document, policy } = await shown();
    expect(document).not.toContain("cdn.client.example");
    expect(policy).not.toMatch(/ https:/);
  });

  test.each(["mallory@client.example.evil.test", "lucia@other.example", "xlucia@client.example"])(
    "says nothing of %s",
    async (address) => {
      await arrives({ ...verified, from: { name: "", address } });
      await remember("lucia@client.example");
      await remember("@client.example");
      const isSameDomain = address.endsWith("@client.example");
      expect((await shown()).document.includes("cdn.client.example")).toBe(isSameDomain);
    },
  );

  test.each([
    ["x", "remote-content.sender"],
    ["@", "remote-content.sender"],
    ["@localhost", "remote-content.sender"],
    ["a b@client.example", "remote-content.sender"],
    ["@gmail.com", "remote-content.public-domain"],
    ["@Outlook.es", "remote-content.public-domain"],
    ["@yahoo.co.uk", "remote-content.public-domain"],
  ])("%j is refused: %s", async (sender, code) => {
    const answer = await remember(sender);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code });
  });

  test("an asterisk is a letter of an address like another: it stands for nobody else", async () => {
    await arrives(verified);
    expect((await remember("*@client.example")).status).toBe(204);
    expect((await shown()).document).not.toContain("cdn.client.example");
  });

  test("trackers are left out even then, and counted", async () => {
    await arrives(
      verified,
      '<img src="https://pixel.example/p.gif" width=1 height=1><img src="https://cdn.client.example/a.png">',
    );
    await remember("@client.example");
    const { document } = await shown();
    expect(document).not.toContain("pixel.example");
    expect(document).toContain('<meta name="trackers" content="1">');
  });
});

describe("pictures that an earlier mail carried", () => {
  const earlier: ReceivedMessage = received({
    id: "msg_01JD0000000000000000000004",
    conversationId,
    hasHtml: true,
    attachments: [{ ...file, contentId: "Chart.1@client" }],
    rawKey: "raw/ses1",
  });

  test("are shown where a later one quotes them without carrying them", async () => {
    await arrives({}, '<p>As you see</p><blockquote><img src="cid:chart.1%40CLIENT"><img src="cid:unknown"></blockquote>', [
      earlier,
    ]);
    const { document } = await shown();
    expect(document.match(/src="\/api\/v1\/inline\//g)).toHaveLength(1);
    const address = /src="(\/api\/v1\/inline\/[^"]+)"/.exec(document)?.[1] ?? "";
    expect((await app.request(address)).headers.get("content-type")).toBe("image/png");
  });

  test("never by a location, nor from a later mail", async () => {
    const location = { ...file, contentId: undefined, contentLocation: "https://client.example/chart.png" };
    const later = { ...earlier, id: "msg_01JD0000000000000000000006" };
    const { contentId: _none, ...byLocation } = location;
    const html = '<img src="https://client.example/chart.png"><img src="cid:chart.1@client">';
    await arrives({}, html, [{ ...earlier, attachments: [byLocation] }, later]);
    expect((await shown()).document).not.toContain("/api/v1/inline/");
  });
});

describe("files and text", () => {
  test("an attached picture can be shown small, and nothing else can", async () => {
    await arrives({ attachments: [{ ...file, isInline: false }] });
    const preview = await app.request(path("attachments/0/preview"), { headers: { cookie } });
    expect(preview.headers.get("content-type")).toBe("image/png");
    expect(preview.headers.get("content-security-policy")).toBe("default-src 'none'; sandbox");
    expect((await app.request(path("attachments/7/preview"), { headers: { cookie } })).status).toBe(404);
  });

  test("a picture that no browser shows is listed, though the HTML asks for it", async () => {
    const kinds = ["image/png", "image/tiff", "image/svg+xml", "image/heic", "application/octet-stream"];
    await arrives({ attachments: kinds.map((contentType, index) => ({ ...file, index, contentType })) });
    const page = await (await app.request(`/api/v1/conversations/${conversationId}`, { headers: { cookie } })).json();
    const { attachments } = page.entries[0];
    expect(attachments.map(({ isInline }: { isInline: boolean }) => isInline)).toEqual([true, false, false, false, true]);
  });

  test("the whole text of a mail without a text of its own says where links lead, and what was hidden", async () => {
    const html = '<div style="display:none">On its way</div><p>See <a href="https://client.example/a">here</a></p>';
    await arrives();
    await saveBody("ses1", { text: "See here", html });
    const text = async () => (await (await app.request(path("text"), { headers: { cookie } })).json()).text;
    expect(await text()).toBe("On its way\n\nSee here <https://client.example/a>");
    await saveBody("ses1", { text: "The sender's own text", html });
    expect(await text()).toBe("The sender's own text");
  });

  test("HTML that is too much for a browser is refused, and the page shows the text", async () => {
    await arrives({}, "<b>x</b>".repeat(61_000));
    const answer = await app.request(path("body"), { headers: { cookie } });
    expect(answer.status).toBe(413);
    expect(await answer.json()).toMatchObject({ code: "body.too-large" });
  });
});
