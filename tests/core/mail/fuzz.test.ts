// The golden mails, broken a thousand times from fixed seeds: always read, always within bounds, and the same in any pieces.
// `npm run fuzz` goes on from there.
import { expect, test } from "vitest";
import { goldenMails } from "../../helpers/golden-mails.ts";
import { mutated, randomFrom } from "../../helpers/mutate.ts";
import { brokenInvariants } from "../../helpers/reading-invariants.ts";

const mails = goldenMails();

test.each(Array.from({ length: 10 }, (_, i) => i * 100))("seeds from %d", { timeout: 60_000 }, async (first) => {
  for (let seed = first; seed < first + 100; seed++) {
    const random = randomFrom(seed);
    expect([seed, await brokenInvariants(mutated(mails, random), 1 + Math.floor(random() * 500))]).toEqual([seed, []]);
  }
});
