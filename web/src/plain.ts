// Text as it is compared when somebody looks for something.

/** For finding: lower case, without accents, so that "lucia" finds "Lucía". */
export function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
