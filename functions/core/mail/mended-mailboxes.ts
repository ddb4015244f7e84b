// Mailboxes whose commas stand where they should not, or do not stand where they should. Nothing mended is plain.
import { doubt, type Piece, type Token } from "./address-tokens.ts";

/** One list of tokens for each mailbox. Linear. */
export function mendedMailboxes(pieces: readonly Piece[]): (readonly Token[])[] {
  const mailboxes: (readonly Token[])[] = [];
  /** What a comma has cut off: a mailbox of its own, or how the name of the next one begins. */
  let cutOff: (readonly Token[])[] = [];
  for (const { tokens, isCutByComma } of pieces) {
    if (isCutByComma && cutOff.length < mostCutOff && tokens.every(isNameWord)) {
      cutOff.push(tokens);
      continue;
    }
    const isNamed = cutOff.length > 0 && tokens.some(({ kind, text }) => kind === "angle" && text.includes("@"));
    if (isNamed) mailboxes.push([...nameOf(cutOff, tokens), doubt, ...tokens]);
    else mailboxes.push(...cutOff, ...separated(tokens));
    cutOff = [];
  }
  return [...mailboxes, ...cutOff];
}

// "Doe, Jane, Dr."; more are a list of people who have no address.
const mostCutOff = 3;

/** No mailbox is a word without an address any more, so `Doe, Jane <jane@example.com>` is one person. */
function isNameWord({ kind, text }: Token): boolean {
  return (kind === "word" || kind === "quoted") && !text.includes("@");
}

/** With the commas, save one that cuts off nothing: `Kim, <kim@example.com>`. */
function nameOf(cutOff: readonly (readonly Token[])[], next: readonly Token[]): Token[] {
  const last = next[0]?.kind === "angle" ? cutOff.length - 1 : cutOff.length;
  return cutOff.flatMap((tokens, index) => (index === last ? tokens : withComma(tokens)));
}

function withComma(tokens: readonly Token[]): Token[] {
  return tokens.map((token, index) =>
    index === tokens.length - 1 ? { ...token, text: `${token.text.replace(/\\$/, "")},` } : token,
  );
}

/** `kim@example.com lee@example.com`, `kim@example.com / lee@example.com` */
function separated(tokens: readonly Token[]): (readonly Token[])[] {
  const words = tokens.filter(({ text }) => !/^[/|&+]$/.test(text));
  const areAddresses = words.length > 1 && words.every(({ kind, text }) => kind === "word" && /^[^@]+@[^@]+$/.test(text));
  return areAddresses ? words.map((token) => [token, doubt]) : [tokens];
}
