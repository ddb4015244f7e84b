// Every mail in tests/fixtures/machines is taken for what the lines above it say: a machine's of some kind, whom it names, or a person's.
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { isOnlyDelayed } from "../../../functions/core/mail/bounce.ts";
import type { Automatic, BouncedRecipient } from "../../../functions/core/mail/mail.ts";
import { read } from "./read.ts";

interface Case {
  readonly name: string;
  /** A kind of `Automatic`, or `delay`, and after it one line for each recipient. */
  readonly expected: readonly string[];
  readonly raw: string;
}

const folder = new URL("../../fixtures/machines/", import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith(".txt"));
const casesIn = (file: string): Case[] =>
  readFileSync(new URL(file, folder), "utf8")
    .split(/^#### /m)
    .slice(1)
    .map((block) => {
      const [name = "", ...lines] = block.split("\n");
      const from = lines.findIndex((line) => !line.startsWith("= "));
      return { name, expected: lines.slice(0, from).map((line) => line.slice(2)), raw: lines.slice(from).join("\n") };
    });

test("there are mails to read", () => {
  expect(files.flatMap(casesIn).length).toBeGreaterThanOrEqual(426);
});

describe.each(files)("%s", (file) => {
  test.each(casesIn(file))("$name", async ({ expected, raw }) => {
    expect(told((await read(raw)).automatic).join("; ")).toBe(expected.join("; "));
  });

  const inProse = casesIn(file).filter(
    ({ expected, raw }) => /^(?:bounce|delay)$/.test(expected[0] ?? "") && !/^--\w/m.test(raw),
  );
  if (inProse.length === 0) return;
  test.each(inProse)("$name: the same words and subject from a person", async ({ raw }) => {
    const [header = "", ...body] = raw.split("\n\n");
    const subject = /^Subject:.*$/m.exec(header)?.[0] ?? "";
    const type = /^Content-Type: text.*$/m.exec(header)?.[0] ?? "Content-Type: text/plain";
    const person = `From: Lucia <lucia@client.example>\nTo: support@acme.test\n${subject}\n${type}\n\n${body.join("\n\n")}`;
    expect((await read(person)).automatic.kind).toBe("none");
  });
});

function told(automatic: Automatic): string[] {
  const isDelay = isOnlyDelayed(automatic);
  return [isDelay ? "delay" : automatic.kind, ...(automatic.bounce?.recipients ?? []).map((one) => recipient(one, isDelay))];
}

/** `address (whom it was written to) status`, and `late` for one who is still tried beside others who failed. */
function recipient({ address, originalAddress, status, isPermanent, isDelayed }: BouncedRecipient, isDelay: boolean): string {
  const via = originalAddress ? ` (${originalAddress})` : "";
  return `${address}${via} ${status ?? (isPermanent ? "5" : "4")}${isDelayed && !isDelay ? " late" : ""}`;
}
