// What is deployed runs: every bundle loads by itself, has its handler, and stays below its size.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync, existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type BundleName, bundleFunction, bundles } from "../../stacks/bundle.ts";
import { sizeBudgets } from "../../stacks/sizes.ts";

const names = Object.keys(bundles) as BundleName[];
const into = mkdtempSync(join(tmpdir(), "inbox-bundles-"));

beforeAll(() => {
  for (const name of names) bundleFunction(name, join(import.meta.dirname, "../.."), into);
});
afterAll(() => rmSync(into, { recursive: true, force: true }));

test.each(names)("%s loads alone, with nothing of the project beside it", (name) => {
  const script = `const { handler } = require(${JSON.stringify(join(into, name, "index.js"))}); process.stdout.write(typeof handler);`;
  const environment = {
    PATH: process.env.PATH ?? "",
    AWS_REGION: "eu-west-1",
    TABLE_NAME: "t",
    APP_ORIGIN: "https://inbox.acme.test",
  };
  expect(execFileSync(process.execPath, ["-e", script], { env: environment, cwd: into }).toString()).toBe("function");
});

test.each(names)("%s stays below its size", (name) => {
  expect(Math.ceil(statSync(join(into, name, "index.js")).size / 1024)).toBeLessThanOrEqual(sizeBudgets[name]);
});

test("the parser lies beside the function that starts it", () => {
  expect(existsSync(join(into, "receive", "parse-worker.cjs"))).toBe(true);
});

test("source maps stay out of what is deployed", () => {
  expect(names.filter((name) => existsSync(join(into, name, "index.js.map")))).toEqual([]);
  expect(existsSync(join(into, "maps", "api-index.js.map"))).toBe(true);
});
