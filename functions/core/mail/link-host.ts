// Whether a link says that it leads to one place and leads to another.
import { decodeEntities } from "./entities.ts";

/**
 * True when the words of a link are an address of the web and another host answers where it leads. Hosts of one owner, as
 * `www.shop.example` and `click.shop.example`, are the same.
 * @param words the link's content, as HTML
 * @param href as written in the attribute
 */
export function leadsElsewhere(words: string, href: string): boolean {
  if (words.length > longestWords) return false;
  const shown = hostIn(decodeEntities(words.replace(/<[^>]*>/g, "")));
  const real = hostOf(decodeEntities(href).trim());
  return shown !== undefined && real !== undefined && ownerOf(shown) !== ownerOf(real);
}

const longestWords = 2000;

/** The host of a text that is nothing but an address: with a scheme, with www, or with a path behind a known kind of ending. */
function hostIn(text: string): string | undefined {
  const address = text.replace(/[\u00ad\u200b-\u200f\u2060\ufeff]+/g, "").trim();
  if (/\s/.test(address) || address.length > 500 || /^[^/]*@/.test(address)) return undefined;
  if (/^https?:\/\//i.test(address)) return hostOf(address);
  return /^(?:[\p{L}\p{N}-]{1,63}\.){1,8}[\p{L}]{2,24}(?:[:/?#]|$)/u.test(address) && !fileEnding.test(address)
    ? hostOf(`https://${address}`)
    : undefined;
}

/** Names of files and of programs have a dot in them, too. */
const fileEnding = /\.(?:pdf|docx?|xlsx?|pptx?|zip|png|jpe?g|gif|txt|html?|csv|js|net)$/i;

function hostOf(address: string): string | undefined {
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return undefined;
  return new URL(address).hostname.replace(/\.$/, "");
}

/** The part of a host that somebody registers: two labels, three below `co.uk` and its kin. */
function ownerOf(host: string): string {
  if (/^[\d.]+$|:/.test(host)) return host;
  const labels = host.split(".");
  const isSecondLevel =
    /^(?:ac|co|com|edu|gob|gov|ne|net|or|org)$/.test(labels.at(-2) ?? "") && (labels.at(-1) ?? "").length === 2;
  return labels.slice(isSecondLevel ? -3 : -2).join(".");
}
