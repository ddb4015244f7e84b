// The OpenID Connect issuer that this workspace trusts, as its own metadata describes it.
import {
  type AuthorizationServer,
  allowInsecureRequests,
  type Client,
  type ClientAuth,
  ClientSecretBasic,
  discoveryRequest,
  processDiscoveryResponse,
} from "oauth4webapi";
import { config } from "../runtime/config.ts";
import { isLoopbackHttp } from "./loopback.ts";

/** What one step of a sign-in needs to speak with the issuer. */
export interface Issuer {
  readonly server: AuthorizationServer;
  readonly client: Client;
  readonly clientAuth: ClientAuth;
  readonly redirectUri: string;
  readonly http: HttpOptions;
}

interface HttpOptions {
  readonly signal: () => AbortSignal;
  readonly [allowInsecureRequests]: boolean;
}

export async function trustedIssuer(): Promise<Issuer> {
  return {
    server: await serverOf(config.oidcIssuer),
    client: { client_id: config.oidcClientId },
    clientAuth: ClientSecretBasic(config.oidcClientSecret),
    redirectUri: `${config.appOrigin}/api/v1/session/callback`,
    http: httpOptions(config.oidcIssuer),
  };
}

const known = new Map<string, Promise<AuthorizationServer>>();

// Kept while the process lives: an issuer's addresses do not change, and each sign-in would ask twice for them.
function serverOf(issuer: string): Promise<AuthorizationServer> {
  const found = known.get(issuer) ?? discover(issuer);
  known.set(issuer, found);
  found.catch(() => known.delete(issuer));
  return found;
}

async function discover(issuer: string): Promise<AuthorizationServer> {
  const identifier = new URL(issuer);
  const answer = await discoveryRequest(identifier, { algorithm: "oidc", ...httpOptions(issuer) });
  return processDiscoveryResponse(identifier, answer);
}

function httpOptions(issuer: string): HttpOptions {
  return { signal: () => AbortSignal.timeout(issuerDeadlineMs), [allowInsecureRequests]: isLoopbackHttp(issuer) };
}

/** A person is waiting, and API Gateway gives up after 29 s. */
const issuerDeadlineMs = 5000;
