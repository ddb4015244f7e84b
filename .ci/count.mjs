// Adds up what the tiers reported, names what failed or needed a second try, and prints `N passed, N failed` as the last line.
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

const folder = process.argv[2] ?? ".";
const linesOfAMessage = 12;
let passed = 0;
let failed = 0;
for (const name of readdirSync(folder)) {
  const text = readFileSync(join(folder, name), "utf8");
  if (name.endsWith(".json")) countReport(JSON.parse(text));
  else countClosingLine(text);
}
console.log(`${passed} passed, ${failed} failed`);
if (failed > 0 || passed === 0) process.exitCode = 1;

function countReport(report) {
  passed += report.numPassedTests;
  failed += report.numFailedTests;
  // A file that could not even be loaded has no test that failed.
  if (report.numFailedTests === 0) failed += report.numFailedTestSuites;
  for (const file of report.testResults) describeFile(file);
}

function describeFile(file) {
  const path = relative(process.cwd(), file.name);
  if (file.status === "failed" && file.message) describe("FAILED", path, "the whole file", [file.message]);
  for (const test of file.assertionResults) {
    if (test.status === "failed") describe("FAILED", path, test.fullName, test.failureMessages);
    // What failed before a try that passed keeps its messages.
    else if (test.failureMessages.length > 0) describe("passed at the second try", path, test.fullName, test.failureMessages);
  }
}

function describe(outcome, path, title, messages) {
  console.log(`${outcome}: ${path}: ${title.trim()}`);
  for (const message of messages) {
    const ours = message.split("\n").filter((line) => !line.includes("/node_modules/"));
    for (const line of ours.slice(0, linesOfAMessage)) console.log(`    ${line}`);
  }
}

function countClosingLine(text) {
  const [, ok = "0", bad = "0"] = /^(\d+) passed, (\d+) failed$/m.exec(text) ?? [];
  passed += Number(ok);
  failed += Number(bad);
}
