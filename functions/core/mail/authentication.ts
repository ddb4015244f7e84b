// SES's own Authentication-Results (RFC 8601), the topmost of a stored mail: for which domain DMARC passed.
import { domainOf } from "./address.ts";
import { withoutComments } from "./header.ts";

/**
 * The domain of the From that SES read, when SES says that DMARC passed for it. Everybody else's results are the sender's to forge.
 * @param topmost the first Authentication-Results of the mail: SES writes its own above all that came
 */
export function dmarcDomain(topmost: string | undefined): string | undefined {
  const [server = "", ...results] = withoutComments((topmost ?? "").slice(0, longestResults)).split(";");
  if (!/^\s*amazonses\.com(?:\s|$)/i.test(server)) return undefined;
  const dmarc = results.map((result) => result.trim().toLowerCase()).find((result) => /^dmarc\s*=/.test(result));
  const domain = dmarc && /^dmarc\s*=\s*pass\b.*?\sheader\.from\s*=\s*"?([^\s";]+)/s.exec(dmarc)?.[1];
  return domain ? domainOf(`@${domain}`) : undefined;
}

const longestResults = 8192;
