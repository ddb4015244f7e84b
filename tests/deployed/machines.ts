// What operators touch of a deployed stage: a function's code and settings, and the queue of mail that is due.
import {
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  LambdaClient,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from "@aws-sdk/client-lambda";
import { GetQueueAttributesCommand, SendMessageBatchCommand, SetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { clientAt, type Emulator } from "./emulator.ts";
import { type Found, theOne } from "./stage.ts";

export interface Machines {
  /** The zip as it is deployed. */
  codeOf(name: string): Promise<Buffer>;
  putCode(name: string, zip: Buffer): Promise<void>;
  /** Changes a function's settings, and gives back what undoes that. */
  configure(name: string, timeoutSeconds: number, variables: Record<string, string>): Promise<() => Promise<void>>;
  /** Puts the same job into the outbound queue, so often. */
  queueJob(job: { conversationId: string; messageId: string }, times: number): Promise<void>;
  /** After this a message that was not dealt with is handed out again. */
  hideFor(seconds: number): Promise<() => Promise<void>>;
  /** True when nothing waits in the outbound queue and nobody works on something out of it. */
  isIdle(): Promise<boolean>;
}

export function machinesOf(emulator: Emulator, resources: readonly Found[]): Machines {
  const lambda = new LambdaClient(clientAt(emulator));
  const sqs = new SQSClient(clientAt(emulator));
  const QueueUrl = theOne(resources, "AWS::SQS::Queue", /^outbound[0-9A-F]{8}$/);
  const nameOf = (name: string) => theOne(resources, "AWS::Lambda::Function", name);
  const update = async (FunctionName: string, Timeout: number | undefined, Variables: Record<string, string>) => {
    await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Timeout, Environment: { Variables } }));
  };
  const hide = async (VisibilityTimeout = "") => {
    await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { VisibilityTimeout } }));
  };
  return {
    async codeOf(name) {
      const { Code } = await lambda.send(new GetFunctionCommand({ FunctionName: nameOf(name) }));
      const path = new URL(Code?.Location ?? "");
      return Buffer.from(await (await fetch(`${emulator.url}${path.pathname}${path.search}`)).arrayBuffer());
    },
    async putCode(name, ZipFile) {
      await lambda.send(new UpdateFunctionCodeCommand({ FunctionName: nameOf(name), ZipFile }));
    },
    async configure(name, timeoutSeconds, variables) {
      const FunctionName = nameOf(name);
      const { Timeout, Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
      const before = Environment?.Variables ?? {};
      await update(FunctionName, timeoutSeconds, { ...before, ...variables });
      return () => update(FunctionName, Timeout, before);
    },
    async queueJob(job, times) {
      const Entries = Array.from({ length: times }, (_, index) => ({ Id: String(index), MessageBody: JSON.stringify(job) }));
      await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    },
    async hideFor(seconds) {
      const asked = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["VisibilityTimeout"] }));
      await hide(String(seconds));
      return () => hide(asked.Attributes?.VisibilityTimeout);
    },
    async isIdle() {
      const AttributeNames = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"] as const;
      const { Attributes = {} } = await sqs.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...AttributeNames] }),
      );
      return AttributeNames.every((name) => Attributes[name] === "0");
    },
  };
}
