// `npm run fuzz -- [--minutes N] [--seed N]`: breaks the golden mails at random until the time is over, and prints the seed of
// the first mail that is read wrongly. The same seed breaks the same mail again.
import { mutated, randomFrom } from "../helpers/mutate.ts";
import { brokenInvariants } from "../helpers/reading-invariants.ts";
import { goldenMails } from "../helpers/golden-mails.ts";

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  const option = (name: string) => Number(args[args.indexOf(`--${name}`) + 1]);
  const minutes = args.includes("--minutes") ? option("minutes") : 1;
  const only = args.includes("--seed") ? option("seed") : undefined;
  if (!(minutes > 0) || Number.isNaN(only)) {
    console.error("Usage: npm run fuzz -- [--minutes N] [--seed N]");
    return 2;
  }
  const mails = goldenMails();
  const end = performance.now() + minutes * 60_000;
  // Another beginning each day, so that other mails are broken.
  let seed = only ?? Math.floor(Date.now() / 1000);
  let count = 0;
  for (; performance.now() < end; seed++, count++) {
    const wrong = await failuresOf(mails, seed);
    if (wrong.length > 0) {
      console.error(`Seed ${seed}: ${wrong.join(" · ")}\nAgain with: npm run fuzz -- --seed ${seed}`);
      return 1;
    }
    if (only !== undefined) break;
  }
  console.log(`${count || 1} broken mails read, nothing wrong.`);
  return 0;
}

async function failuresOf(mails: readonly Buffer[], seed: number): Promise<string[]> {
  const random = randomFrom(seed);
  try {
    return await brokenInvariants(mutated(mails, random), 1 + Math.floor(random() * 500));
  } catch (error) {
    return [`threw ${error instanceof Error ? error.stack : String(error)}`];
  }
}
