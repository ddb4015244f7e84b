// What of HTML may be shown: elements and attributes by name. Everything else is left out.

const tags =
  "a abbr b blockquote br caption center cite code col colgroup dd del details div dl dt em font h1 h2 h3 h4 h5 h6 hr i img ins kbd " +
  "li mark ol p pre q s samp small span strike strong sub summary sup table tbody td tfoot th thead tr tt u ul wbr";
export const allowedTags: ReadonlySet<string> = new Set(tags.split(" "));

/** Shown as a plain block. */
export const blockTags: ReadonlySet<string> = new Set(
  "address article aside dir fieldset figcaption figure footer form header hgroup legend listing main menu nav search section".split(
    " ",
  ),
);

const common =
  "align bgcolor border cellpadding cellspacing color colspan dir face height lang rowspan size start style title valign width";
/** Allowed on every element. */
export const commonAttributes: ReadonlySet<string> = new Set(common.split(" "));

/** Those that the sanitiser looks at: an element's own, and the class by which we know our own folds. */
export const allowedAttributes: ReadonlySet<string> = new Set([...commonAttributes, "alt", "class", "href", "src"]);
