// What goes wrong inside the local platform is one line on the terminal, never the end of the process.

export function reportFault(where: string, error: unknown): void {
  const what = error instanceof Error ? `${error.name}: ${error.message.split("\n")[0]?.slice(0, 300)}` : String(error);
  console.error(`${where}: ${what}`);
}
