// What it costs to stand still, for a small team and for a large one: the budgets of the product.
import { describe, expect, test } from "vitest";
import { bill, total } from "../../stacks/cost.ts";
import { costly, free } from "../../stacks/prices.ts";
import { standing } from "../../stacks/standing.ts";
import { prod, resourcesOf } from "./templates.ts";

const counted = standing();
const cost = (inbound: number, outbound: number, agents: number) => total(bill({ inbound, outbound, agents }, counted));

test("what stands is counted in the templates", () => {
  expect(counted).toEqual({ polledQueues: 2, alarms: 12, metrics: 3 });
});

describe("a month costs", () => {
  test.each([
    ["nothing to speak of while nobody writes", 0, 0, 0, 0.7],
    ["less than a coffee for a thousand mails each way", 1000, 1000, 5, 1.5],
    ["little for a hundred thousand", 100_000, 100_000, 50, 45],
  ])("%s", (_what, inbound, outbound, agents, atMost) => {
    expect(cost(inbound, outbound, agents)).toBeLessThanOrEqual(atMost);
  });

  test("one more alarm, ten cents", () => {
    const more = total(bill({ inbound: 0, outbound: 0, agents: 0 }, { ...counted, alarms: counted.alarms + 1 }));
    expect(more - cost(0, 0, 0)).toBeCloseTo(0.1);
  });
});

test("every kind of resource has its price, or is known to have none", () => {
  const known: readonly string[] = [...costly, ...free];
  const kinds = new Set(resourcesOf(prod).map(({ Type }) => Type));
  expect([...kinds].filter((kind) => !known.includes(kind))).toEqual([]);
});
