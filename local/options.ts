// The command line of `npm run dev`.
import { isAbsolute, resolve } from "node:path";
import { parseArgs } from "node:util";
import { UsageError } from "./errors.ts";

export interface DevOptions {
  readonly dataDir: string;
  readonly port: number;
  readonly smtpPort: number;
  readonly isEmpty: boolean;
  readonly relay?: string;
}

export const usage = `npm run dev -- [options]

  --data DIR         keep everything in this folder (default: .data)
  --empty            start without the demo's mail
  --relay smtp://…   really send what is sent, through this SMTP server
  --help             say this

  PORT               of the page (default: 3000)
  SMTP_PORT          that mail comes in by (default: 2525)
  DYNAMODB_ENDPOINT  a DynamoDB endpoint to use in place of the local table`;

/** @returns undefined when only help was asked for */
export function readOptions(args: readonly string[], env: Readonly<Record<string, string | undefined>>): DevOptions | undefined {
  const values = parsed(args);
  if (values.help) return undefined;
  if (values.data === "") throw new UsageError("--data wants a folder.");
  const dataDir = values.data ?? ".data";
  return {
    dataDir: isAbsolute(dataDir) ? dataDir : resolve(env.INIT_CWD ?? process.cwd(), dataDir),
    port: portOf("PORT", env.PORT, 3000),
    smtpPort: portOf("SMTP_PORT", env.SMTP_PORT, 2525),
    isEmpty: values.empty ?? false,
    ...(values.relay === undefined ? {} : { relay: relayOf(values.relay) }),
  };
}

function parsed(args: readonly string[]) {
  try {
    const options = {
      data: { type: "string" },
      empty: { type: "boolean" },
      relay: { type: "string" },
      help: { type: "boolean", short: "h" },
    } as const;
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function portOf(name: string, value: string | undefined, usual: number): number {
  if (value === undefined || value === "") return usual;
  if (/^\d{1,5}$/.test(value) && Number(value) >= 1 && Number(value) <= 65_535) return Number(value);
  throw new UsageError(`${name} is ${JSON.stringify(value)}, which is no port: a number from 1 to 65535.`);
}

function relayOf(value: string): string {
  const { protocol, hostname } = URL.canParse(value) ? new URL(value) : { protocol: "", hostname: "" };
  if ((protocol === "smtp:" || protocol === "smtps:") && hostname) return value;
  throw new UsageError(`--relay wants an address like smtp://user:password@mail.example.com:587, not ${JSON.stringify(value)}.`);
}
