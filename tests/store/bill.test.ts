// The bill is honest: what it reckons with is not below what mail and people are measured to take.
import { devNull } from "node:os";
import { expect, test } from "vitest";
import { logFunctionsTo } from "../../local/function-log.ts";
import { usage } from "../../stacks/prices.ts";
import { measureOperations } from "../bench/operations.ts";
import { setStage } from "../bench/stage.ts";
import { figures, usageMeasured } from "../bench/usage-measured.ts";
import { startWorkspace } from "./workspace.ts";

test("no figure of the bill is below what is measured, nor far above", async () => {
  logFunctionsTo(devNull);
  const workspace = await startWorkspace();
  try {
    const measured = usageMeasured(await measureOperations(await setStage()));
    // If this fails, `npm run bench -- capacity` shows which operation grew; then the figure in stacks/prices.ts grows with it.
    for (const figure of figures) {
      expect(usage[figure], figure).toBeGreaterThanOrEqual(measured[figure]);
      expect(usage[figure], figure).toBeLessThanOrEqual(measured[figure] * 1.6);
    }
  } finally {
    await workspace.stop();
  }
}, 60_000);
