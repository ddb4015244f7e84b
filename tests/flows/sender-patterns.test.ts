// Senders blocked or allowed by a pattern over their address: in their order, after what names them, and taken back like the rest.
import { beforeAll, describe, expect, test } from "vitest";
import type { LedgerView } from "../../functions/api/views.ts";
import { limits } from "../../functions/core/limits.ts";
import { keys } from "../../functions/store/keys.ts";
import { getRow } from "../../functions/store/table.ts";
import { ana, member, platform, support } from "../helpers/acme.ts";
import type { ApiMember } from "../helpers/api.ts";
import type { TestPlatform } from "../helpers/platform.ts";
import { textMail } from "../helpers/text-mail.ts";

interface Listed {
  readonly items: readonly { readonly pattern: string; readonly treatment: string }[];
}

let beto: ApiMember;
let index = 0;

beforeAll(async () => {
  beto = await member("beto");
});

const say = (pattern: string, treatment: string) => beto.put(`/inboxes/${support}/senders`, { pattern, treatment });
const sayEverywhere = (pattern: string, treatment: string) => ana.put("/senders", { pattern, treatment });
const listed = async (path = `/inboxes/${support}/senders`) => (await ana.get<Listed>(path)).body.items;
const takeBack = (pattern: string, path = `/inboxes/${support}/senders`, by = beto) =>
  by.remove(`${path}?pattern=${encodeURIComponent(pattern)}`);

/** Where a mail of this sender ends. */
async function folderOf(from: string, verdicts: Parameters<TestPlatform["verdicts"]>[0] = {}, to = "support@acme.test") {
  const subject = `Mail ${++index}`;
  if (Object.keys(verdicts).length > 0) await platform.verdicts(verdicts);
  await platform.deliver(textMail({ from, subject, messageId: `pattern-${index}@x` }), { to });
  for (const folder of ["open", "closed", "spam"])
    if ((await ana.list(folder)).some((one) => one.subject === subject)) return folder;
  return "none";
}

describe("a pattern", () => {
  test("sets aside whom it fits, and the ledger names it", async () => {
    expect((await say("/^(no-?reply|bounce)-\\d+@/", "spam")).status).toBe(204);
    expect(await folderOf("Bounce-12@shop.example")).toBe("spam");
    expect(await folderOf("bounce@shop.example")).toBe("open");
    const { items } = (await ana.get<{ items: LedgerView[] }>("/ledger?state=blocked")).body;
    expect(items[0]).toMatchObject({ reason: "/^(no-?reply|bounce)-\\d+@/ is blocked." });
  });

  test("closes, silences and allows too", async () => {
    await say("/^build-/", "closed");
    await say("/^beep-/", "silent");
    await say("/^partner-[a-z]+@/", "allowed");
    expect(await folderOf("build-7@ci.example")).toBe("closed");
    expect(await folderOf("beep-7@ci.example")).toBe("none");
    expect(await folderOf("partner-lu@ci.example", { spam: "FAIL" })).toBe("open");
    // Who only says so is not the one who was allowed.
    expect(await folderOf("partner-lu@ci.example", { spam: "FAIL", dmarc: "FAIL" })).toBe("spam");
  });

  test("counts after an address and a domain, and among others in the order they were made", async () => {
    await say("/@order\\.example$/", "spam");
    await say("/^lu@order/", "silent");
    await say("ana@order.example", "allowed");
    expect(await folderOf("ana@order.example")).toBe("open");
    expect(await folderOf("lu@order.example")).toBe("spam");
    await say("@order.example", "closed");
    expect(await folderOf("lu@order.example")).toBe("closed");
    await beto.remove(`/inboxes/${support}/senders?pattern=%40order.example`);
    // Changed, it keeps its place.
    await say("/@order\\.example$/", "closed");
    expect(await folderOf("lu@order.example")).toBe("closed");
    const order = (await listed()).filter(({ pattern }) => pattern.includes("order") && pattern.startsWith("/"));
    expect(order.map(({ pattern, treatment }) => [pattern, treatment])).toEqual([
      ["/@order\\.example$/", "closed"],
      ["/^lu@order/", "silent"],
    ]);
  });

  test("of the inbox counts before one for all inboxes, which counts in the others", async () => {
    await sayEverywhere("/^promo/", "spam");
    await say("/^promo-ok/", "allowed");
    expect(await folderOf("promo-ok@shop.example")).toBe("open");
    expect(await folderOf("promo-1@shop.example")).toBe("spam");
    expect(await folderOf("promo-ok@shop.example", {}, "sales@acme.test")).toBe("spam");
    expect((await beto.put("/senders", { pattern: "/^x-/", treatment: "spam" })).status).toBe(403);
    expect((await takeBack("/^promo/", "/senders")).status).toBe(403);
    expect((await takeBack("/^promo/", "/senders", ana)).status).toBe(204);
    expect(await listed("/senders")).toEqual([]);
    expect(await folderOf("promo-1@shop.example")).toBe("open");
  });

  test("is listed after addresses and domains, and taken back whatever stands in it", async () => {
    const written = "/^a/b?c=d&e%2F#[+ ]\\//";
    expect((await say(written, "spam")).status).toBe(204);
    await say("zoe@client.example", "spam");
    expect((await listed()).at(-1)).toMatchObject({ pattern: written, treatment: "spam" });
    expect((await takeBack(written)).status).toBe(204);
    expect((await takeBack(written)).status).toBe(204);
    expect((await takeBack("zoe@client.example")).status).toBe(204);
    const left = (await listed()).map(({ pattern }) => pattern);
    expect(left).not.toContain(written);
    expect(left).not.toContain("zoe@client.example");
  });
});

