// Holds our reading of every mail in a folder of known answers against those answers: npm run test:corpus -- DIR
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type CaseResult, runManifest } from "./manifest.ts";
import { runThreads } from "./threads.ts";
import { runUnits } from "./units.ts";

process.exitCode = await main(process.argv.slice(2));

async function main([folder]: string[]): Promise<number> {
  if (!folder || !existsSync(folder)) {
    console.log("Usage: npm run test:corpus -- DIR    where DIR has folders with a manifest.json each");
    return 2;
  }
  let passed = 0;
  const regressions: CaseResult[] = [];
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    if (existsSync(join(path, "cases.json"))) {
      for (const { label, results } of await runThreads(path)) {
        report(`${name}, ${label}`, results, 0);
        passed += results.filter(({ failures }) => failures.length === 0).length;
      }
    }
    if (!existsSync(join(path, "manifest.json"))) continue;
    const started = performance.now();
    const results = await runManifest(path);
    report(name, results, performance.now() - started);
    for (const { label, results: units } of runUnits(path)) report(`${name}/${label}`, units, 0);
    passed += results.filter(({ failures }) => failures.length === 0).length;
    regressions.push(...results.filter((each) => each.baselinePasses && each.failures.length > 0));
  }
  for (const { id, failures } of regressions) console.log(`regression ${id}: ${failures.join(" · ")}`);
  console.log(`${passed} passed, ${regressions.length} failed`);
  return regressions.length > 0 ? 1 : 0;
}

function report(name: string, results: readonly CaseResult[], ms: number): void {
  const failed = results.filter(({ failures }) => failures.length > 0);
  const time = ms > 0 ? `, ${Math.round(ms)} ms` : "";
  console.log(`${name}: ${results.length - failed.length} / ${results.length}${time}`);
  const hard = failed.filter(({ grade }) => grade === "hard");
  if (hard.length > 0) console.log(`  hard cases left failing: ${hard.length}`);
  for (const { id, grade, failures } of failed) console.log(`  ${grade} ${id}: ${failures.join(" · ").slice(0, 400)}`);
}
