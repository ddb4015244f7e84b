// Names for the files of an archive: safe to unpack on any system, and no two alike.
import { safeFilename } from "./filename.ts";
import { baseSubject } from "./subject.ts";

/** In the order of `names`. Of two that a system may take for one, the second is `name (2).ext`. */
export function zipNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name, index) => {
    const wanted = unpackable(name) ?? `file-${index + 1}`;
    const [stem, ending] = partsOf(wanted);
    let free = wanted;
    for (let copy = 2; taken.has(folded(free)); copy++) free = `${stem} (${copy})${ending}`;
    taken.add(folded(free));
    return free;
  });
}

/** The archive's own name: what the mail is about, or the message's id. */
export function zipName(subject: string, messageId: string): string {
  // A slash in a subject is no path.
  return `${unpackable(baseSubject(subject).replace(/[/\\]/g, "-")) ?? messageId}.zip`;
}

/** Most file systems take 255 bytes; the rest is for a number and an ending. */
const longestBytes = 230;
/** Names that Windows keeps for its devices, whatever follows the first dot. */
const devices = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=$|[. ])/i;

function unpackable(name: string): string | undefined {
  const safe = safeFilename(name.toWellFormed());
  if (!safe) return undefined;
  const [stem, ending] = partsOf(safe.replace(devices, "_$&"));
  const chars = [...stem];
  while (chars.length > 1 && Buffer.byteLength(chars.join("") + ending) > longestBytes) chars.pop();
  return chars.join("") + ending;
}

/** `archive.tar` and `.gz`. What is too long for an ending is none. */
function partsOf(name: string): [stem: string, ending: string] {
  const dot = name.lastIndexOf(".");
  return dot > 0 && name.length - dot <= 16 ? [name.slice(0, dot), name.slice(dot)] : [name, ""];
}

/** As Windows and macOS compare names. */
function folded(name: string): string {
  return name.normalize("NFC").toLowerCase();
}
