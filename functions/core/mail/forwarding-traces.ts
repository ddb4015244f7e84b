// The addresses that a mail was at before it came to us, as servers write them down when they pass mail on. Anybody can write these.
import { limits } from "../limits.ts";
import { headerOf, readFields } from "./header.ts";

/** @param beginning the raw mail, or as much of it as holds the header */
export function forwardingTraces(beginning: Uint8Array): string[] {
  const traces = readFields(headerOf(beginning)).flatMap(({ name, value }) => {
    if (name === "received") return addressesIn(/\sfor\s+(<?[^\s;]{3,320})/i.exec(value)?.[1] ?? "");
    return traceFields.test(name) ? addressesIn(value) : [];
  });
  return [...new Set(traces)].slice(0, limits.forwardingTraces);
}

// Gmail: X-Forwarded-For and -To; Exchange: Resent-From and its loop mark; Exim, Postfix and qmail: the others.
const traceFields =
  /^(?:(?:x-)?delivered-to|x-original-to|x-forwarded-(?:for|to)|(?:x-)?envelope-to|resent-(?:from|to)|x-ms-exchange-forwardingloop)$/;

/** In whatever list a server made of them. */
function addressesIn(value: string): string[] {
  return value
    .toLowerCase()
    .split(/[\s<>()[\]:;,"']+/)
    .filter((word) => word.indexOf("@") > 0);
}
