// How large each Lambda function is as it will be deployed, and how long Node takes to load it: what a cold start has to do.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { bundleFunction, type BundleName, bundles as functions, type Contents } from "../../stacks/bundle.ts";
import { importMs } from "../../stacks/import-time.ts";
import { root } from "./dev-server.ts";
import type { Report } from "./report.ts";

export async function bundles(): Promise<Report> {
  const into = await mkdtemp(join(tmpdir(), "inbox-bench-"));
  try {
    const rows: (string | number)[][] = [];
    for (const name of Object.keys(functions) as BundleName[]) {
      const { folder, contents } = bundleFunction(name, root, into);
      for (const [index, file] of ["index.js", ...Object.keys(functions[name].beside)].entries()) {
        const code = await readFile(join(folder, file));
        const label = index === 0 ? name : `${name}: ${file}`;
        rows.push([
          label,
          kilobytes(code.length),
          kilobytes(gzipSync(code).length),
          Math.round(importMs(join(folder, file))),
          most(contents[index] ?? {}),
        ]);
      }
    }
    return [{ title: "Lambda functions, minified", head: ["function", "KB", "gz KB", "to load, ms", "most of it, KB"], rows }];
  } finally {
    await rm(into, { recursive: true, force: true });
  }
}

function most(contents: Contents): string {
  const bySource = new Map<string, number>();
  for (const { inputs } of Object.values(contents)) {
    for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
      const source = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? "ours";
      bySource.set(source, (bySource.get(source) ?? 0) + bytesInOutput);
    }
  }
  const largest = [...bySource].sort(([, a], [, b]) => b - a).slice(0, 4);
  return largest.map(([name, bytes]) => `${name} ${kilobytes(bytes)}`).join(", ");
}

function kilobytes(bytes: number): number {
  return Math.round(bytes / 1024);
}
