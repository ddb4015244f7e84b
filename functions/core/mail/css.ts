// Inline styles by allowlist: the declarations that may stay, each written anew.
import type { Declaration } from "css-tree";
import parse from "css-tree/parser";
import { safeDeclaration, type StylePicture } from "./css-values.ts";

/** "" when nothing may stay. Anything that does not parse is left out. */
export function safeStyle(style: string, picture?: StylePicture): string {
  if (style.length > longestStyle) return "";
  const sheet = parse(style, { context: "declarationList", onParseError: () => undefined });
  if (sheet.type !== "DeclarationList") return "";
  const declarations = sheet.children.toArray().filter((node): node is Declaration => node.type === "Declaration");
  return declarations
    .map((declaration) => safeDeclaration(declaration, picture))
    .filter((kept) => kept !== "")
    .join(";");
}

const longestStyle = 4000;
