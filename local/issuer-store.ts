// What the local issuer remembers (sessions, codes, tokens): a file each, so that a restart signs nobody out.
import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Adapter, AdapterPayload } from "oidc-provider";
import { readJson, writeWhole } from "./disk.ts";

interface Kept {
  readonly payload: AdapterPayload;
  /** Epoch seconds. */
  readonly expiresAt: number;
}

/** For what the issuer gives no end. */
const longestSeconds = 30 * 24 * 3600;

/** Makes oidc-provider's adapters, one a kind of thing. What has expired is forgotten at the start. */
export async function issuerStore(folder: string): Promise<(kind: string) => Adapter> {
  await mkdir(folder, { recursive: true });
  const kept = await load(folder);
  return (kind) => adapter(kind, folder, kept);
}

function adapter(kind: string, folder: string, kept: Map<string, Kept>): Adapter {
  const nameOf = (id: string) => `${kind}-${id}.json`;
  const find = async (id: string) => kept.get(nameOf(id))?.payload;
  const findWhere = async (matches: (payload: AdapterPayload) => boolean) =>
    [...kept].find(([name, { payload }]) => name.startsWith(`${kind}-`) && matches(payload))?.[1].payload;
  const save = async (id: string, one: Kept) => {
    kept.set(nameOf(id), one);
    await writeWhole(join(folder, nameOf(id)), JSON.stringify(one));
  };
  const forget = async (name: string) => {
    kept.delete(name);
    await rm(join(folder, name), { force: true });
  };
  return {
    find,
    findByUid: (uid) => findWhere((payload) => payload.uid === uid),
    findByUserCode: (userCode) => findWhere((payload) => payload.userCode === userCode),
    upsert: (id, payload, expiresIn = longestSeconds) => save(id, { payload, expiresAt: nowSeconds() + expiresIn }),
    destroy: (id) => forget(nameOf(id)),
    async consume(id) {
      const one = kept.get(nameOf(id));
      if (one) await save(id, { ...one, payload: { ...one.payload, consumed: nowSeconds() } });
    },
    async revokeByGrantId(grantId) {
      const granted = [...kept].filter(([, { payload }]) => payload.grantId === grantId);
      await Promise.all(granted.map(([name]) => forget(name)));
    },
  };
}

async function load(folder: string): Promise<Map<string, Kept>> {
  const kept = new Map<string, Kept>();
  for (const name of await readdir(folder)) {
    const one = name.endsWith(".json") ? await readJson<Kept>(join(folder, name)) : undefined;
    if (one && one.expiresAt > nowSeconds()) kept.set(name, one);
    else await rm(join(folder, name), { force: true });
  }
  return kept;
}

function nowSeconds(): number {
  return Math.floor(Date.now() / 1000);
}
