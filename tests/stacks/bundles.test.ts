// What is deployed runs: every bundle loads by itself, has its handler, stays below its size and carries nothing that is not its own.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createScan } from "../../functions/core/mail/scan.ts";
import { type BundleName, bundleFile, bundleFunction, bundles } from "../../stacks/bundle.ts";
import { environmentOfNone } from "../../stacks/import-time.ts";
import { besideBudgets, sizeBudgets } from "../../stacks/sizes.ts";

const root = join(import.meta.dirname, "../..");
const names = Object.keys(bundles) as BundleName[];
const files = names.flatMap((name) => ["index.js", ...Object.keys(bundles[name].beside)].map((file) => [name, file] as const));
const into = mkdtempSync(join(tmpdir(), "inbox-bundles-"));
/** The modules of a bundled file, by its path below `into`. */
const inside = new Map<string, string[]>();

beforeAll(() => {
  for (const name of names) {
    const { contents } = bundleFunction(name, root, into);
    const own = files.filter(([owner]) => owner === name);
    for (const [index, outputs] of contents.entries()) {
      const modules = Object.values(outputs).flatMap(({ inputs }) =>
        Object.entries(inputs)
          .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
          .map(([path]) => path),
      );
      inside.set(own[index]?.join("/") ?? "", modules);
    }
  }
});
afterAll(() => rmSync(into, { recursive: true, force: true }));

/** Runs a script beside the bundles as Lambda would: with an environment, and with nothing of the project. */
function runAlone(script: string, environment: Record<string, string> = {}): string {
  const env = { PATH: process.env.PATH ?? "", ...environmentOfNone, ...environment };
  return execFileSync(process.execPath, ["-e", script], { env, cwd: into }).toString();
}

test.each(names)("%s loads alone, with nothing of the project beside it", (name) => {
  const script = `const { handler } = require(${JSON.stringify(join(into, name, "index.js"))}); process.stdout.write(typeof handler);`;
  expect(runAlone(script)).toBe("function");
});

test.each(files)("%s/%s stays below its size", (name, file) => {
  const kb = Math.ceil(statSync(join(into, name, file)).size / 1024);
  expect(kb).toBeLessThanOrEqual(file === "index.js" ? sizeBudgets[name] : (besideBudgets[file] ?? 0));
});

test("the budget of what answers people and of what takes mail in is never above 900 KB", () => {
  expect(Math.max(sizeBudgets.api, sizeBudgets.receive)).toBeLessThanOrEqual(900);
});

describe("a bundle carries what its function needs", () => {
  const parsers = ["mailparser", "libmime", "encoding-japanese", "html-to-text"];
  const mayHave: Readonly<Record<string, readonly string[]>> = {
    "@aws-sdk/client-s3": ["receive", "send", "api"],
    "@aws-sdk/client-sesv2": ["send"],
    "@aws-sdk/client-sqs": ["dispatch"],
    "@aws-sdk/client-lambda": ["dispatch"],
    "@aws-sdk/client-apigatewaymanagementapi": ["broadcast"],
    "iconv-lite": ["receive"],
    nodemailer: ["send"],
    "sanitize-html": ["api"],
    "css-tree": ["api"],
    oauth4webapi: ["api"],
    hono: ["api"],
    ...Object.fromEntries(parsers.map((one) => [one, []])),
  };
  const has = (file: string, owner: string) => (inside.get(file) ?? []).some((path) => path.includes(`node_modules/${owner}/`));
  const stages = ["receive", "send", "feedback", "dispatch", "connect", "disconnect", "broadcast", "api"] as const;

  test.each(Object.entries(mayHave))("%s: only %j", (owner, owners) => {
    const having = stages.filter((name) => has(`${name}/index.js`, owner));
    expect(having.filter((name) => !owners.includes(name))).toEqual([]);
  });

  test("the parser is in the workers alone, whose own threads load it", () => {
    for (const file of ["receive/parse-worker.cjs", "api/file-worker.cjs"]) expect(has(file, "mailparser")).toBe(true);
    expect(names.filter((name) => has(`${name}/index.js`, "mailparser"))).toEqual([]);
  });

  test.each(["postcss", "source-map-js", "@aws-sdk/nested-clients", "@aws-sdk/credential-provider-sso", "bowser"])(
    "%s is in none",
    (owner) => {
      const having = [...inside.keys()].filter((file) => has(file, owner));
      expect(having).toEqual([]);
    },
  );

  test("a library is there once: as modules or as CommonJS", () => {
    const forms = /node_modules\/(@(?:aws-sdk|smithy)\/[^/]+|libmime|mailparser)\/dist[-/](es|esm|cjs)\//;
    for (const [file, modules] of inside) {
      const seen = new Map<string, Set<string>>();
      for (const [, owner = "", form = ""] of modules.flatMap((path) => [forms.exec(path) ?? []]))
        seen.set(owner, (seen.get(owner) ?? new Set()).add(form));
      expect([file, [...seen].filter(([, forms]) => forms.size > 1)]).toEqual([file, []]);
    }
  });
});

