// The data format's document and the code say the same: every row type, key, version, bucket key and invariant.
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { fileKeys } from "../../functions/store/buckets.ts";
import { indexKeys, type Key, keys } from "../../functions/store/keys.ts";
import { ledgerStates } from "../../functions/store/ledger.ts";

const root = new URL("../../", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), "utf8");
const readme = read("functions/store/README.md");

/** Cells of the table under a heading, the two header lines left out. */
function tableUnder(heading: string): string[][] {
  const section = readme.split(`## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
  const lines = section.split("\n").filter((line) => line.startsWith("|"));
  return lines.slice(2).map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

interface ChartRow {
  readonly type: string;
  readonly pk: string;
  readonly sk: string;
  readonly index: string;
  readonly versions: string;
}

/** The key chart, a line with several types taken apart. */
const chart = tableUnder("Keys").flatMap(([types = "", pk = "", sk = "", index = "", versions = ""]): ChartRow[] => {
  const [pks, sks] = [pk.split(", "), sk.split(", ")];
  const names = types.split(", ");
  if (names.length === 1) return [{ type: types, pk, sk, index, versions }];
  return names.map((type, at) => ({ type, pk: pks[at] ?? "", sk: sks[at] ?? "", index, versions }));
});

/** Each key that keys.ts makes, by the type of its row. */
const made: Record<string, Key> = {
  conversation: keys.conversation("con_1"),
  entry: keys.entry("con_1", "msg_ULID"),
  moved: keys.moved("con_1", "msg_ULID"),
  number: keys.number(1),
  contact: keys.contact("inb_1", "a@b.example", "con_1"),
  sender: keys.sender("inb_1", "a@b.example"),
  "sender-expressions": keys.senderExpressions("inb_1"),
  ledger: keys.ledger("SES-ID", "inb_1"),
  "mail-id": keys.mailId("inb_1", "ID"),
  inbox: keys.inbox("inb_1"),
  address: keys.address("support@acme.test"),
  member: keys.member("mem_1"),
  team: keys.team("tea_1"),
  identity: keys.identity("ISSUER", "SUBJECT"),
  binding: keys.bindingOf("mem_1"),
  session: keys.session("SHA-256"),
  socket: keys.socket("connection"),
  counters: keys.counters("inb_1"),
  "sender-pace": keys.senderPace("inb_1", "ADDRESS"),
  once: keys.once("mem_1", "KEY"),
  "remote-content": keys.remoteContent("mem_1", "ana@client.example"),
  due: keys.due("2026-11-25T10:00:00.000Z", "msg_1"),
  removal: keys.removal("con_1"),
  schedule: keys.schedule("job"),
};

const sources = readdirSync(new URL("functions/store/", root)).filter((name) => name.endsWith(".ts"));

describe("the key chart", () => {
  test("names every row that keys.ts can make a key for, and no other", () => {
    expect(chart.map(({ type }) => type).toSorted()).toEqual(Object.keys(made).toSorted());
    const makers = Object.values(keys).filter((one) => typeof one === "function");
    expect(makers).toHaveLength(Object.keys(made).length);
  });

  test("names every type that the store writes, with its version", () => {
    const written = sources.flatMap((name) => [...read(`functions/store/${name}`).matchAll(/type: "([\w-]+)",\s+v: (\d+)/g)]);
    expect(written.length).toBeGreaterThan(10);
    for (const [, type, version] of written) expect(chart.find((row) => row.type === type)?.versions, type).toContain(version);
  });

  test.each(Object.entries(made))("%s: its keys are as written there", (type, key) => {
    const row = chart.find((one) => one.type === type);
    expect(key.pk).toMatch(patternOf(row?.pk));
    expect(key.sk).toMatch(patternOf(row?.sk));
  });

  test("a mail that reached no inbox has the key written there", () => {
    const row = chart.find(({ type }) => type === "ledger");
    expect(row?.sk).toContain(`\`${keys.ledger("SES-ID", undefined).sk}\``);
  });

  test("names every range of the indexes", () => {
    const ranges = [
      ["conversation", indexKeys.openConversations("inb_…")],
      ["conversation", "…#closed"],
      ["conversation", "…#spam"],
      ["conversation", indexKeys.unassigned("inb_…")],
      ["conversation", indexKeys.ownedBy("inb_…", "mem_…")],
      ["conversation", indexKeys.activity("activityAt", "con_…")],
      ["ledger", indexKeys.ledgerState("STATE")],
      ["ledger", indexKeys.activity("receivedAt", "SES-ID#inb_…")],
    ] as const;
    expect(indexKeys.closedConversations("inb_…")).toMatch(/…#closed$/);
    for (const [type, range] of ranges) expect(chart.find((row) => row.type === type)?.index, range).toContain(`\`${range}\``);
    expect(indexKeys.spamConversations("inb_…")).toMatch(/…#spam$/);
    expect(Object.keys(indexKeys)).toHaveLength(7);
  });

  test("says from which length on an outsider's text is replaced by its hash", () => {
    const limit = Number(/past (\d+) characters/.exec(readme)?.[1]);
    expect(keys.mailId("inb_1", "x".repeat(limit)).pk).toContain("x".repeat(limit));
    for (const { pk } of [
      keys.mailId("i", "x".repeat(limit + 1)),
      keys.address("x".repeat(limit + 1)),
      keys.once("m", "x".repeat(5000)),
    ])
      expect(pk).toMatch(/#sha256:[0-9a-f]{64}$/);
  });
});

describe("the rest", () => {
  test("names every key of the buckets", () => {
    const written = tableUnder("Buckets").map(([bucket, key]) => `${bucket} ${key}`);
    expect(written).toEqual([
      "raw `raw/SES-ID`",
      "files `body/NAME.json.gz`",
      `files \`${fileKeys.sentMail("msg_…")}\``,
      `files \`${fileKeys.upload("mem_…", "upl_…")}\``,
      `files \`${fileKeys.attachment("msg_…", 0).replace(/0$/, "N")}\``,
      `files \`${fileKeys.archive("msg_…", false)}\`, \`…${fileKeys.archive("", true).replace("attachment/", "")}\``,
    ]);
    expect(Object.keys(fileKeys)).toHaveLength(4);
  });

  test("names every state of the ledger", () => {
    const line = readme.split("\n- ").find((item) => item.startsWith("**ledger**"));
    for (const state of ledgerStates) expect(line).toContain(state);
  });

  test("functions/README.md has all the invariants, and says which one waits", () => {
    const section = read("functions/README.md").split("## Invariants\n")[1]?.split("\n## ")[0] ?? "";
    const numbers = [...section.matchAll(/^(\d+)\. \S/gm)].map((found) => Number(found[1]));
    const waiting = [...section.matchAll(/^\((\d+), [^)]+ waits /gm)].map((found) => Number(found[1]));
    expect([...numbers, ...waiting].toSorted((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
    for (const state of ledgerStates) expect(section).toContain(state);
  });
});

/** The first thing in code of a cell as a pattern: `…` and words in capitals stand for anything; without code, anything does. */
function patternOf(cell = ""): RegExp {
  const code = /`([^`]+)`/.exec(cell)?.[1];
  if (!code) return /./;
  const escaped = code.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("…", ".+").replace(/[A-Z][A-Z\d -]+/g, ".+")}$`);
}
