// What each thing costs at AWS: capacity units of the table with its indexes, and requests to the buckets, at two sizes.
import { devNull } from "node:os";
import { logFunctionsTo } from "../../local/function-log.ts";
import { rowsOf } from "../helpers/dump.ts";
import { startWorkspace } from "../store/workspace.ts";
import { fill } from "./fill.ts";
import { measureOperations, type Used } from "./operations.ts";
import type { Report, Table } from "./report.ts";
import { rowBytes } from "./row-bytes.ts";
import { setStage } from "./stage.ts";
import { usageTable } from "./usage-measured.ts";

const sizes = [100, 20_000] as const;

interface Sized {
  readonly used: Map<string, Used>;
  readonly rows: Table;
}

export async function capacity(): Promise<Report> {
  logFunctionsTo(devNull);
  const small = await measuredAt(sizes[0]);
  const large = await measuredAt(sizes[1]);
  const [few, many] = sizes.map((size) => size.toLocaleString("en"));
  const rows = [...small.used].map(([name, used]) => {
    const later = large.used.get(name);
    const isSame = later?.reads === used.reads && later.writes === used.writes;
    return [
      name,
      used.reads,
      used.writes,
      later?.reads ?? "",
      later?.writes ?? "",
      isSame ? "" : "differs",
      used.puts,
      used.gets,
    ];
  });
  const head = ["operation", `reads at ${few}`, "writes", `reads at ${many}`, "writes", "", "PUTs", "GETs"];
  return [{ title: "capacity units and bucket requests", head, rows }, usageTable(large.used), small.rows];
}

async function measuredAt(conversations: number): Promise<Sized> {
  const workspace = await startWorkspace();
  try {
    const stage = await setStage();
    await fill(stage, conversations);
    const used = await measureOperations(stage);
    return { used, rows: conversations === sizes[0] ? await rowSizes() : { title: "", head: [], rows: [] } };
  } finally {
    await workspace.stop();
  }
}

/** A write unit is a kilobyte, begun: what makes a row larger than that doubles what it costs. */
async function rowSizes(): Promise<Table> {
  const types = ["conversation", "entry", "mail-id", "ledger"];
  const rows = await Promise.all(
    types.map(async (type) => {
      const sizes = (await rowsOf(type)).map(rowBytes).sort((a, b) => a - b);
      return [type, sizes[0] ?? 0, sizes[Math.floor(sizes.length / 2)] ?? 0, sizes.at(-1) ?? 0];
    }),
  );
  return { title: "bytes of a row, as DynamoDB counts them", head: ["type", "smallest", "median", "largest"], rows };
}
