// Every bomb, small: it comes back as a reading or as a refusal, within its limits. `npm run bench -- bombs` throws them at full size.
import { describe, expect, test } from "vitest";
import { limits } from "../../../functions/core/limits.ts";
import { parseSkeleton } from "../../../functions/core/mail/parse.ts";
import { createScan } from "../../../functions/core/mail/scan.ts";
import type { Skeleton } from "../../../functions/core/mail/skeleton.ts";
import { type Bomb, bombs, pieces } from "../../helpers/bombs.ts";
import { fastest } from "../../helpers/fastest.ts";

test("there are many kinds, each of another name", () => {
  expect(new Set(bombs.map(({ name }) => name)).size).toBe(bombs.length);
  expect(bombs.length).toBeGreaterThanOrEqual(41);
});

describe("of 60 KB", { timeout: 20_000 }, () => {
  test.each(bombs.map((bomb) => [bomb.name, bomb] as const))("%s", async (_name, bomb) => {
    const skeleton = scannedBomb(bomb, 60_000);
    if (skeleton.refusal) {
      expect(skeleton.defects.map(({ code }) => code)).toContain(skeleton.refusal);
      return;
    }
    const mail = await parseSkeleton(skeleton);
    expect(mail.text.length).toBeLessThanOrEqual(limits.storedTextChars);
    expect(mail.attachments.length).toBeLessThanOrEqual(limits.attachments);
    expect(mail.cc.length).toBeLessThanOrEqual(limits.addresses);
    expect(mail.references.length).toBeLessThanOrEqual(limits.references);
  });
});

describe("four times the bomb takes about four times as long to scan", () => {
  test.each(bombs.map((bomb) => [bomb.name, bomb] as const))("%s", { retry: 3 }, (_name, bomb) => {
    const timeOf = (size: number) => fastest(() => scannedBomb(bomb, size));
    const quarter = timeOf(100_000);
    expect(timeOf(400_000)).toBeLessThan(quarter * 9 + 40);
  });
});

function scannedBomb(bomb: Bomb, size: number): Skeleton {
  const scan = createScan();
  for (const piece of pieces(bomb, size)) scan.push(piece);
  return scan.end();
}
