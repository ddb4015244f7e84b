// How a stage gets its first admin: a function without any address. Who may invoke functions of this account may invoke it.
import { CfnOutput, Duration } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { type Build, functionOf, stackFor } from "./defaults.ts";
import { onTable } from "./grants.ts";
import type { Storage } from "./storage.ts";

export function setUp(scope: Construct, build: Build, { table }: Storage): void {
  const stack = stackFor(scope, build, "set-up", "How this stage gets its first admin and inboxes");
  const handler = functionOf(stack, build, "set-up", {
    memoryMb: 512,
    timeout: Duration.seconds(30),
    environment: { TABLE_NAME: table.tableName },
    may: [onTable(table, "read", "write")],
  });
  new CfnOutput(stack, "function", { value: handler.functionName });
}
