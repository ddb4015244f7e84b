// `npm run sizes`: what each bundle weighs, minified, and what fills it.
import { join } from "node:path";
import { type BundleName, bundleFunction, bundles } from "./bundle.ts";
import { sizeBudgets } from "./sizes.ts";

const root = join(import.meta.dirname, "..");
const into = join(root, ".sst", "sizes");

for (const name of Object.keys(bundles) as BundleName[]) {
  for (const outputs of bundleFunction(name, root, into).contents) {
    const [file, output] = Object.entries(outputs).find(([path]) => !path.endsWith(".map")) ?? [];
    if (!file || !output) continue;
    const fillers = heaviest(output.inputs).map(([owner, bytes]) => `${owner} ${kb(bytes)}`);
    const budget = file.endsWith("index.js") ? ` of ${sizeBudgets[name]}` : "";
    console.log(`${file.slice(file.indexOf("sizes/") + 6)}: ${kb(output.bytes)} KB${budget}: ${fillers.join(" · ")}`);
  }
}

/** The eight packages, or folders of ours, that take the most room. */
function heaviest(inputs: Readonly<Record<string, { bytesInOutput: number }>>): [string, number][] {
  const sums = new Map<string, number>();
  for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
    const owner = ownerOf(path);
    sums.set(owner, (sums.get(owner) ?? 0) + bytesInOutput);
  }
  return [...sums].toSorted(([, a], [, b]) => b - a).slice(0, 8);
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
