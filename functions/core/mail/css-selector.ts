// Selectors of a mail's style sheet, written so that they reach the mail's own elements and nothing of ours.
import type { CssNode } from "css-tree";
import generate from "css-tree/generator";
import { allowedTags } from "./html-allowed.ts";

/** Before every class and id of a sender: none of ours begins so, and none names a property of the document. */
const senderPrefix = "m-";

/** The class of the element that stands for the mail's own body. */
export const bodyClass = `${senderPrefix}body`;

/** The words of a class attribute, or an id, as they stand in the shown mail. The same again when given again. */
export function senderName(name: string): string {
  if (!/^[\w-]{1,100}$/.test(name)) return "";
  return name.startsWith(senderPrefix) ? name : senderPrefix + name;
}

/** "" when the selector may not stay. */
export function safeSelector(selector: CssNode): string {
  if (selector.type !== "Selector") return "";
  let written = "";
  let compounds = 1;
  for (const node of selector.children) {
    const piece = pieceOf(node);
    if (piece === "") return "";
    if (node.type === "Combinator") compounds++;
    written += piece;
  }
  if (compounds > mostCompounds || written === "") return "";
  // `html body` and `body` are one element here.
  const once = written.replace(new RegExp(`^\\.${bodyClass}[ >]\\.${bodyClass}`), `.${bodyClass}`);
  // Neither the document's own root nor its body may be meant by "everything".
  return /^[*:]/.test(once) ? `:where(body) ${once}` : once;
}

const mostCompounds = 8;
/** Folds are ours. */
const reachable = new Set([...allowedTags].filter((name) => name !== "details" && name !== "summary"));
const pseudoClasses =
  /^:(?:link|hover|active|first-child|last-child|only-child|first-of-type|last-of-type|(?:nth-child|nth-of-type|nth-last-child)\((?:odd|even|[+-]?\d{0,4}n?(?:[+-]\d{1,4})?)\))$/;

function pieceOf(node: CssNode): string {
  switch (node.type) {
    case "TypeSelector": {
      const name = node.name.toLowerCase();
      if (name === "body" || name === "html") return `.${bodyClass}`;
      return name === "*" || reachable.has(name) ? name : "";
    }
    case "ClassSelector":
    case "IdSelector": {
      const name = senderName(node.name);
      return name && (node.type === "ClassSelector" ? `.${name}` : `#${name}`);
    }
    case "Combinator":
      return /^[ >+~]$/.test(node.name) ? node.name : "";
    case "PseudoClassSelector": {
      const written = generate(node).toLowerCase();
      return pseudoClasses.test(written) ? written : "";
    }
    default:
      return "";
  }
}
