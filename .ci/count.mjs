// Adds up what the tiers reported and prints `N passed, N failed` as the last line.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const folder = process.argv[2] ?? ".";
let passed = 0;
let failed = 0;
for (const name of readdirSync(folder)) {
  const text = readFileSync(join(folder, name), "utf8");
  if (name.endsWith(".json")) {
    const report = JSON.parse(text);
    passed += report.numPassedTests;
    failed +=
      report.numFailedTests + (report.numFailedTestSuites > 0 && report.numFailedTests === 0 ? report.numFailedTestSuites : 0);
  } else {
    const [, ok = "0", bad = "0"] = /^(\d+) passed, (\d+) failed$/m.exec(text) ?? [];
    passed += Number(ok);
    failed += Number(bad);
  }
}
console.log(`${passed} passed, ${failed} failed`);
if (failed > 0 || passed === 0) process.exitCode = 1;
