// The cases of a fixture in tests/fixtures/quotes, each below its line "=== name".
import { readFileSync } from "node:fs";

export function drawnBlocks(file: string): [name: string, body: string][] {
  const written = readFileSync(new URL(`../../fixtures/quotes/${file}.txt`, import.meta.url), "utf8");
  return written
    .split(/^=== /m)
    .slice(1)
    .map((block) => {
      const nameEnd = block.indexOf("\n");
      return [block.slice(0, nameEnd), block.slice(nameEnd + 1).trimEnd()];
    });
}
