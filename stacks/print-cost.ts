// `npm run cost -- --inbound 1000 --outbound 1000 --agents 5`: the monthly bill, item by item.
import { bill, total } from "./cost.ts";
import { readWords, runCommand } from "./command.ts";
import { Misused } from "./halt.ts";
import { standing } from "./standing.ts";

const usage = "Usage: npm run cost -- [--inbound MAILS] [--outbound MAILS] [--agents PEOPLE]";

await runCommand(usage, async (words) => {
  const number = { type: "string" } as const;
  const told = readWords(words, { inbound: number, outbound: number, agents: number });
  const load = { inbound: amount(told, "inbound"), outbound: amount(told, "outbound"), agents: amount(told, "agents") };
  const items = bill(load, standing());
  for (const { name, dollars } of items) console.log(`${name.padEnd(40)} ${dollars.toFixed(3).padStart(9)}`);
  console.log(`${"a month, USD".padEnd(40)} ${total(items).toFixed(2).padStart(8)}`);
  console.log("A DNS zone, if you keep it at Route 53, is 0.50 more. Prices and assumptions: stacks/prices.ts");
});

function amount(told: Readonly<Record<string, string | undefined>>, name: string): number {
  const value = Number(told[name] ?? 0);
  if (!Number.isFinite(value) || value < 0) throw new Misused(`--${name} must be a number of zero or more.`);
  return value;
}
