// What we sign so that nobody can forge it: short-lived tokens, list cursors, the reply address of a conversation and its GUID for Outlook.
import { createCipheriv, createDecipheriv, createHmac, timingSafeEqual } from "node:crypto";

/** One key signs, all verify: the first is current, the others are being retired. */
export type SigningKeys = readonly { readonly id: string; readonly secret: Uint8Array }[];

/**
 * A token that carries `payload` until `expiresAt` (seconds since 1970), for one purpose only.
 * Readable by whoever holds it: never put a secret in.
 */
export function signToken(keys: SigningKeys, purpose: string, payload: object, expiresAt: number): string {
  const key = currentKey(keys);
  const body = Buffer.from(JSON.stringify({ p: payload, e: expiresAt })).toString("base64url");
  return `${key.id}.${body}.${mac(key.secret, purpose, body).toString("base64url")}`;
}

/** The payload of a token that is ours, for this purpose and not expired; undefined otherwise. */
export function readToken(keys: SigningKeys, purpose: string, token: string, nowSeconds: number): object | undefined {
  if (token.length > 4096) return undefined;
  const [keyId, body, signature, ...rest] = token.split(".");
  const key = keys.find((candidate) => candidate.id === keyId);
  if (!key || !body || !signature || rest.length > 0) return undefined;
  if (!isEqual(mac(key.secret, purpose, body), Buffer.from(signature, "base64url"))) return undefined;
  const { p, e } = JSON.parse(Buffer.from(body, "base64url").toString("utf8")) as { p: object; e: number };
  return e > nowSeconds ? p : undefined;
}

/**
 * The signed local part under which answers to a conversation come back: `r.<conversation>.<mac>`, 55 octets, case-insensitive
 * (RFC 5321 allows 64). It names the conversation and lets mail in; it says nothing about who sent it.
 */
export function replyLocalPart(keys: SigningKeys, inboxId: string, conversationId: string): string {
  return `r.${ulidText(conversationId)}.${replyMac(currentKey(keys).secret, inboxId, conversationId)}`;
}

/** The conversation that a reply local part names, before its MAC is checked (that needs the conversation's inbox). */
export function conversationOfLocalPart(localPart: string): string | undefined {
  const found = /^r\.([0-9a-hjkmnp-tv-z]{26})\.[0-9a-z]{26}$/.exec(localPart.toLowerCase());
  return found?.[1] ? `con_${found[1].toUpperCase()}` : undefined;
}

/** True when this local part was made by us for this conversation in this inbox. */
export function isReplyLocalPart(keys: SigningKeys, localPart: string, inboxId: string, conversationId: string): boolean {
  const given = Buffer.from(localPart.toLowerCase().split(".")[2] ?? "");
  return keys.some((key) => isEqual(Buffer.from(replyMac(key.secret, inboxId, conversationId)), given));
}

/**
 * The GUID in the Thread-Index of what we send: 16 bytes that are the conversation's id under a cipher. Only we can make one that
 * leads to a conversation, and read which; nothing has to be remembered for it.
 */
export function threadGuid(keys: SigningKeys, conversationId: string): Buffer {
  const cipher = createCipheriv("aes-128-ecb", guidKey(currentKey(keys)), null).setAutoPadding(false);
  return Buffer.concat([cipher.update(ulidBytes(conversationId)), cipher.final()]);
}

/** The conversations that a GUID may mean, one a key. Of a GUID that is not ours they are nonsense, and nearly never there. */
export function conversationsOfThreadGuid(keys: SigningKeys, guid: Uint8Array): string[] {
  if (guid.length !== 16) return [];
  return keys.map((key) => {
    const decipher = createDecipheriv("aes-128-ecb", guidKey(key), null).setAutoPadding(false);
    return `con_${crockford(Buffer.concat([decipher.update(guid), decipher.final()])).toUpperCase()}`;
  });
}

function guidKey({ secret }: SigningKeys[number]): Buffer {
  return mac(secret, "thread-guid", "").subarray(0, 16);
}

function ulidBytes(id: string): Buffer {
  let value = 0n;
  for (const char of ulidText(id)) value = value * 32n + BigInt(alphabet.indexOf(char));
  return Buffer.from(value.toString(16).padStart(32, "0").slice(-32), "hex");
}

function currentKey(keys: SigningKeys): SigningKeys[number] {
  const [current] = keys;
  if (!current) throw new Error("no signing key is configured");
  return current;
}

function mac(secret: Uint8Array, purpose: string, text: string): Buffer {
  return createHmac("sha256", secret).update(`${purpose}\n${text}`).digest();
}

function replyMac(secret: Uint8Array, inboxId: string, conversationId: string): string {
  return crockford(mac(secret, "reply-address", `${inboxId}\n${conversationId}`).subarray(0, 16));
}

function ulidText(id: string): string {
  return id.slice(id.indexOf("_") + 1).toLowerCase();
}

const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

/** 128 bits as 26 characters of Crockford's base 32, lower case. */
function crockford(bytes: Uint8Array): string {
  let value = BigInt(`0x${Buffer.from(bytes).toString("hex")}`);
  let text = "";
  for (let index = 0; index < 26; index++) {
    text = alphabet.charAt(Number(value & 31n)) + text;
    value >>= 5n;
  }
  return text;
}

function isEqual(left: Buffer, right: Buffer): boolean {
  return left.length === right.length && timingSafeEqual(left, right);
}
