// `npm run reprocess` as a person runs it: its words, its endings, and a data folder that is mended.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, onTestFinished, test } from "vitest";
import { listInboxes } from "../../functions/store/inboxes.ts";
import { keys } from "../../functions/store/keys.ts";
import { write } from "../../functions/store/table.ts";
import { rowsOf } from "../helpers/dump.ts";
import { startTestPlatform } from "../helpers/platform.ts";
import { textMail } from "../helpers/text-mail.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const command = new URL("../../local/reprocess.ts", import.meta.url).pathname;

async function reprocess(...words: string[]): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, ["--import", "tsx", command, ...words], { env: process.env });
  onTestFinished(() => void child.kill("SIGKILL"));
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, said };
}

test.each([
  ["no inbox", ["--since", "2026-11-01"]],
  ["no date", ["--inbox", "support@acme.test"]],
  ["a date that is none", ["--inbox", "support@acme.test", "--since", "last week"]],
  ["an unknown word", ["--inbox", "support@acme.test", "--since", "2026-11-01", "--force"]],
  ["a cursor that is none", ["--inbox", "support@acme.test", "--since", "2026-11-01", "--cursor", "x"]],
  ["a folder without mail", ["--inbox", "support@acme.test", "--since", "2026-11-01", "--data", "/nowhere"]],
])("%s: ends with 2 and says how", async (_what, words) => {
  const { code, said } = await reprocess(...words);
  expect(code).toBe(2);
  expect(said).toContain("npm run reprocess -- --inbox");
});

test("a data folder is told about, mended, and then has nothing to mend; while it is in use it is left alone", async () => {
  const dataDir = await temporaryFolder();
  const words = ["--inbox", "support@acme.test", "--since", "2020-01-01", "--data", dataDir];
  const platform = await startTestPlatform({ dataDir });
  try {
    await platform.deliver(textMail({ subject: "Mended", messageId: "mended@x" }), { to: "support@acme.test" });
    const [row] = await rowsOf("entry");
    await write({ set: keys.entry(String(row?.conversationId), String(row?.id)), values: { text: "old" } });
    const inUse = await reprocess(...words);
    expect(inUse.code).toBe(1);
    expect(inUse.said).toMatch(/is in use by process \d+: stop it/);
    expect(await listInboxes()).toHaveLength(3);
  } finally {
    await platform.stop();
  }
  const told = await reprocess(...words);
  expect(told.said).toContain('text: "old" → "It makes a noise.\\n"');
  expect(told.said).toContain("1 mails read, 1 differ, nothing changed: add --apply.");
  expect((await reprocess(...words, "--apply")).said).toContain("1 mails read, 1 differ, 1 changed.");
  expect(await reprocess(...words)).toEqual({ code: 0, said: "1 mails read, 0 differ, nothing to change.\n" });
}, 180_000);
