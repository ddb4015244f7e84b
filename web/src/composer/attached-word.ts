// "You wrote attached but nothing is attached", in the three languages of the product.

const words =
  /(?<!\p{L})(?:attach(?:ed|ing|ment|ments)|enclosed|adjunt(?:o|a|os|as|amos|é)|archivos? anexos?|(?:in )?allegat[oaie]|allego|alleghiamo)(?!\p{L})/iu;

/** True when the text speaks of a file that should come along. Quoted lines do not count: somebody else wrote them. */
export function mentionsAttachment(text: string): boolean {
  return text.split("\n").some((line) => !line.startsWith(">") && words.test(line));
}
