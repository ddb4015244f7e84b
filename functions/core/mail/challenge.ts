// Programs that let a stranger's mail in only once its sender has proved to be a person: an answer by a machine, though in a person's name.
import type { Clues } from "./automatic.ts";

/** The subject that shows it, when the first words say it too: people ask us to confirm things as well. */
export function challengeMark({ subject, text }: Pick<Clues, "subject" | "text">): string | undefined {
  const mark = subjects.exec(subject.slice(0, 500))?.[0];
  return mark !== undefined && firstWords.test(text.slice(0, 500)) ? mark.trim() : undefined;
}

const subjects =
  /^\s*your (?:e-?mail|message) requires verification\b.{0,80}|\(verification\)\s*$|^\s*(?:please )?confirm your (?:e-?mail|message)\b/i;
const firstWords =
  /^\s*(?:the message you sent requires that you verify|[^>\n]{0,80}protecting myself from (?:receiving )?(?:junk|spam)|[^>\n]{0,80}(?:to (?:control|fight|prevent) (?:spam|junk)|your (?:message|e-?mail) (?:has been|was|is being) held (?:until|pending)))/i;
