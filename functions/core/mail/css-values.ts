// What of a declaration may stay: properties that colour, space and lay out, values that cannot fetch, move or cover anything.
import type { CssNode, Declaration, List } from "css-tree";
import generate from "css-tree/generator";
import walk from "css-tree/walker";

/** Our own address for a picture that a style names; undefined when it may not be shown. */
export type StylePicture = (address: string) => string | undefined;

/** The declaration written anew; "" when it may not stay. Pictures are taken out of a background that else may stay. */
export function safeDeclaration({ property: written, value, important }: Declaration, picture?: StylePicture): string {
  const property = written.toLowerCase();
  if (!allowedProperties.has(property)) return "";
  const ours = /^background(?:-image)?$/.test(property) ? replacePictures(value, picture) : new Set<CssNode>();
  if (!isSafeValue(value, property, ours)) return "";
  const text = generate(value);
  // What is left of a list whose picture went may be no list.
  if (text === "" || text.length > longestValue || /^,|,$|,,/.test(text) || !fits(property, text)) return "";
  return `${property}:${text}${important === true ? "!important" : ""}`;
}

/** True for what decides how the words look on a paper of another colour. */
export function isColouring(declaration: string): boolean {
  return /^(?:color|background)/.test(declaration);
}

const longestValue = 2000;

const sides = ["", "-top", "-right", "-bottom", "-left"];
const corners = ["-top-left", "-top-right", "-bottom-left", "-bottom-right"];
const names =
  "color background background-color background-image background-position background-repeat background-size " +
  "font font-family font-size font-style font-variant font-weight line-height letter-spacing word-spacing " +
  "text-align text-align-last text-decoration text-decoration-color text-decoration-line text-decoration-style text-indent " +
  "text-overflow text-transform text-shadow vertical-align white-space word-break overflow-wrap word-wrap hyphens tab-size " +
  "direction unicode-bidi width height max-width max-height min-width min-height box-sizing overflow overflow-x overflow-y " +
  "border-collapse border-spacing border-radius border-color border-style border-width box-shadow outline caption-side " +
  "empty-cells table-layout list-style list-style-type list-style-position display float clear visibility opacity object-fit aspect-ratio " +
  "flex flex-basis flex-direction flex-flow flex-grow flex-shrink flex-wrap align-items align-self justify-content gap " +
  "row-gap column-gap";
const allowedProperties: ReadonlySet<string> = new Set([
  ...names.split(" "),
  ...sides.flatMap((side) => [`padding${side}`, `margin${side}`, `border${side}`]),
  ...sides.slice(1).flatMap((side) => [`border${side}-color`, `border${side}-style`, `border${side}-width`]),
  ...corners.map((corner) => `border${corner}-radius`),
  ...["inline", "inline-start", "inline-end", "block"].flatMap((side) => [`padding-${side}`, `margin-${side}`]),
]);

const displays =
  /^(?:inline|block|inline-block|none|list-item|table(?:-row|-cell|-row-group|-header-group|-footer-group|-column|-caption)?|inline-table|flex|inline-flex)$/i;

/** Values that are allowed in kind but not here. */
function fits(property: string, value: string): boolean {
  if (property === "display") return displays.test(value);
  if (property === "float") return /^(?:left|right|none)$/i.test(value);
  // Text that scrolls inside the mail is text that is not seen.
  if (property.startsWith("overflow") && property !== "overflow-wrap") return /^(?:hidden|visible|auto|clip)$/i.test(value);
  // Text in another order than it is written misleads; `isolate` only keeps it apart.
  if (property === "unicode-bidi") return !/override/i.test(value);
  // Negative margins and indents move text over other text, or out of sight.
  if (/^(?:margin|text-indent|letter-spacing|word-spacing)/.test(property)) return !value.includes("-");
  return true;
}

const functions = /^(?:rgba?|hsla?|hwb|calc|min|max|clamp|(?:repeating-)?(?:linear|radial)-gradient)$/i;

function isSafeValue(value: CssNode, property: string, pictures: ReadonlySet<CssNode>): boolean {
  let isSafe = true;
  walk(value, (node) => {
    switch (node.type) {
      case "Value":
      case "Dimension":
      case "Number":
      case "Percentage":
      case "Hash":
      case "Parentheses":
        break;
      case "Identifier":
        if (/^-|expression|javascript|behavior|binding/i.test(node.name) || !/^[\w-]{1,100}$/.test(node.name)) isSafe = false;
        break;
      case "Operator":
        if (!/^[,/+*-]$/.test(node.value.trim())) isSafe = false;
        break;
      case "String":
        if (!/^font/.test(property) || /[\\<>"&]/.test(node.value)) isSafe = false;
        break;
      case "Function":
        if (!functions.test(node.name)) isSafe = false;
        break;
      case "Url":
        if (!pictures.has(node)) isSafe = false;
        break;
      default:
        isSafe = false;
    }
  });
  return isSafe;
}

/** Every picture becomes one that may be shown, or goes. Gives those that stay; inside of functions none is looked for. */
function replacePictures(value: CssNode, picture: StylePicture | undefined): ReadonlySet<CssNode> {
  const placed = new Set<CssNode>();
  if (value.type !== "Value") return placed;
  const { children }: { children: List<CssNode> } = value;
  children.forEach((node, item) => {
    if (node.type !== "Url") return;
    const address = picture?.(node.value);
    if (address !== undefined && /^[\w!#$&*+,./:;=?@~%-]+$/.test(address)) {
      node.value = address;
      placed.add(node);
    } else children.remove(item);
  });
  return placed;
}
