// `npm run bench`: the figures that we report, measured on this machine. Prints tables and writes nothing.
import "../../local/quiet.ts";
import { type Report, tableText } from "./report.ts";

const benches: Readonly<Record<string, () => Promise<Report>>> = {
  capacity: async () => (await import("./capacity.ts")).capacity(),
  latency: async () => (await import("./latency.ts")).latency(),
  start: async () => (await import("./start.ts")).start(),
  memory: async () => (await import("./memory.ts")).memory(),
  parse: async () => (await import("./reading.ts")).parse(),
  bombs: async () => (await import("./reading.ts")).bombsAtFullSize(),
  page: async () => (await import("./page.ts")).page(),
  newsletter: async () => (await import("./newsletter.ts")).newsletter(),
  bundles: async () => (await import("./bundles.ts")).bundles(),
};

const usage = `npm run bench -- [NAME …]

  capacity   capacity units of everything, at 100 and at 20,000 conversations
  latency    from the end of a mail to its row in the list, and to the socket
  start      from "npm run dev" to the first page, and to the whole demo
  memory     while a mail of 40 MB comes in
  parse      ordinary mails of five sizes, beside other libraries
  bombs      every kind of hostile mail at full size
  page       JavaScript of the inbox route, compressed (build the page first)
  newsletter made safe, and on screen in Chromium (which must be installed)
  bundles    the Lambda functions, minified

Without a name all of them run, one after another.`;

// An interrupted benchmark takes what it started with it: that happens on "exit".
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(130));
process.exitCode = await main(process.argv.slice(2));

async function main(names: readonly string[]): Promise<number> {
  const unknown = names.filter((name) => !(name in benches));
  if (unknown.length > 0) {
    console.error(`There is no benchmark ${unknown.join(", ")}.\n\n${usage}`);
    return 2;
  }
  for (const name of names.length > 0 ? names : Object.keys(benches)) {
    for (const table of (await benches[name]?.()) ?? []) console.log(`\n${tableText(table)}`);
  }
  return 0;
}
