// All the stories of the demo, in no particular order: their times say when each step happens.
import { eight } from "./mails/eight.ts";
import { jobs } from "./mails/jobs.ts";
import { odd } from "./mails/odd.ts";
import { salesInEnglish } from "./mails/sales-en.ts";
import { salesInSpanish } from "./mails/sales-es.ts";
import { salesInItalian } from "./mails/sales-it.ts";
import { supportInEnglish } from "./mails/support-en.ts";
import { supportInSpanish } from "./mails/support-es.ts";
import { supportInItalian } from "./mails/support-it.ts";
import type { Story } from "./story.ts";

export const stories: readonly Story[] = [
  eight,
  ...supportInEnglish,
  ...supportInSpanish,
  ...supportInItalian,
  ...salesInEnglish,
  ...salesInSpanish,
  ...salesInItalian,
  ...jobs,
  ...odd,
];
