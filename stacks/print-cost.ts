// `npm run cost -- --inbound 1000 --outbound 1000 --agents 5`: the monthly bill, item by item.
import { bill, total } from "./cost.ts";
import { Halt } from "./halt.ts";
import { option, runCommand } from "./run-sst.ts";
import { standing } from "./standing.ts";

await runCommand(async (words) => {
  const load = { inbound: numberOf(words, "inbound"), outbound: numberOf(words, "outbound"), agents: numberOf(words, "agents") };
  const items = bill(load, standing());
  for (const { name, dollars } of items) console.log(`${name.padEnd(40)} ${dollars.toFixed(3).padStart(9)}`);
  console.log(`${"a month, USD".padEnd(40)} ${total(items).toFixed(2).padStart(8)}`);
  console.log("A DNS zone, if you keep it at Route 53, is 0.50 more. Prices and assumptions: stacks/prices.ts");
});

function numberOf(words: readonly string[], name: string): number {
  const value = Number(option(words, name) ?? 0);
  if (!Number.isFinite(value) || value < 0) throw new Halt(`--${name} must be a number of zero or more.`);
  return value;
}
