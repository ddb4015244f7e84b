// Plain http is for this machine only: anywhere else cookies stay Secure and the issuer must speak https.

const loopbackHosts = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** True for `http://` on the machine itself: what `npm run dev` serves. */
export function isLoopbackHttp(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return protocol === "http:" && loopbackHosts.has(hostname);
}
