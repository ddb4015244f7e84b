// One bundle a function: CommonJS for Node, minified, nothing left outside, its source map kept apart.
import { buildSync, type Metafile } from "esbuild";
import { mkdirSync, renameSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

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
  api: { entry: "functions/api/lambda.ts", beside: { "file-worker.cjs": "functions/api/file-worker.ts" } },
  "set-up": { entry: "functions/set-up/set-up.ts", beside: {} },
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
    const { metafile } = bundleFile(join(root, source), outfile, root, file);
    renameSync(`${outfile}.map`, join(into, "maps", `${name}-${file}.map`));
    return metafile.outputs;
  });
  return { folder, contents };
}

/** @param file as which it is deployed: the handler, or what lies beside it */
export function bundleFile(source: string, outfile: string, root: string, file: string) {
  return buildSync({
    absWorkingDir: root,
    entryPoints: [source],
    outfile,
    bundle: true,
    platform: "node",
    target: "node22",
    format: "cjs",
    minify: true,
    // The SDK and our own code tell loggers and errors apart by their name, which minifying would change.
    keepNames: true,
    // The SDK's modules by themselves: of its CommonJS files, each client comes whole.
    mainFields: ["module", "main"],
    // Tables of characters as they are; escaped, they take twice the room.
    charset: "utf8",
    sourcemap: "external",
    sourcesContent: false,
    metafile: true,
    alias: file === "index.js" ? insteadOf(root) : oneOf(root),
    // A CommonJS file has no import.meta; the sources ask before they use it.
    logOverride: { "empty-import-meta": "silent" },
  });
}

/** What libraries would bring along and handlers never run. The files in `instead-of` say why that is so. */
function insteadOf(root: string): Record<string, string> {
  const here = join(import.meta.dirname, "instead-of");
  const ofSanitiser = createRequire(createRequire(join(root, "package.json")).resolve("sanitize-html"));
  return {
    "@aws-sdk/credential-provider-node": join(here, "credential-provider-node.ts"),
    "source-map-js/lib/source-map-generator.js": join(here, "source-map-generator.ts"),
    postcss: join(here, "postcss.ts"),
    // All that sanitize-html uses of it, and it is the only one to; the rest draws in two sets of named characters.
    htmlparser2: join(dirname(ofSanitiser.resolve("htmlparser2")), "Parser.js"),
  };
}

/** Where one library imports another that a third requires, both its forms would be there. */
function oneOf(root: string): Record<string, string> {
  const ofParser = createRequire(createRequire(join(root, "package.json")).resolve("mailparser"));
  return { libmime: ofParser.resolve("libmime") };
}
