// The functions log a JSON line an event, as CloudWatch keeps them. Here they go to a file; errors are shown as well.
import { createWriteStream } from "node:fs";

/** From here on the functions' lines are in that file and the terminal is left to the person at it. */
export function logFunctionsTo(path: string): void {
  const file = createWriteStream(path, { flags: "a" });
  for (const method of ["log", "error"] as const) {
    const show = console[method].bind(console);
    console[method] = (...said: unknown[]) => {
      const isFunctions = typeof said[0] === "string" && said[0].startsWith('{"level":');
      if (isFunctions) file.write(`${said[0]}\n`);
      if (!isFunctions || method === "error") show(...said);
    };
  }
}
