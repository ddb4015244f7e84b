// The arithmetic and the tables of the benchmarks, and how their command answers to a wrong word.
import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { percentile, tableText } from "./report.ts";
import { rowBytes } from "./row-bytes.ts";

describe("a percentile", () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
  test.each([
    [hundred, 0.5, 50],
    [hundred, 0.95, 95],
    [hundred, 1, 100],
    [[7], 0.5, 7],
    [[7], 0, 7],
    [[1, 2, 3], 0.5, 2],
    [[], 0.5, Number.NaN],
  ])("of %j at %f is %f", (values, share, expected) => {
    expect(percentile(values, share)).toBe(expected);
  });
});

test("a table's columns are as wide as what is in them, with numbers to the right", () => {
  const rows = [
    ["short", 1],
    ["rather longer", 1234.5],
  ];
  expect(tableText({ title: "things", head: ["what", "how many"], rows })).toBe(
    [
      "things",
      "",
      "what           how many",
      "─────────────  ────────",
      "short                 1",
      "rather longer   1,234.5",
      "",
    ].join("\n"),
  );
});

describe("the bytes of a row", () => {
  test.each([
    ["a text, in UTF-8", { a: "è" }, 3],
    ["an empty text", { a: "" }, 1],
    ["a small number", { a: 7 }, 3],
    ["a number of four digits", { a: 1234 }, 4],
    ["a number with zeros at its end", { a: 12_000 }, 3],
    ["a number below zero", { a: -12 }, 4],
    ["truth", { a: true }, 2],
    ["a set", { a: new Set(["bc", "def"]) }, 6],
    ["a list", { a: ["bc", "def"] }, 11],
    ["an empty list", { a: [] }, 4],
    ["a map", { a: { b: "cd" } }, 8],
    ["two attributes", { pk: "con_1", sk: "-" }, 10],
  ])("%s", (_case, row, expected) => {
    expect(rowBytes(row)).toBe(expected);
  });
});

test("an unknown name ends with 2 and the usage", () => {
  const main = new URL("main.ts", import.meta.url).pathname;
  const { status, stderr, stdout } = spawnSync(process.execPath, ["--import", "tsx", main, "page", "speed"], {
    encoding: "utf8",
  });
  expect(status).toBe(2);
  expect(stderr).toContain("There is no benchmark speed.");
  expect(stderr).toContain("npm run bench -- [NAME …]");
  expect(stdout).toBe("");
});
