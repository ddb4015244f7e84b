// `npm run sizes`: what each bundle weighs, minified, how long Node takes to load it, and what fills it.
import { basename, join } from "node:path";
import { type BundleName, bundleFunction, bundles } from "./bundle.ts";
import { importMs } from "./import-time.ts";
import { besideBudgets, sizeBudgets } from "./sizes.ts";

const root = join(import.meta.dirname, "..");
const into = join(root, ".sst", "sizes");

console.log("bundle                        KB  budget  import ms  most of it, KB");
for (const name of Object.keys(bundles) as BundleName[]) {
  const { folder, contents } = bundleFunction(name, root, into);
  for (const outputs of contents) {
    const [path, output] = Object.entries(outputs).find(([file]) => !file.endsWith(".map")) ?? [];
    if (!path || !output) continue;
    const file = basename(path);
    const fillers = heaviest(output.inputs).map(([owner, bytes]) => `${owner} ${kb(bytes)}`);
    const cells = [
      `${name}/${file}`.padEnd(26),
      String(kb(output.bytes)).padStart(6),
      String(file === "index.js" ? sizeBudgets[name] : (besideBudgets[file] ?? "")).padStart(7),
      importMs(join(folder, file)).toFixed(0).padStart(10),
      `  ${fillers.join(" · ")}`,
    ];
    console.log(cells.join(" "));
  }
}

/** The five packages, or folders of ours, that take the most room. */
function heaviest(inputs: Readonly<Record<string, { bytesInOutput: number }>>): [string, number][] {
  const sums = new Map<string, number>();
  for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
    const owner = ownerOf(path);
    sums.set(owner, (sums.get(owner) ?? 0) + bytesInOutput);
  }
  return [...sums].toSorted(([, a], [, b]) => b - a).slice(0, 5);
}

function ownerOf(path: string): string {
  const [, inModules] = path.split(/.*node_modules\//);
  if (inModules === undefined) return path.split("/").slice(0, 2).join("/");
  return inModules
    .split("/")
    .slice(0, inModules.startsWith("@") ? 2 : 1)
    .join("/");
}

function kb(bytes: number): number {
  return Math.round(bytes / 1024);
}
