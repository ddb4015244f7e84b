// Every language says everything, with the same holes to fill; and times read as people write them.
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { conversation as enConversation } from "../../web/src/i18n/en-conversation.ts";
import { repair as enRepair } from "../../web/src/i18n/en-repair.ts";
import { receiving as enReceiving } from "../../web/src/i18n/en-receiving.ts";
import { selection as enSelection } from "../../web/src/i18n/en-selection.ts";
import { settings as enSettings } from "../../web/src/i18n/en-settings.ts";
import { en } from "../../web/src/i18n/en.ts";
import { conversation as esConversation } from "../../web/src/i18n/es-conversation.ts";
import { repair as esRepair } from "../../web/src/i18n/es-repair.ts";
import { receiving as esReceiving } from "../../web/src/i18n/es-receiving.ts";
import { selection as esSelection } from "../../web/src/i18n/es-selection.ts";
import { settings as esSettings } from "../../web/src/i18n/es-settings.ts";
import { es } from "../../web/src/i18n/es.ts";
import { countLabel, fullTime, shortTime } from "../../web/src/i18n/format.ts";
import { locale, plural, preferredLocale, setLocale, t } from "../../web/src/i18n/index.ts";
import { conversation as itConversation } from "../../web/src/i18n/it-conversation.ts";
import { repair as itRepair } from "../../web/src/i18n/it-repair.ts";
import { receiving as itReceiving } from "../../web/src/i18n/it-receiving.ts";
import { selection as itSelection } from "../../web/src/i18n/it-selection.ts";
import { settings as itSettings } from "../../web/src/i18n/it-settings.ts";
import { it as italian } from "../../web/src/i18n/it.ts";

type Words = Readonly<Record<string, string>>;
const english: Words = { ...en, ...enConversation, ...enRepair, ...enSelection, ...enSettings, ...enReceiving };
const others: readonly (readonly [string, Words])[] = [
  ["Spanish", { ...es, ...esConversation, ...esRepair, ...esSelection, ...esSettings, ...esReceiving }],
  ["Italian", { ...italian, ...itConversation, ...itRepair, ...itSelection, ...itSettings, ...itReceiving }],
];
const holes = (text: string | undefined) =>
  (text?.match(/\{\{\s*\w+\s*\}\}/gu) ?? []).map((hole) => hole.replace(/[\s{}]/gu, "")).sort();

beforeEach(() => localStorage.clear());
afterEach(() => setLocale("en"));

describe.each(others)("%s", (_name, words) => {
  test("has exactly the keys of English", () => {
    expect(Object.keys(words).sort()).toEqual(Object.keys(english).sort());
  });

  test("leaves nothing empty and fills the same holes", () => {
    for (const [key, text] of Object.entries(words)) {
      expect(text, key).not.toBe("");
      expect(holes(text), key).toEqual(holes(english[key]));
    }
  });
});

test("every plural has the form that all languages fall back to", () => {
  const singles = Object.keys(english).filter((key) => key.endsWith(".one"));
  expect(singles.length).toBeGreaterThan(0);
  for (const key of singles) expect(english).toHaveProperty([key.replace(/one$/u, "other")]);
});

describe("speaking", () => {
  test("holes are filled", () => {
    expect(t("error.request", { id: "01J" })).toBe("Request 01J");
  });

  test("a number chooses its form", () => {
    expect([1, 2, 0].map((count) => plural("list.count", count))).toEqual([
      "1 conversation",
      "2 conversations",
      "0 conversations",
    ]);
  });

  test("another language takes over everywhere, a million included", async () => {
    await setLocale("es");
    expect([locale(), document.documentElement.lang, t("folder.mine")]).toEqual(["es", "es", "Mías"]);
    expect(plural("list.new", 1)).toBe("1 nueva");
    expect(plural("list.new", 1_000_000)).toBe("1.000.000 nuevas");
  });

  test("the choice is remembered, before what the browser says", async () => {
    await setLocale("it");
    expect(preferredLocale()).toBe("it");
    localStorage.setItem("locale", "tlh");
    expect(preferredLocale()).toBe("en");
  });
});

describe("times", () => {
  const now = Date.parse("2026-11-22T12:00:00.000Z");
  const ago = (minutes: number) => new Date(now - minutes * 60_000).toISOString();

  test.each([
    [0.5, "now"],
    [14, "14m"],
    [59.9, "59m"],
    [60, "1h"],
    [23 * 60, "23h"],
    [3 * 24 * 60, "Thu"],
    [20 * 24 * 60, "Nov 2"],
    [500 * 24 * 60, "Jul 10, 2025"],
  ])("%d minutes ago is %s", (minutes, text) => {
    expect(shortTime(ago(minutes), now)).toBe(text);
  });

  test("a clock that is behind does not say that mail is from the future", () => {
    expect(shortTime(ago(-5), now)).toBe("now");
  });

  test("in full there are day, month, year and time", () => {
    expect(fullTime("2026-11-22T12:00:00.000Z")).toMatch(/November 22, 2026/u);
  });

  test("nobody counts beyond 999", () => {
    expect([0, 999, 1000].map(countLabel)).toEqual(["0", "999", "999+"]);
  });
});
