// "My answers are in red below": the writer says that words of this mail stand in the quote, so nothing of it may be folded.
import { isQuoted } from "./quote-mark.ts";

/** Whether the lines above the quote, which begins at line `end`, say so. */
export function saysAnswersBelow(lines: readonly string[], end: number): boolean {
  for (let at = 0; at < Math.min(end, lines.length, mostLines); at++) {
    const line = (lines[at] ?? "").slice(0, 300);
    if (!isQuoted(line) && said.some((pattern) => pattern.test(line))) return true;
  }
  return false;
}

const mostLines = 60;

/** What was written, and where it stands: by place or by colour. In either order, in one sentence. */
const languages = [
  [
    "answers|replies|comments|responses|remarks|my (?:answer|reply|response|comment)|see (?:below|inline)",
    "below|in-?line|within your|between the lines|interspersed|in (?:red|blue|green|bold|colou?r|caps|the text)",
  ],
  [
    "antwort(?:en)?|anmerkung(?:en)?|kommentare?",
    "unten|inline|dazwischen|im text|im zitat|in (?:rot|blau|grün|farbe)|(?:rot|blau|grün|farbig) (?:markiert|geschrieben|eingefügt)",
  ],
  [
    "respuestas?|comentarios?|contest\\S+",
    "abajo|debajo|intercalad[ao]s?|entre líneas|en (?:rojo|azul|verde|negrita|color|el texto)",
  ],
  [
    "réponses?|commentaires?|remarques?",
    "ci-dessous|plus bas|dans le texte|entre les lignes|en (?:rouge|bleu|vert|gras|couleur)",
  ],
  ["rispost[ae]|comment[io]", "sotto|nel testo|tra le righe|in (?:rosso|blu|verde|grassetto)"],
  ["antwoord(?:en)?|opmerking(?:en)?|reacties?", "hieronder|tussen de regels|in (?:het )?(?:rood|blauw|groen)"],
  ["respostas?|comentários?", "abaixo|no texto|em (?:vermelho|azul|verde|negrito)"],
  ["odpowiedzi|odpowiedź|komentarze|uwagi", "poniżej|w treści|na (?:czerwono|niebiesko|zielono)"],
  ["svar(?:en)?|kommentar(?:er)?", "nedan|nedenfor|i (?:rött|blått|rødt|blåt)|med (?:rødt|blåt|rött)"],
  ["ответ(?:ы|ил)?|комментари\\S+", "ниже|в тексте|красным|синим|зел[её]ным"],
] as const;

const word = (words: string): string => `(?<!\\p{L})(?:${words})(?!\\p{L})`;
const said = languages.map(
  ([what, where]) => new RegExp(`${word(what)}[^.!?]{0,60}${word(where)}|${word(where)}[^.!?]{0,60}${word(what)}`, "iu"),
);
