import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { type LambdaFunction, localFunctions } from "../../local/functions.ts";
import { serve } from "../../local/serve.ts";
import { temporaryFolder } from "./temporary-folder.ts";

async function started(functions: Record<string, LambdaFunction>) {
  const folder = await temporaryFolder();
  const { endpoint, calls } = await localFunctions({ functions, folder, retryDelayMs: 5 });
  const server = await serve((request) => endpoint.fetch(request));
  const credentials = { accessKeyId: "S3RVER", secretAccessKey: "S3RVER" };
  const client = new LambdaClient({ endpoint: server.url, region: "us-east-1", credentials });
  onTestFinished(async () => {
    client.destroy();
    await calls.stop();
    await server.stop();
  });
  const invoke = (name: string, event: unknown, InvocationType: "Event" | "RequestResponse") =>
    client.send(new InvokeCommand({ FunctionName: name, Payload: JSON.stringify(event), InvocationType }));
  return { folder, calls, invoke };
}

test("an asynchronous call is accepted at once and carried out", async () => {
  const broadcast = vi.fn(async () => undefined);
  const { invoke, calls } = await started({ broadcast });
  const answer = await invoke("broadcast", { changes: [{ id: "con_1" }] }, "Event");
  expect(answer.StatusCode).toBe(202);
  await calls.idle();
  expect(broadcast).toHaveBeenCalledExactlyOnceWith({ changes: [{ id: "con_1" }] });
});

test("an asynchronous call that fails is made twice more", async () => {
  const said = vi.spyOn(console, "error").mockReturnValue();
  const broadcast = vi.fn(async () => {
    if (broadcast.mock.calls.length < 3) throw new Error("not yet");
  });
  const { invoke, calls } = await started({ broadcast });
  await invoke("broadcast", {}, "Event");
  await calls.idle();
  expect(broadcast).toHaveBeenCalledTimes(3);
  said.mockRestore();
});

test("after three failures it is set aside", async () => {
  const said = vi.spyOn(console, "error").mockReturnValue();
  const broadcast = vi.fn(async () => {
    throw new Error("never");
  });
  const { folder, invoke, calls } = await started({ broadcast });
  await invoke("broadcast", {}, "Event");
  await calls.idle();
  expect(broadcast).toHaveBeenCalledTimes(3);
  expect(await readdir(join(folder, "invocations", "dead"))).toHaveLength(1);
  said.mockRestore();
});

test("a synchronous call brings the answer, or the error as Lambda tells it", async () => {
  const { invoke } = await started({
    double: (event: { n: number }) => Promise.resolve({ n: event.n * 2 }),
    fail: () => Promise.reject(new TypeError("no")),
  });
  const answer = await invoke("double", { n: 21 }, "RequestResponse");
  expect(JSON.parse(answer.Payload?.transformToString() ?? "")).toEqual({ n: 42 });
  const failed = await invoke("fail", {}, "RequestResponse");
  expect(failed.FunctionError).toBe("Unhandled");
  expect(JSON.parse(failed.Payload?.transformToString() ?? "")).toEqual({ errorType: "TypeError", errorMessage: "no" });
});

test("a function that is not there is said so", async () => {
  const { invoke } = await started({});
  await expect(invoke("nobody", {}, "Event")).rejects.toMatchObject({ name: "ResourceNotFoundException" });
});
