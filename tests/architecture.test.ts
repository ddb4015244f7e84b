// The house rules that a machine can hold: who may import whom, and the invariants that are visible in the source.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, test } from "vitest";

const root = resolve(import.meta.dirname, "..");

interface Source {
  readonly path: string;
  readonly text: string;
  /** Files of ours that it imports, from the root; packages by name; `type` imports apart. */
  readonly imports: readonly { readonly target: string; readonly isType: boolean }[];
}

const sources = ["functions", "local", "web/src", "tests"].flatMap(filesBelow).map(readSource);
const inFolder = (folder: string) => sources.filter(({ path }) => path.startsWith(`${folder}/`));
const stages = ["inbound", "outbound", "api", "stream", "realtime", "set-up", "schedule"].map((name) => `functions/${name}`);

describe("who may import whom", () => {
  // folder → what of ours it may import (at run time)
  const rows: Record<string, string[]> = {
    "functions/core": ["functions/core"],
    "functions/runtime": ["functions/core", "functions/runtime"],
    "functions/store": ["functions/core", "functions/runtime", "functions/store"],
    "functions/actions": ["functions/core", "functions/store", "functions/runtime", "functions/actions"],
    "functions/auth": ["functions/core", "functions/store", "functions/runtime", "functions/actions", "functions/auth"],
    ...Object.fromEntries(
      stages.map((stage) => [
        stage,
        ["functions/actions", "functions/auth", "functions/store", "functions/core", "functions/runtime", stage],
      ]),
    ),
    "web/src": ["web/src"],
  };

  test.each(Object.entries(rows))("%s imports only what its row allows", (folder, allowed) => {
    const broken = inFolder(folder).flatMap(({ path, imports }) =>
      imports
        .filter(({ target, isType }) => isOurs(target) && !(isType && folder === "web/src" && isApiType(target)))
        .filter(({ target }) => !allowed.some((one) => target.startsWith(`${one}/`)))
        .map(({ target }) => `${path} → ${target}`),
    );
    expect(broken).toEqual([]);
  });

  test("core speaks to nobody: only the mail libraries, and pure parts of Node", () => {
    const pure = ["node:crypto", "node:stream", "node:buffer", "node:url", "node:zlib", "valibot", "sanitize-html", "iconv-lite"];
    const ofCss = ["css-tree/parser", "css-tree/walker", "css-tree/generator"];
    const broken = inFolder("functions/core").flatMap(({ path, imports }) =>
      imports
        .filter(() => !path.endsWith(".d.ts"))
        .filter(({ target, isType }) => !isOurs(target) && !isType && ![...pure, ...ofCss].includes(target))
        .filter(({ target }) => !(path === "functions/core/mail/parse.ts" && target.startsWith("mailparser")))
        .filter(({ target }) => !(path === "functions/core/mail/compose.ts" && target.startsWith("nodemailer")))
        .map(({ target }) => `${path} → ${target}`),
    );
    expect(broken).toEqual([]);
  });

  test("nothing imports the local platform", () => {
    const broken = [...inFolder("functions"), ...inFolder("web/src")].flatMap(({ path, imports }) =>
      imports.filter(({ target }) => target.startsWith("local/")).map(({ target }) => `${path} → ${target}`),
    );
    expect(broken).toEqual([]);
  });

  test("the web framework stays in api and auth, DynamoDB and S3 in store, with the clients", () => {
    const places: [RegExp, RegExp][] = [
      [/^hono(\/|$)/, /^functions\/(api|auth)\//],
      [
        /^@aws-sdk\/(client-dynamodb|lib-dynamodb|client-s3|lib-storage|s3-request-presigner)$/,
        /^functions\/(store\/|runtime\/clients\.ts)/,
      ],
    ];
    const broken = inFolder("functions").flatMap(({ path, imports }) =>
      imports
        .filter(({ target, isType }) => !isType && places.some(([name, place]) => name.test(target) && !place.test(path)))
        .map(({ target }) => `${path} → ${target}`),
    );
    expect(broken).toEqual([]);
  });
});

describe("invariants", () => {
  test("1: core reads no clock and throws no dice", () => {
    expect(
      linesWith(
        "functions/core",
        /Date\.now\(|new Date\(\)|Math\.random\(|randomBytes|randomUUID|process\.|\bfetch\(|setTimeout\(/,
      ),
    ).toEqual([]);
  });

  test("2: only keys.ts builds a key", () => {
    const built = linesWith("functions", /\b(pk|sk|statePk|stateSk|ownerPk|ownerSk):\s*[`"']/);
    expect(built.filter((line) => !line.startsWith("functions/store/keys.ts:"))).toEqual([]);
  });

  test("3: the stream is the only publisher: nothing else sends to the outbound queue or the sockets' function", () => {
    const sends = linesWith("functions", /SendMessage(Batch)?Command\(|InvokeCommand\(/).map(pathOfLine);
    // The schedule gives a lost job again, which changes nothing for whoever has had it.
    expect([...new Set(sends)]).toEqual(["functions/schedule/send-all.ts", "functions/stream/dispatch.ts"]);
  });

  test("4: nothing writes to the raw bucket", () => {
    const writers = inFolder("functions").filter(({ text }) => /new PutObjectCommand\(|new Upload\(/.test(text));
    expect(writers.map(({ path }) => path)).toEqual(["functions/store/buckets.ts"]);
    const puts = (writers[0]?.text ?? "").split("\n").filter((line) => /rawBucket/.test(line) && /Body:|PutObject/.test(line));
    expect(puts).toEqual([]);
  });

  test("4: nothing deletes from the raw bucket", () => {
    const deletes = linesWith("functions", /new DeleteObjects?Command\(/);
    expect(deletes.map(pathOfLine)).toEqual(["functions/store/buckets.ts"]);
    expect(deletes[0]).toContain("Bucket: config.filesBucket");
  });

  test("7: stage folders do not import each other", () => {
    const broken = stages.flatMap((stage) =>
      inFolder(stage).flatMap(({ path, imports }) =>
        imports
          .filter(({ target }) => stages.some((other) => other !== stage && target.startsWith(`${other}/`)))
          .map(({ target }) => `${path} → ${target}`),
      ),
    );
    expect(broken).toEqual([]);
  });

  test("8: the SDK makes one attempt at sending, and one file sends", () => {
    expect(readFileSync(join(root, "functions/runtime/clients.ts"), "utf8")).toMatch(
      /SESv2Client\(\{ \.\.\.at, maxAttempts: 1 \}\)/,
    );
    expect(linesWith("functions", /SendEmailCommand\(/).map(pathOfLine)).toEqual(["functions/outbound/deliver.ts"]);
  });

  test("10: no innerHTML and no srcdoc, anywhere on the page", () => {
    expect(linesWith("web/src", /innerHTML|outerHTML|insertAdjacentHTML|document\.write|srcdoc=|dangerously/)).toEqual([]);
    const frames = linesWith("web/src", /<iframe/).map(pathOfLine);
    expect(new Set(frames).size).toBe(1);
  });

  test("10: no frame may both run scripts and be of our origin", () => {
    expect(linesWith("web/src", /allow-scripts/)).toEqual([]);
    expect(linesWith("functions", /allow-scripts/)).toEqual([]);
  });

  test("11: one file writes to the console, and it takes named fields only", () => {
    expect([...new Set(linesWith("functions", /console\./).map(pathOfLine))]).toEqual(["functions/runtime/log.ts"]);
  });

  test("the environment is read in one file, AWS clients are made in one file", () => {
    expect([...new Set(linesWith("functions", /process\.env/).map(pathOfLine))]).toEqual(["functions/runtime/config.ts"]);
    expect([...new Set(linesWith("functions", /new \w+Client\(/).map(pathOfLine))]).toEqual(["functions/runtime/clients.ts"]);
  });

  test("no Scan: every read is a key or a range with a limit", () => {
    expect(linesWith("functions", /ScanCommand|FilterExpression/)).toEqual([]);
  });
});

describe("the house", () => {
  test("no default exports, no enums", () => {
    const mine = sources.filter(({ path }) => !path.endsWith(".config.ts") && !path.startsWith("tests/"));
    const broken = mine.flatMap(({ path, text }) => (/^export default|^export enum/m.test(text) ? [path] : []));
    expect(broken).toEqual([]);
  });

  test("every file begins with one sentence that says what it is", () => {
    const product = sources.filter(({ path }) => !path.startsWith("tests/") && !/\.(d|config)\.ts$/.test(path));
    const broken = product.filter(({ text }) => !/^\/\/ \S/.test(text));
    expect(broken.map(({ path }) => path)).toEqual([]);
  });

  test("no file has grown past 300 lines", () => {
    const long = sources.filter(({ path, text }) => !path.startsWith("tests/") && text.split("\n").length > 300);
    expect(long.map(({ path }) => path)).toEqual([]);
  });

  test("no test is skipped or alone", () => {
    const words = ["skip", "only", "todo"].map((word) => `\\.${word}\\(`).join("|");
    expect(linesWith("tests", new RegExp(words)).filter((line) => !line.startsWith("tests/architecture.test.ts"))).toEqual([]);
  });
});

function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((path) => !path.includes("node_modules") && !path.includes("fixtures/"));
}

function readSource(path: string): Source {
  const text = readFileSync(join(root, path), "utf8");
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\s+(type\s)?[^;"']*?from\s+["']([^"']+)["']|import\(\s*["']([^"']+)["']\s*\)|^import\s+["']([^"']+)["']/g,
  );
  const imports = [...found].map((match) => {
    const written = match[2] ?? match[3] ?? match[4] ?? "";
    const target = written.startsWith(".") ? relative(root, resolve(root, dirname(path), written)) : written;
    return { target, isType: match[1] !== undefined };
  });
  return { path, text, imports };
}

function isOurs(target: string): boolean {
  return /^(functions|local|web|stacks|tests)\//.test(target);
}

function isApiType(target: string): boolean {
  return target.startsWith("functions/api/") || target.startsWith("functions/core/");
}

/** `path:line` of every line that matches, comments left out. */
function linesWith(folder: string, pattern: RegExp): string[] {
  return inFolder(folder).flatMap(({ path, text }) =>
    text
      .split("\n")
      .flatMap((line, index) =>
        !/^\s*(\/\/|\*|\/\*)/.test(line) && pattern.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [],
      ),
  );
}

function pathOfLine(line: string): string {
  return line.slice(0, line.indexOf(":"));
}