test.each(files)("%s/%s waits for nothing while it loads", (name, file) => {
  // In CommonJS an await outside a function is an error of syntax; the sources have none either.
  const { entry, beside } = bundles[name];
  const source = file === "index.js" ? entry : (beside as Record<string, string>)[file];
  expect(source).toBeDefined();
  const ours = (inside.get(`${name}/${file}`) ?? []).filter((path) => path.startsWith("functions/"));
  expect(ours.length).toBeGreaterThan(0);
  expect(ours.filter((path) => /^(?:export )?(?:const .* = )?await /m.test(readFileSync(join(root, path), "utf8")))).toEqual([]);
});

describe("what stands instead of a library", () => {
  test("styles are cleaned without PostCSS, as they are from the sources", async () => {
    const { sanitiseHtml } = await import("../../functions/core/mail/html.ts");
    const html =
      '<p style="color:red;position:fixed" onclick="x()">A &amp; b &eacute; &notin; <a href="javascript:1">c</a></p><script>d</script>' +
      '<table style="width:10px"><tr><td bgcolor=#fff>e<img src="cid:f">';
    const source = join(into, "html.ts");
    writeFileSync(source, `export { sanitiseHtml } from ${JSON.stringify(join(root, "functions/core/mail/html.ts"))};`);
    bundleFile(source, join(into, "html.js"), root, "index.js");
    const script = `const { sanitiseHtml } = require("./html.js");
      process.stdout.write(JSON.stringify(sanitiseHtml(${JSON.stringify(html)}, { images: "held", inlineImage: () => "https://i.test/f" })));`;
    const bundled: unknown = JSON.parse(runAlone(script));
    expect(bundled).toEqual(sanitiseHtml(html, { images: "held", inlineImage: () => "https://i.test/f" }));
    expect(JSON.stringify(bundled)).toContain("color:red");
  });

  test("keys come from the environment, and no place is asked for others", () => {
    // Without keys nothing is looked for: the call fails with the name of what is missing.
    const script = `const { handler } = require("./disconnect/index.js");
      handler({ requestContext: { connectionId: "c" } }).catch((error) => process.stdout.write(error.message));`;
    expect(runAlone(script)).toBe("AWS_ACCESS_KEY_ID is not set");
  });
});

test("the parser lies beside the function that starts it, and reads charsets of which Unicode is none", async () => {
  const worker = new Worker(join(into, "receive", "parse-worker.cjs"));
  const scan = createScan();
  scan.push(Buffer.from("From: a@b.example\nContent-Type: text/plain; charset=shift_jis\n\n\x93\xfa\x96\x7b\n", "latin1"));
  const answer = new Promise((resolve, reject) => worker.once("message", resolve).once("error", reject));
  worker.postMessage(scan.end());
  expect(await answer).toMatchObject({ mail: { text: "日本\n", from: { address: "a@b.example" } } });
  await worker.terminate();
});

test("what reads files lies beside the API, with the same charsets", async () => {
  const worker = new Worker(join(into, "api", "file-worker.cjs"));
  const answer = new Promise((resolve, reject) => worker.once("message", resolve).once("error", reject));
  const bytes = Buffer.from("From: a@b.example\nContent-Type: text/plain; charset=shift_jis\n\n\x93\xfa\x96\x7b\n", "latin1");
  worker.postMessage({ as: "mail", bytes });
  expect(await answer).toMatchObject({ mail: { text: "日本\n", from: { address: "a@b.example" } } });
  await worker.terminate();
});

test("source maps stay out of what is deployed", () => {
  expect(names.filter((name) => existsSync(join(into, name, "index.js.map")))).toEqual([]);
  expect(existsSync(join(into, "maps", "api-index.js.map"))).toBe(true);
});
