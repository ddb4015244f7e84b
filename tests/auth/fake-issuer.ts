// A small OpenID Connect issuer with real RS256 keys, which can be told to lie in one way at a time.
import { createHash, createHmac, createSign, generateKeyPairSync, type KeyObject, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { clientId, clientSecret } from "../api/support/settings.ts";

/** What the issuer puts into the ID token, and how it signs it, when it is not to be honest. */
export interface Lie {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly alg?: "none" | "HS256";
  readonly isForeignKey?: boolean;
}

export interface FakeIssuer {
  readonly address: string;
  /** What the person does at the issuer: says yes. Gives the query that the browser comes back with. */
  approve(authorization: string, person: Readonly<Record<string, unknown>>, lie?: Lie): URLSearchParams;
  stop(): Promise<void>;
}

interface Grant {
  readonly asked: URLSearchParams;
  readonly person: Readonly<Record<string, unknown>>;
  readonly lie: Lie;
}

export async function startFakeIssuer(): Promise<FakeIssuer> {
  const grants = new Map<string, Grant>();
  const server = createServer((request, response) => {
    void answer(address, grants, request).then(({ status, body }) => sendJson(response, status, body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    address,
    approve(authorization, person, lie = {}) {
      const asked = new URL(authorization).searchParams;
      const code = randomUUID();
      grants.set(code, { asked, person, lie });
      return new URLSearchParams({ code, state: asked.get("state") ?? "", iss: address });
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function answer(
  issuer: string,
  grants: Map<string, Grant>,
  request: IncomingMessage,
): Promise<{ status: number; body: object }> {
  switch (request.url) {
    case "/.well-known/openid-configuration":
      return { status: 200, body: metadata(issuer) };
    case "/jwks":
      return {
        status: 200,
        body: { keys: [{ ...own.publicKey.export({ format: "jwk" }), kid: "1", use: "sig", alg: "RS256" }] },
      };
    case "/token":
      return token(issuer, grants, request);
    default:
      return { status: 404, body: {} };
  }
}

function metadata(issuer: string) {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    authorization_response_iss_parameter_supported: true,
    id_token_signing_alg_values_supported: ["RS256"],
    response_types_supported: ["code"],
    subject_types_supported: ["public"],
  };
}

/** As strict as a real issuer: a code is good once, for the client, the address and the verifier it was given to. */
async function token(issuer: string, grants: Map<string, Grant>, request: IncomingMessage) {
  const form = new URLSearchParams(await textOf(request));
  const grant = grants.get(form.get("code") ?? "");
  grants.delete(form.get("code") ?? "");
  const client = Buffer.from(request.headers.authorization?.replace("Basic ", "") ?? "", "base64").toString();
  const challenge = createHash("sha256")
    .update(form.get("code_verifier") ?? "")
    .digest("base64url");
  const isGood =
    grant &&
    client === `${clientId}:${encodeURIComponent(clientSecret).replaceAll("%20", "+")}` &&
    challenge === grant.asked.get("code_challenge") &&
    form.get("redirect_uri") === grant.asked.get("redirect_uri");
  if (!isGood) return { status: 400, body: { error: "invalid_grant" } };
  return {
    status: 200,
    body: { access_token: "unused", token_type: "Bearer", expires_in: 60, id_token: idToken(issuer, grant) },
  };
}

function idToken(issuer: string, { asked, person, lie }: Grant): string {
  const now = Math.floor(Date.now() / 1000);
  const honest = { iss: issuer, aud: clientId, iat: now, exp: now + 60, nonce: asked.get("nonce"), ...person };
  const head = part({ alg: lie.alg ?? "RS256", typ: "JWT", kid: "1" });
  const signed = `${head}.${part({ ...honest, ...lie.claims })}`;
  return `${signed}.${signatureOf(signed, lie)}`;
}

function signatureOf(text: string, { alg, isForeignKey }: Lie): string {
  if (alg === "none") return "";
  // The classic: what everybody may know, the public key, taken for a shared secret.
  if (alg === "HS256") return createHmac("sha256", publicPem()).update(text).digest("base64url");
  return signature(text, (isForeignKey ? foreign : own).privateKey);
}

function publicPem(): string | Buffer {
  return own.publicKey.export({ format: "pem", type: "spki" });
}

const own = generateKeyPairSync("rsa", { modulusLength: 2048 });
const foreign = generateKeyPairSync("rsa", { modulusLength: 2048 });

function signature(text: string, key: KeyObject): string {
  return createSign("RSA-SHA256").update(text).sign(key, "base64url");
}

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
