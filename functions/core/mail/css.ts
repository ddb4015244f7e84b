// Inline styles by allowlist: properties that colour and space, values that cannot fetch, move or cover anything.
import type { CssNode } from "css-tree";
import generate from "css-tree/generator";
import parse from "css-tree/parser";
import walk from "css-tree/walker";

/** The declarations that may stay, written anew; "" when none may. Anything that does not parse is left out. */
export function safeStyle(style: string): string {
  if (style.length > longestStyle) return "";
  const kept: string[] = [];
  const sheet = parse(style, { context: "declarationList", onParseError: () => undefined });
  if (sheet.type !== "DeclarationList") return "";
  sheet.children.forEach((node) => {
    if (node.type !== "Declaration") return;
    const property = node.property.toLowerCase();
    const value = allowedProperties.has(property) && isSafeValue(node.value, property) ? generate(node.value) : "";
    if (value !== "" && fits(property, value)) kept.push(`${property}:${value}`);
  });
  return kept.join(";");
}

const longestStyle = 4000;

const sides = ["", "-top", "-right", "-bottom", "-left"];
const allowedProperties: ReadonlySet<string> = new Set([
  "color",
  "background-color",
  "background",
  "font",
  "font-family",
  "font-size",
  "font-style",
  "font-variant",
  "font-weight",
  "line-height",
  "letter-spacing",
  "word-spacing",
  "text-align",
  "text-decoration",
  "text-indent",
  "text-transform",
  "vertical-align",
  "white-space",
  "word-break",
  "overflow-wrap",
  "word-wrap",
  "direction",
  "width",
  "height",
  "max-width",
  "max-height",
  "min-width",
  "min-height",
  "border-collapse",
  "border-spacing",
  "border-radius",
  "border-color",
  "border-style",
  "border-width",
  "caption-side",
  "empty-cells",
  "table-layout",
  "list-style-type",
  "display",
  "float",
  "clear",
  ...sides.flatMap((side) => [`padding${side}`, `margin${side}`, `border${side}`]),
  ...sides.slice(1).flatMap((side) => [`border${side}-color`, `border${side}-style`, `border${side}-width`]),
]);

const displays =
  /^(?:inline|block|inline-block|none|list-item|table(?:-row|-cell|-row-group|-header-group|-footer-group|-column|-caption)?|inline-table)$/i;

/** Values that are allowed in kind but not here. */
function fits(property: string, value: string): boolean {
  if (property === "display") return displays.test(value);
  if (property === "float") return /^(?:left|right|none)$/i.test(value);
  // Negative margins and indents move text over other text, or out of sight.
  if (/^(?:margin|text-indent|letter-spacing|word-spacing)/.test(property)) return !value.includes("-");
  return true;
}

const colourFunctions = /^(?:rgb|rgba|hsl|hsla)$/i;

function isSafeValue(value: CssNode, property: string): boolean {
  let isSafe = true;
  walk(value, (node) => {
    switch (node.type) {
      case "Value":
      case "Dimension":
      case "Number":
      case "Percentage":
      case "Hash":
        break;
      case "Identifier":
        if (/^-|expression|javascript|behavior|binding/i.test(node.name) || /[\\]/.test(node.name)) isSafe = false;
        break;
      case "Operator":
        if (node.value !== "," && node.value !== "/") isSafe = false;
        break;
      case "String":
        if (!/^font/.test(property) || /[\\<>"&]/.test(node.value)) isSafe = false;
        break;
      case "Function":
        if (!colourFunctions.test(node.name)) isSafe = false;
        break;
      default:
        isSafe = false;
    }
  });
  return isSafe;
}
