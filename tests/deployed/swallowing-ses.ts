// Between the sender and SES: passes each request on, and never the answer. SES has the mail, and the sender waits until it is killed.
import { createServer, type Server } from "node:http";
import { buffer } from "node:stream/consumers";

export interface SwallowingSes {
  readonly url: string;
  /** Requests that SES has answered. */
  readonly answered: readonly number[];
  stop(): Promise<void>;
}

/** @param ses where the real one is */
export async function swallowingSes(ses: string): Promise<SwallowingSes> {
  const answered: number[] = [];
  const server: Server = createServer(async (request) => {
    const { host: _, ...headers } = request.headers as Record<string, string>;
    const { status } = await fetch(`${ses}${request.url}`, {
      method: request.method ?? "POST",
      headers,
      body: new Uint8Array(await buffer(request)),
    });
    answered.push(status);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`,
    answered,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
