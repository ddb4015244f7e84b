// An archive that strict programs read, written without holding what goes into it.
import { buffer } from "node:stream/consumers";
import { expect, test } from "vitest";
import { type ZippedFile, zipOf } from "../../functions/core/zip.ts";
import { unzip } from "../helpers/unzip.ts";

const at = "2026-11-20T10:41:33.000Z";

function file(name: string, ...chunks: (string | Buffer)[]): ZippedFile {
  return {
    name,
    async open() {
      return (async function* () {
        for (const chunk of chunks) yield Buffer.from(chunk);
      })();
    },
  };
}

const zipped = async (...files: ZippedFile[]) => unzip(await buffer(zipOf(files, at)));

test("what went in comes out, in its order, with the mail's time", async () => {
  const all = await zipped(file("a.txt", "one ", "two"), file("b.bin", Buffer.alloc(100_000, 7)));
  expect(all).toEqual([
    { name: "a.txt", content: Buffer.from("one two"), at: "2026-11-20T10:41:32.000Z" },
    { name: "b.bin", content: Buffer.alloc(100_000, 7), at: "2026-11-20T10:41:32.000Z" },
  ]);
});

test.each(["Rechnung für Lucía.pdf", "見積書.xlsx", "🙂.png", "a"])("%s keeps its name", async (name) => {
  expect((await zipped(file(name, "x"))).map((one) => one.name)).toEqual([name]);
});

test("an empty file is a file, and no files are an archive", async () => {
  expect(await zipped(file("empty.txt"), file("next.txt", "x"))).toMatchObject([
    { name: "empty.txt", content: Buffer.alloc(0) },
    { name: "next.txt", content: Buffer.from("x") },
  ]);
  expect(await zipped()).toEqual([]);
});

test("a file is opened when its turn comes, and nothing is read ahead of who takes it", async () => {
  const told: string[] = [];
  const large = (name: string): ZippedFile => ({
    name,
    async open() {
      told.push(`${name} opened`);
      return (async function* () {
        for (let n = 1; n <= 3; n++) {
          told.push(`${name} ${n}`);
          yield Buffer.alloc(1000);
        }
      })();
    },
  });
  for await (const piece of zipOf([large("a"), large("b")], at)) if (piece.length === 1000) told.push("taken");
  const steps = (name: string) => [`${name} opened`, ...[1, 2, 3].flatMap((n) => [`${name} ${n}`, "taken"])];
  expect(told).toEqual([...steps("a"), ...steps("b")]);
});

test("a file that breaks off breaks the archive: none that looks whole is left", async () => {
  const broken: ZippedFile = {
    name: "b.txt",
    async open() {
      return (async function* () {
        yield Buffer.from("half");
        throw new Error("the connection was lost");
      })();
    },
  };
  await expect(zipped(file("a.txt", "x"), broken)).rejects.toThrow("the connection was lost");
});