describe("refused", () => {
  test.each([
    ["/(?=a)b/", "sender.pattern", /only \(\?: is supported/],
    ["/(a/", "sender.pattern", /not closed/],
    ["/.*/", "sender.pattern", /every address/],
    [`/${"a".repeat(limits.expressionChars + 1)}/`, "sender.pattern", /longer than 200/],
    ["/^SUPPORT@/", "sender.own", /one of this workspace's own/],
    ["/@acme\\.test$/", "sender.own", /one of this workspace's own/],
  ])("%s", async (pattern, code, message) => {
    for (const said of [await say(pattern, "spam"), await sayEverywhere(pattern, "silent")])
      expect(said).toMatchObject({ status: 400, body: { code, message: expect.stringMatching(message) } });
  });

  test("our own addresses, for all inboxes as for one", async () => {
    for (const pattern of ["support@acme.test", "@acme.test", "sales@acme.test"])
      expect(await sayEverywhere(pattern, "spam")).toMatchObject({ status: 400, body: { code: "sender.own" } });
    // To believe them is another matter.
    expect((await sayEverywhere("/@acme\\.test$/", "allowed")).status).toBe(204);
    await takeBack("/@acme\\.test$/", "/senders", ana);
  });

  test("one more than there is room for; those that are there can be changed", async () => {
    const path = "/senders";
    for (let made = 0; made < limits.senderExpressions; made++)
      expect((await sayEverywhere(`/^many-${made}-/`, "spam")).status).toBe(204);
    expect(await sayEverywhere("/^one-more-/", "spam")).toMatchObject({ status: 400, body: { code: "sender.too-many" } });
    expect((await sayEverywhere("/^many-7-/", "closed")).status).toBe(204);
    expect((await takeBack("/^many-8-/", path, ana)).status).toBe(204);
    expect((await sayEverywhere("/^one-more-/", "spam")).status).toBe(204);
    expect(await folderOf("many-7-x@shop.example")).toBe("closed");
    expect(await folderOf("many-8-x@shop.example")).toBe("open");
    expect(await folderOf("one-more-x@shop.example")).toBe("spam");
  });
});

test("several people who add at the same instant all have theirs", async () => {
  const patterns = Array.from({ length: 5 }, (_, one) => `/^at-once-${one}-/`);
  const said = await Promise.all(patterns.map((pattern) => say(pattern, "spam")));
  expect(said.map(({ status }) => status)).toEqual(patterns.map(() => 204));
  expect((await listed()).map(({ pattern }) => pattern)).toEqual(expect.arrayContaining(patterns));
  expect(await getRow(keys.senderExpressions(support))).toMatchObject({ type: "sender-expressions" });
});
