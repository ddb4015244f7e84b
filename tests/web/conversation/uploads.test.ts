// Files of a draft: straight to the bucket, never more than can be sent, and every failure has a way on.
import { afterEach, describe, expect, test, vi } from "vitest";
import { attachmentLimit, createUploads, type PutTarget, type UploadCalls } from "../../../web/src/composer/uploads.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

function file(name: string, sizeBytes: number): File {
  const made = new File(["x"], name, { type: "application/pdf" });
  Object.defineProperty(made, "size", { value: sizeBytes });
  return made;
}

const mb = 1024 * 1024;

function setUp(put: (target: PutTarget) => Promise<void> = () => Promise.resolve()) {
  let changes = 0;
  const begun: string[] = [];
  const calls: UploadCalls = {
    begin: async ({ name }) => {
      begun.push(name);
      return {
        id: `upl_${name}`,
        address: `https://bucket.test/${name}`,
        headers: { "content-type": "application/pdf" },
        expiresAt: "",
      };
    },
    put,
  };
  const uploads = createUploads(calls, [], () => {
    changes += 1;
  });
  const states = () => uploads.items.map((item) => item.state);
  return { uploads, states, begun, changes: () => changes };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

describe("the size limit", () => {
  test("of a mail sends the largest files as links, so that the others fit", async () => {
    const { uploads } = setUp();
    expect(uploads.add([file("a", 20 * mb), file("b", 6 * mb), file("c", 5 * mb)])).toBe(0);
    await settled();
    expect(uploads.toSend().map(({ filename, as }) => [filename, as])).toEqual([
      ["a", "link"],
      ["b", undefined],
      ["c", undefined],
    ]);
    expect([uploads.totalBytes(), uploads.linkedBytes()]).toEqual([11 * mb, 20 * mb]);
  });

  test("is exactly what fits", async () => {
    const { uploads } = setUp();
    uploads.add([file("a", 20 * mb), file("b", 5 * mb)]);
    await settled();
    expect(uploads.totalBytes()).toBe(attachmentLimit.bytes);
    expect(uploads.linkedBytes()).toBe(0);
  });

  test("of links is one gigabyte together, and nothing over it is asked for", async () => {
    const { uploads, begun } = setUp();
    expect(uploads.add([file("a", 1000 * mb), file("b", 50 * mb), file("c", 20 * mb)])).toBe(1);
    await settled();
    expect(begun).toEqual(["a", "c"]);
  });

  test("makes room again when a file is removed", async () => {
    const { uploads } = setUp();
    uploads.add([file("a", attachmentLimit.bytes), file("b", 1)]);
    await settled();
    expect(uploads.linkedBytes()).toBe(attachmentLimit.bytes);
    uploads.remove(uploads.items[1]?.key ?? 0);
    expect(uploads.linkedBytes()).toBe(0);
  });

  test("is fifty files, however small", () => {
    const { uploads } = setUp();
    expect(uploads.add(Array.from({ length: 60 }, (_, index) => file(`f${index}`, 1)))).toBe(10);
  });
});

describe("an upload", () => {
  test("shows how far it has come, and is done only when the bucket has it", async () => {
    let finish: () => void = () => undefined;
    const { uploads, states, changes } = setUp(({ onProgress }) => {
      onProgress(0.4);
      return new Promise((resolve) => {
        finish = resolve;
      });
    });
    uploads.add([file("a", 10)]);
    await settled();
    expect(uploads.items[0]).toMatchObject({ state: "uploading", progress: 0.4 });
    expect(uploads.isBusy()).toBe(true);
    expect(uploads.arrived()).toEqual([]);
    finish();
    await settled();
    expect(states()).toEqual(["done"]);
    expect(uploads.arrived()).toEqual([{ uploadId: "upl_a", filename: "a", contentType: "application/pdf", sizeBytes: 10 }]);
    expect(changes()).toBe(1);
  });

  test("that failed can be tried again", async () => {
    vi.spyOn(console, "warn").mockReturnValue(undefined);
    let tries = 0;
    const { uploads, states } = setUp(() => {
      tries += 1;
      return tries === 1 ? Promise.reject(new Error("500")) : Promise.resolve();
    });
    uploads.add([file("a", 10)]);
    await settled();
    expect(states()).toEqual(["failed"]);
    expect(uploads.hasFailed()).toBe(true);
    uploads.retry(uploads.items[0]?.key ?? 0);
    await settled();
    expect(states()).toEqual(["done"]);
  });

  test("that is removed on its way is stopped and never comes back", async () => {
    let signal: AbortSignal | undefined;
    const { uploads } = setUp((target) => {
      signal = target.signal;
      return new Promise((_, reject) => target.signal.addEventListener("abort", () => reject(new Error("stopped"))));
    });
    uploads.add([file("a", 10)]);
    await settled();
    uploads.remove(uploads.items[0]?.key ?? 0);
    await settled();
    expect(signal?.aborted).toBe(true);
    expect(uploads.items).toHaveLength(0);
  });

  test("of a draft that was found again is there already", () => {
    const uploads = createUploads(
      { begin: () => Promise.reject(new Error("no")), put: () => Promise.resolve() },
      [{ uploadId: "upl_1", filename: "a.pdf", contentType: "application/pdf", sizeBytes: 5 }],
      () => undefined,
    );
    expect(uploads.items[0]).toMatchObject({ state: "done", uploadId: "upl_1" });
    expect(uploads.totalBytes()).toBe(5);
  });
});
