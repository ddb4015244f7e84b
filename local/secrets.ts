// The secrets of this data folder, made at the first start: with them gone, sessions and signed addresses end.
import { generateKeyPairSync, randomBytes, randomUUID } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import type { JWK } from "oidc-provider";
import { readJson, writeWhole } from "./disk.ts";

export interface Secrets {
  /** As SIGNING_KEYS has it: `id:hex`. */
  readonly signingKeys: string;
  readonly clientSecret: string;
  readonly cookieKey: string;
  /** What the local issuer signs ID tokens with. */
  readonly issuerKey: JWK;
}

export async function keptSecrets(path: string): Promise<Secrets> {
  const kept = await readJson<Secrets>(path);
  if (kept) return kept;
  const made = newSecrets();
  await mkdir(dirname(path), { recursive: true });
  await writeWhole(path, JSON.stringify(made, null, 1), { isSynced: true });
  return made;
}

function newSecrets(): Secrets {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const issuerKey = { ...privateKey.export({ format: "jwk" }), kid: randomUUID(), use: "sig", alg: "RS256" } as JWK;
  return {
    signingKeys: `local:${randomBytes(32).toString("hex")}`,
    clientSecret: randomBytes(32).toString("base64url"),
    cookieKey: randomBytes(32).toString("base64url"),
    issuerKey,
  };
}
