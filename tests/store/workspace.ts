// Acme on a real table and real buckets where nothing runs by itself: no stream, no queues. Whatever is read or written
// between two lines of a test was read or written by that test.
import { UpdateTableCommand } from "@aws-sdk/client-dynamodb";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tableClient } from "../../functions/runtime/clients.ts";
import { config } from "../../functions/runtime/config.ts";
import { startUnderlay } from "../../local/underlay.ts";
import { seedWorkspace } from "../../local/workspace.ts";

export interface Workspace {
  stop(): Promise<void>;
}

/** @param how empty: a table without Acme, as a fresh deployment has it */
export async function startWorkspace(how: { isEmpty?: boolean } = {}): Promise<Workspace> {
  const dataDir = await mkdtemp(join(tmpdir(), "inbox-"));
  const stops: (() => Promise<unknown>)[] = [() => rm(dataDir, { recursive: true, force: true, maxRetries: 5 })];
  const stop = async () => {
    for (const stopOne of stops.splice(0).reverse()) await stopOne();
  };
  try {
    const underlay = await startUnderlay({ dataDir }, (one) => stops.push(one));
    underlay.answerAsAws(answerAsAws);
    await stopStream();
    if (!how.isEmpty) await seedWorkspace();
    return { stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Nobody reads it here, and the local table takes longer for each write the more its stream holds. */
async function stopStream(): Promise<void> {
  const StreamSpecification = { StreamEnabled: false };
  await tableClient().send(new UpdateTableCommand({ TableName: config.tableName, StreamSpecification }));
}

let sends = 0;

/** SES takes everything and reports nothing, for a test says itself what is reported and when; every socket is there. */
async function answerAsAws(request: Request): Promise<Response> {
  await request.arrayBuffer();
  const { pathname } = new URL(request.url);
  if (pathname.startsWith("/@connections/")) return new Response();
  if (pathname !== "/v2/email/outbound-emails") return new Response(null, { status: 404 });
  return Response.json({ MessageId: `0100${String(++sends).padStart(12, "0")}-3f2a1b0c-9d8e-4f6a-b7c5-d4e3f2a1b0c9-000000` });
}
