// Reading in the worker: whatever a mail does there, the answer comes and the next mail is read.
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import { afterEach, describe, expect, test, vi } from "vitest";
import { readMail } from "../../functions/inbound/read-mail.ts";

async function* stream(...pieces: (string | Buffer)[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) yield Buffer.from(piece);
}

const small = "From: Kim <kim@example.com>\nSubject: Hello\nMessage-ID: <a@b.example>\n\nHi there.\n";

describe("a mail", () => {
  test("is read as it streams in", async () => {
    const reading = await readMail(stream(small.slice(0, 10), small.slice(10)));
    expect(reading).toMatchObject({ mail: { subject: "Hello", text: "Hi there.\n" }, rawSizeBytes: small.length });
  });

  test("is read while others are, each for itself", async () => {
    const readings = await Promise.all(
      Array.from({ length: 20 }, (_, i) => readMail(stream(small.replace("Hello", `Hello ${i}`)))),
    );
    expect(readings.map((reading) => "mail" in reading && reading.mail.subject)).toEqual(
      Array.from({ length: 20 }, (_, i) => `Hello ${i}`),
    );
  });

  test("that cannot be read keeps what its header tells", async () => {
    const reading = await readMail(
      stream(`${small.split("\n\n")[0]}\nContent-Type: multipart/mixed; boundary=x\n\n`, "--x\n\n".repeat(2000)),
    );
    expect(reading).toEqual({
      unparsed: { reason: "parts.too-many" },
      envelopeHints: { from: { name: "Kim", address: "kim@example.com" }, subject: "Hello", messageId: "a@b.example" },
      rawSizeBytes: expect.any(Number),
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  test("whose stream breaks is a fault, not an unparsed mail", async () => {
    async function* broken() {
      yield Buffer.from("From: a");
      throw new Error("S3 hung up");
    }
    await expect(readMail(broken())).rejects.toThrow("S3 hung up");
    expect(await readMail(stream(small))).toHaveProperty("mail");
  });
});

describe("the worker", () => {
  afterEach(() => {
    vi.doUnmock("../../functions/core/limits.ts");
    vi.resetModules();
  });

  /** The same module with another deadline or heap. */
  async function readMailWith(changed: { parseDeadlineMs?: number; parseHeapMb?: number }): Promise<typeof readMail> {
    vi.resetModules();
    const { limits } = await vi.importActual<typeof import("../../functions/core/limits.ts")>("../../functions/core/limits.ts");
    vi.doMock("../../functions/core/limits.ts", () => ({ limits: { ...limits, ...changed } }));
    return (await import("../../functions/inbound/read-mail.ts")).readMail;
  }

  test("that is too slow is stopped, and the mail is unparsed", async () => {
    const read = await readMailWith({ parseDeadlineMs: 1 });
    expect(await read(stream(small))).toMatchObject({
      unparsed: { reason: "parse.too-slow" },
      envelopeHints: { subject: "Hello" },
    });
    expect(await read(stream(small))).toMatchObject({ unparsed: { reason: "parse.too-slow" } });
  });

  test("that runs out of memory takes nobody with it", async () => {
    const read = await readMailWith({ parseHeapMb: 4 });
    expect(await read(stream(small))).toMatchObject({ unparsed: { reason: expect.stringMatching(/^parse\./) } });
    expect(await readMail(stream(small))).toHaveProperty("mail");
  });
});

describe("bundled", () => {
  test.each(["esm", "cjs"] as const)(
    "as %s it finds its worker beside it, and lets the process end",
    { timeout: 30_000 },
    async (format) => {
      const folder = await mkdtemp(join(tmpdir(), "read-mail-"));
      const extension = format === "esm" ? "mjs" : "cjs";
      const script = `import { readMail } from ${JSON.stringify(new URL("../../functions/inbound/read-mail.ts", import.meta.url).pathname)};
      async function main() {
        const reading = await readMail((async function* () { yield Buffer.from(${JSON.stringify(small)}); })());
        console.log(reading.mail?.subject ?? reading.unparsed.reason);
      }
      void main();`;
      await writeFile(join(folder, "handler.ts"), script);
      await build({
        entryPoints: {
          handler: join(folder, "handler.ts"),
          "parse-worker": new URL("../../functions/inbound/parse-worker.ts", import.meta.url).pathname,
        },
        outdir: folder,
        outExtension: { ".js": `.${extension}` },
        bundle: true,
        platform: "node",
        target: "node20",
        format,
        logLevel: "error",
        logOverride: { "empty-import-meta": "silent" },
        banner:
          format === "esm"
            ? { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' }
            : {},
      });
      const { stdout } = await promisify(execFile)(process.execPath, [join(folder, `handler.${extension}`)], { timeout: 20_000 });
      expect(stdout.trim()).toBe("Hello");
      await rm(folder, { recursive: true });
    },
  );
});
