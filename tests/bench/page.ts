// The JavaScript that the page needs before it shows an inbox, and what comes on top later, compressed, from `web/dist`.
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { root } from "./dev-server.ts";
import type { Report } from "./report.ts";

const dist = join(root, "web", "dist");

/** In the order in which a person comes by them, by the files of ours that are imported by a call. */
const steps: readonly [string, readonly string[]][] = [
  ["the inbox route: list and folders", ["workspace", "inbox-page", "first-view"]],
  ["+ a conversation is opened", ["conversation-pane"]],
  ["+ an answer is written", ["editor"]],
];

interface Chunk {
  readonly gzBytes: number;
  readonly bytes: number;
  /** Chunks that come with it. */
  readonly imports: readonly string[];
}

export async function page(): Promise<Report> {
  const { html, chunks, builtAt } = await readBuild();
  const loaded = new Set<string>();
  const rows: (string | number)[][] = [];
  const files: (string | number)[][] = [];
  for (const file of [...html.matchAll(/src="\/(?:assets\/)?([\w.-]+\.js)"/g)]) load(chunks, file[1] ?? "", loaded);
  for (const [index, [what, names]] of steps.entries()) {
    const before = index === 0 ? [] : [...loaded];
    for (const name of names) load(chunks, chunkNamed(chunks, name), loaded);
    const added = [...loaded].filter((file) => !before.includes(file));
    rows.push([what, added.length, kilobytes(sum(chunks, added, "bytes")), kilobytes(sum(chunks, added, "gzBytes"))]);
    const largest = added.sort((a, b) => sum(chunks, [b], "gzBytes") - sum(chunks, [a], "gzBytes")).slice(0, 6);
    files.push(...largest.map((file) => [what, file, kilobytes(sum(chunks, [file], "gzBytes"))]));
  }
  return [
    { title: `JavaScript of the page, as built ${builtAt.toISOString().slice(0, 16)}`, head: ["", "files", "KB", "gz KB"], rows },
    { title: "the largest files of each", head: ["", "file", "gz KB"], rows: files },
  ];
}

async function readBuild() {
  const html = await readFile(join(dist, "index.html"), "utf8").catch((error: unknown) => {
    throw new Error("The page is not built: npm run build", { cause: error });
  });
  const assets = (await readdir(join(dist, "assets"))).filter((name) => name.endsWith(".js"));
  const chunks = new Map<string, Chunk>();
  for (const name of assets) chunks.set(name, await readChunk(join(dist, "assets", name)));
  for (const name of await readdir(dist)) if (name.endsWith(".js")) chunks.set(name, await readChunk(join(dist, name)));
  return { html, chunks, builtAt: (await stat(join(dist, "index.html"))).mtime };
}

async function readChunk(path: string): Promise<Chunk> {
  const code = await readFile(path);
  // Static imports only: `from"./x.js"` and `import"./x.js"`; what is imported by a call comes when it is called.
  const imports = [...code.toString().matchAll(/(?:from|import)\s*["'`]\.\/([\w.-]+\.js)["'`]/g)].map((found) => found[1] ?? "");
  return { bytes: code.length, gzBytes: gzipSync(code, { level: 9 }).length, imports };
}

function chunkNamed(chunks: ReadonlyMap<string, Chunk>, name: string): string {
  // The name, a hash of eight characters that may have dashes in it, and ".js".
  const found = [...chunks.keys()].find((file) => file.startsWith(`${name}-`) && file.length === name.length + 12);
  if (!found) throw new Error(`The build has no chunk "${name}": has its file another name now?`);
  return found;
}

function load(chunks: ReadonlyMap<string, Chunk>, file: string, loaded: Set<string>): void {
  if (loaded.has(file)) return;
  loaded.add(file);
  for (const next of chunks.get(file)?.imports ?? []) load(chunks, next, loaded);
}

function sum(chunks: ReadonlyMap<string, Chunk>, files: readonly string[], what: "bytes" | "gzBytes"): number {
  return files.reduce((total, file) => total + (chunks.get(file)?.[what] ?? 0), 0);
}

function kilobytes(bytes: number): number {
  return Math.round(bytes / 102.4) / 10;
}
