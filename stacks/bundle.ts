// One bundle a function: CommonJS for Node, minified, nothing left outside, its source map kept apart.
import { buildSync, type Metafile } from "esbuild";
import { mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";

/** Every function: the handler's source, and what must lie beside it as a file of its own. */
export const bundles = {
  receive: { entry: "functions/inbound/receive.ts", beside: { "parse-worker.cjs": "functions/inbound/parse-worker.ts" } },
  send: { entry: "functions/outbound/send.ts", beside: {} },
  feedback: { entry: "functions/outbound/feedback.ts", beside: {} },
  dispatch: { entry: "functions/stream/dispatch.ts", beside: {} },
  connect: { entry: "functions/realtime/connect.ts", beside: {} },
  disconnect: { entry: "functions/realtime/disconnect.ts", beside: {} },
  broadcast: { entry: "functions/realtime/broadcast.ts", beside: {} },
  schedule: { entry: "functions/schedule/handler.ts", beside: {} },
  api: { entry: "functions/api/lambda.ts", beside: {} },
} as const satisfies Record<string, { entry: string; beside: Record<string, string> }>;

export type BundleName = keyof typeof bundles;

/** What a bundled file is made of, as esbuild tells it. */
export type Contents = Metafile["outputs"];

/**
 * Bundles one function.
 * @param root the project's folder
 * @param into each function's code goes to a folder of its own in it, and all source maps to `maps`
 */
export function bundleFunction(name: BundleName, root: string, into: string): { folder: string; contents: Contents[] } {
  const { entry, beside } = bundles[name];
  const folder = join(into, name);
  const files = Object.entries({ "index.js": entry, ...beside });
  mkdirSync(join(into, "maps"), { recursive: true });
  const contents = files.map(([file, source]) => {
    const outfile = join(folder, file);
    const { metafile } = bundleFile(join(root, source), outfile, root);
    renameSync(`${outfile}.map`, join(into, "maps", `${name}-${file}.map`));
    return metafile.outputs;
  });
  return { folder, contents };
}

function bundleFile(source: string, outfile: string, root: string) {
  return buildSync({
    absWorkingDir: root,
    entryPoints: [source],
    outfile,
    bundle: true,
    platform: "node",
    target: "node22",
    format: "cjs",
    minify: true,
    // Errors are told apart by their name, which minifying would change.
    keepNames: true,
    sourcemap: "external",
    sourcesContent: false,
    metafile: true,
    // Its usual entry looks for its data beside itself, where a bundle has nothing; this one carries what it needs.
    alias: { "css-tree": "css-tree/dist/csstree.esm" },
    // A CommonJS file has no import.meta; the sources ask before they use it.
    logOverride: { "empty-import-meta": "silent" },
  });
}
