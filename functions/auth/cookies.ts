// The two cookies of this product, named and guarded alike.
import { config } from "../runtime/config.ts";
import { isLoopbackHttp } from "./loopback.ts";

/** `session` says who is signed in; `sign-in` holds a sign-in that is under way. */
export type CookieName = "session" | "sign-in";

/** A Set-Cookie value. The `__Host-` prefix makes browsers refuse a cookie that another host of the domain has planted. */
export function cookieText(name: CookieName, value: string, maxAgeSeconds: number): string {
  const secure = isLoopbackHttp(config.appOrigin) ? [] : ["Secure"];
  return [`${fullName(name)}=${value}`, "Path=/", `Max-Age=${maxAgeSeconds}`, "HttpOnly", "SameSite=Lax", ...secure].join("; ");
}

/** A Set-Cookie value that makes the browser forget the cookie. */
export function forgottenCookie(name: CookieName): string {
  return cookieText(name, "", 0);
}

/** The value of that cookie in a Cookie header. */
export function readCookie(header: string | undefined, name: CookieName): string | undefined {
  const start = `${fullName(name)}=`;
  const pairs = (header ?? "").split(";").map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(start))?.slice(start.length);
}

// Browsers take neither the prefix nor Secure from plain http, not even on the loopback address (WebKit).
function fullName(name: CookieName): string {
  return isLoopbackHttp(config.appOrigin) ? name : `__Host-${name}`;
}
