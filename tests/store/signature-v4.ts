// S3's own check of a signed address, which the local buckets do not make (AWS Signature Version 4, query parameters).
import { createHash, createHmac } from "node:crypto";

export interface SignedRequest {
  readonly method: "GET" | "PUT";
  /** As the request carries them, names in lower case; `host` is taken from the address. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Would S3 take this request, by the secret that the address was signed with? */
export function isSignedFor(address: string, { method, headers = {} }: SignedRequest, secret: string): boolean {
  const url = new URL(address);
  const of = (name: string) => url.searchParams.get(`X-Amz-${name}`) ?? "";
  const [, day = "", region = "", service = ""] = of("Credential").split("/");
  const all: Readonly<Record<string, string>> = { ...headers, host: url.host };
  const names = of("SignedHeaders").split(";");
  const canonical = [
    method,
    url.pathname,
    canonicalQuery(url.searchParams),
    ...names.map((name) => `${name}:${(all[name] ?? "").trim()}`),
    "",
    names.join(";"),
    "UNSIGNED-PAYLOAD",
  ].join("\n");
  const scope = [day, region, service, "aws4_request"];
  const text = ["AWS4-HMAC-SHA256", of("Date"), scope.join("/"), createHash("sha256").update(canonical).digest("hex")].join("\n");
  const key = scope.reduce<Uint8Array>(hmac, Buffer.from(`AWS4${secret}`));
  return Buffer.from(hmac(key, text)).toString("hex") === of("Signature");
}

function canonicalQuery(parameters: URLSearchParams): string {
  return [...parameters]
    .filter(([name]) => name !== "X-Amz-Signature")
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .sort()
    .join("&");
}

function encoded(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

function hmac(key: Uint8Array, text: string): Uint8Array {
  return createHmac("sha256", key).update(text).digest();
}
