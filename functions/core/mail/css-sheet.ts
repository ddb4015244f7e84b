// A mail's style sheets by allowlist: rules for its own elements, none that fetches, names what is ours or looks at what was typed.
import type { Block, CssNode, Rule } from "css-tree";
import generate from "css-tree/generator";
import parse from "css-tree/parser";
import { limits } from "../limits.ts";
import { isColouring, safeDeclaration } from "./css-values.ts";
import { safeSelector } from "./css-selector.ts";

export interface SafeSheet {
  /** Every character was written here; it holds no `<`. */
  readonly css: string;
  /** What the sender wants to be different where the reader's colours are dark; "" when they said nothing of it. */
  readonly darkCss: string;
}

/** Linear; at most `limits.styleRules` rules are kept. What does not parse is left out. */
export function safeSheet(sheets: readonly string[]): SafeSheet {
  const kept: Kept = { light: [], dark: [], room: limits.styleRules };
  let chars = 0;
  for (const sheet of sheets) {
    chars += sheet.length;
    // Half a style sheet can look worse than none.
    if (chars > limits.styleSheetChars) break;
    const tree = parse(sheet, { onParseError: () => undefined, parseCustomProperty: false });
    if (tree.type === "StyleSheet") addRules(tree.children, plainMedia, kept, 0);
  }
  return { css: kept.light.join("\n"), darkCss: isDark(kept.dark) ? kept.dark.join("\n") : "" };
}

interface Kept {
  readonly light: string[];
  readonly dark: string[];
  room: number;
}

interface Media {
  /** "" for always. */
  readonly query: string;
  readonly isDark: boolean;
}

const plainMedia: readonly Media[] = [{ query: "", isDark: false }];
const deepestMedia = 3;

function addRules(nodes: Iterable<CssNode> | Block["children"], media: readonly Media[], kept: Kept, depth: number): void {
  for (const node of nodes) {
    if (kept.room <= 0) return;
    if (node.type === "Rule") addRule(node, media, kept);
    if (node.type !== "Atrule" || node.name.toLowerCase() !== "media" || !node.block || depth >= deepestMedia) continue;
    const inner = node.prelude ? mediaOf(generate(node.prelude)) : [];
    const both = media.flatMap((outer) =>
      inner.map((one) => ({ query: [outer.query, one.query].filter(Boolean).join(" and "), isDark: outer.isDark || one.isDark })),
    );
    // A type may only stand first: `screen and (…) and print` is nothing.
    const sound = both.filter(({ query }) => !/ and (?:only |not )?(?:all|screen|print)\b/.test(query));
    if (sound.length > 0) addRules(node.block.children, sound, kept, depth + 1);
  }
}

function addRule({ prelude, block }: Rule, media: readonly Media[], kept: Kept): void {
  if (prelude.type !== "SelectorList") return;
  const selectors = prelude.children.toArray().slice(0, mostSelectors).map(safeSelector).filter(Boolean);
  const declarations = block.children
    .toArray()
    .map((node) => (node.type === "Declaration" ? safeDeclaration(node) : ""))
    .filter((declaration) => declaration !== "");
  if (selectors.length === 0 || declarations.length === 0) return;
  kept.room--;
  const rule = `${selectors.join(",")}{${declarations.join(";")}}`;
  if (rule.includes("<")) return;
  for (const { query, isDark } of media) (isDark ? kept.dark : kept.light).push(query ? `@media ${query}{${rule}}` : rule);
}

const mostSelectors = 100;

const mediaType = /^(?:only )?(?:all|screen|print)$/;
const mediaFeature =
  /^\((?:(?:min-|max-)?(?:device-)?width:\d{1,5}(?:\.\d{1,4})?(?:px|em|rem)|orientation:(?:portrait|landscape))\)$/;

/** The queries of a list that may stay. Those for dark colours come without that condition: the page decides when they hold. */
function mediaOf(prelude: string): Media[] {
  if (prelude.length > 500) return [];
  return prelude
    .toLowerCase()
    .split(",")
    .slice(0, 8)
    .flatMap((query): Media[] => {
      const parts = query
        .replace(/\s*([:()])\s*/g, "$1")
        .trim()
        .split(/ ?\band\b ?/)
        .map((part) => part.trim());
      const isDark = parts.includes("(prefers-color-scheme:dark)");
      const rest = parts.filter((part) => !/^\(prefers-color-scheme:(?:dark|light)\)$/.test(part));
      const isKnown = rest.every((part, index) => (index === 0 && mediaType.test(part)) || mediaFeature.test(part));
      return isKnown ? [{ query: rest.join(" and "), isDark }] : [];
    });
}

/** Dark is promised by a paper and by words of another colour; a logo that is exchanged promises nothing. */
function isDark(rules: readonly string[]): boolean {
  const declarations = rules.flatMap((rule) => rule.slice(rule.lastIndexOf("{") + 1).split(";"));
  const colouring = declarations.filter(isColouring);
  return colouring.some((one) => one.startsWith("color")) && colouring.some((one) => one.startsWith("background"));
}
