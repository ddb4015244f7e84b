// The HTTP API: one function behind the door's `/api`.
import { Duration } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { table as shape } from "../functions/store/keys.ts";
import { type Auth, pageClient } from "./auth.ts";
import { type Build, functionOf, stackFor } from "./defaults.ts";
import { filePrefixes } from "./file-prefixes.ts";
import { getObjects, onIndexes, onTable, putObjects, seeWhatIsMissing } from "./grants.ts";
import { rawPrefix } from "./names.ts";
import { signingKeys } from "./signing-keys.ts";
import type { Storage } from "./storage.ts";
import { apiRoute, type Web } from "./web.ts";

export function api(scope: Construct, build: Build, web: Web, storage: Storage, auth: Auth): void {
  const stack = stackFor(scope, build, "api", "The HTTP API");
  const { table, rawBucket, filesBucket } = storage;
  const client = pageClient(stack, auth, web.origin);
  const { body, sent, upload, attachment } = filePrefixes;
  const handler = functionOf(stack, build, "api", {
    memoryMb: 1024,
    timeout: Duration.seconds(29),
    environment: {
      TABLE_NAME: table.tableName,
      RAW_BUCKET: rawBucket.bucketName,
      FILES_BUCKET: filesBucket.bucketName,
      APP_ORIGIN: web.origin,
      SOCKET_ADDRESS: web.socketAddress,
      REPLY_DOMAIN: build.settings.replyDomain,
      SIGNING_KEYS: signingKeys(build),
      OIDC_ISSUER: auth.issuer,
      OIDC_CLIENT_ID: client.id,
      OIDC_CLIENT_SECRET: client.secret,
    },
    may: [
      onTable(table, "read", "write", "delete"),
      onIndexes(table, ...shape.indexes.map(({ name }) => name)),
      // A signed address carries the rights of its signer.
      getObjects(rawBucket, [rawPrefix]),
      getObjects(filesBucket, [body, sent, upload, attachment]),
      putObjects(filesBucket, [body, upload, attachment]),
      seeWhatIsMissing(filesBucket),
    ],
  });
  apiRoute(stack, web, handler);
}
