// Sockets: who opens one, who closes one, and telling those that are open what changed.
import { Duration } from "aws-cdk-lib";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { SqsDestination } from "aws-cdk-lib/aws-lambda-destinations";
import type { Construct } from "constructs";
import type { Alarms } from "./alarms.ts";
import { allow, type Build, functionOf, stackFor } from "./defaults.ts";
import { onTable, sendTo } from "./grants.ts";
import type { Storage } from "./storage.ts";
import { socketRoutes, socketStage, type Web } from "./web.ts";

export function realtime(scope: Construct, build: Build, web: Web, { table }: Storage, { givenUp }: Alarms): LambdaFunction {
  const stack = stackFor(scope, build, "realtime", "Sockets");
  const TABLE_NAME = table.tableName;
  const small = { memoryMb: 512, timeout: Duration.seconds(10) };
  const connect = functionOf(stack, build, "connect", {
    ...small,
    environment: { TABLE_NAME, APP_ORIGIN: web.origin },
    may: [onTable(table, "read", "write")],
  });
  const disconnect = functionOf(stack, build, "disconnect", {
    ...small,
    environment: { TABLE_NAME },
    may: [onTable(table, "delete")],
  });
  socketRoutes(stack, web, { $connect: connect, $disconnect: disconnect });

  const connections = stack.formatArn({
    service: "execute-api",
    resource: web.socketApi.apiId,
    resourceName: `${socketStage}/POST/@connections/*`,
  });
  const broadcast = functionOf(stack, build, "broadcast", {
    memoryMb: 512,
    timeout: Duration.seconds(30),
    environment: { TABLE_NAME, SOCKET_MANAGEMENT_URL: web.socketManagementUrl },
    may: [onTable(table, "read", "delete"), allow(["execute-api:ManageConnections"], [connections]), sendTo(givenUp)],
    onFailure: new SqsDestination(givenUp),
  });
  return broadcast;
}
