// s3rver brings no types. These are what `buckets.ts` uses of it.
declare module "s3rver" {
  import type { Server } from "node:http";
  import type { Readable } from "node:stream";

  export interface Stored {
    readonly size: number;
    readonly md5: string;
  }

  export interface Store {
    getResourcePath(bucket: string, key: string | undefined, resource: string): string;
    putMetadata(bucket: string, key: string, metadata: Record<string, string>, md5: string): Promise<void>;
    putObject(object: {
      bucket: string;
      key: string;
      content: Readable | Buffer;
      metadata: Record<string, string>;
    }): Promise<Stored>;
    listObjects(bucket: string, options: object): Promise<{ readonly isTruncated: boolean }>;
    putPart(bucket: string, uploadId: string, partNumber: number, content: Readable): Promise<Stored>;
  }

  // biome-ignore lint/style/noDefaultExport: it is one.
  export default class S3rver {
    constructor(options: {
      address: string;
      port: number;
      directory: string;
      silent: boolean;
      vhostBuckets: boolean;
      configureBuckets: readonly { name: string; configs: readonly string[] }[];
    });
    readonly store: Store;
    readonly httpServer: Server;
    run(): Promise<{ port: number }>;
    close(): Promise<void>;
  }
}
