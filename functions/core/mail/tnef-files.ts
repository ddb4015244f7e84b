// The files inside a winmail.dat as files of the mail, each a range of what the winmail.dat decodes to.
import { contentTypeOf } from "./filename.ts";
import type { Defect } from "./mail.ts";
import type { FilePart } from "./skeleton.ts";

export function filesInTnef({ tnef, span, disposition }: FilePart, defects: Defect[]): FilePart[] {
  if (!tnef) return [];
  if (!tnef.isWhole) {
    defects.push({ code: "tnef.broken", detail: "Outlook's winmail.dat is damaged; it is offered as it came." });
    return [];
  }
  return tnef.files.map(({ name, contentId, offset, length }) => ({
    kind: "file",
    contentType: contentTypeOf(name),
    ...(name && { name }),
    ...(contentId && { contentId }),
    ...(disposition && { disposition }),
    span: { ...span, inner: { offset, length, encoding: "binary" } },
    sizeBytes: length,
    head: Buffer.alloc(0),
  }));
}
