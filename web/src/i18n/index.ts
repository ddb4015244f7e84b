// The page's words in the reader's language. `t` is typed by the English dictionary, so a missing key does not compile.
import { resolveTemplate } from "@solid-primitives/i18n";
import { createSignal } from "solid-js";
import { en } from "./en.ts";
import { conversation as enConversation } from "./en-conversation.ts";
import { repair as enRepair } from "./en-repair.ts";
import { selection as enSelection } from "./en-selection.ts";
import type { receiving as enReceiving } from "./en-receiving.ts";
import type { settings as enSettings } from "./en-settings.ts";

export const locales = ["en", "es", "it"] as const;
export type Locale = (typeof locales)[number];

const english = { ...en, ...enConversation, ...enRepair, ...enSelection };
/** Those of a page that brings its words along (`addWords`) count, too. */
export type Key = keyof typeof english | keyof typeof enSettings | keyof typeof enReceiving;

/** Keys that come as `name.one` and `name.other`, without their ending. */
export type PluralKey = Key extends infer K ? (K extends `${infer Name}.other` ? Name : never) : never;

type Words = Readonly<Record<string, string>>;
type Loaders = Readonly<Record<Locale, () => Promise<Words>>>;

const loaders: Loaders[] = [
  {
    en: async () => english,
    es: async () => {
      const [own, conversation, repair, selection] = await Promise.all([
        import("./es.ts"),
        import("./es-conversation.ts"),
        import("./es-repair.ts"),
        import("./es-selection.ts"),
      ]);
      return { ...own.es, ...conversation.conversation, ...repair.repair, ...selection.selection };
    },
    it: async () => {
      const [own, conversation, repair, selection] = await Promise.all([
        import("./it.ts"),
        import("./it-conversation.ts"),
        import("./it-repair.ts"),
        import("./it-selection.ts"),
      ]);
      return { ...own.it, ...conversation.conversation, ...repair.repair, ...selection.selection };
    },
  },
];

const [state, setState] = createSignal<{ locale: Locale; words: Words }>({ locale: "en", words: english });

export const locale = (): Locale => state().locale;

type Values = Record<string, string | number>;

/** The text of a key, with `{{ name }}` filled in. */
export function t(key: Key, values: Values = {}): string {
  return resolveTemplate(state().words[key] ?? key, values);
}

/** The form of a key that the number asks for: `list.new.one` or `list.new.other`. */
export function plural(key: PluralKey, count: number, values: Values = {}): string {
  const { words } = state();
  const text = words[`${key}.${pluralRules().select(count)}`] ?? words[`${key}.other`] ?? key;
  return resolveTemplate(text, { count: count.toLocaleString(locale()), ...values });
}

const rulesByLocale = new Map<Locale, Intl.PluralRules>();
function pluralRules(): Intl.PluralRules {
  const known = rulesByLocale.get(locale()) ?? new Intl.PluralRules(locale());
  rulesByLocale.set(locale(), known);
  return known;
}

/** Loads the dictionary, then switches everything on screen to it and remembers the choice. */
export async function setLocale(next: Locale): Promise<void> {
  setState({ locale: next, words: await wordsIn(next) });
  document.documentElement.lang = next;
  localStorage.setItem("locale", next);
}

/** Words that come with a page that is seldom opened. From then on they follow the language like all others. */
export async function addWords(added: Loaders): Promise<void> {
  if (!loaders.includes(added)) loaders.push(added);
  const now = locale();
  const words = await wordsIn(now);
  if (locale() === now) setState({ locale: now, words });
}

async function wordsIn(wanted: Locale): Promise<Words> {
  const asked = loaders.length;
  const all = await Promise.all(loaders.map((load) => load[wanted]()));
  // Some were added meanwhile.
  return loaders.length > asked ? wordsIn(wanted) : Object.assign({}, ...all);
}

/** What was chosen before, else the first of the browser's languages that we speak, else English. */
export function preferredLocale(): Locale {
  const wanted = [localStorage.getItem("locale") ?? "", ...navigator.languages].map((tag) => tag.slice(0, 2).toLowerCase());
  return locales.find((known) => known === wanted.find((tag) => locales.some((candidate) => candidate === tag))) ?? "en";
}
