// What of HTML may be shown: elements and attributes by name. Everything else is left out.

const tags =
  "a abbr acronym b bdi big blockquote br caption center cite code col colgroup dd del details dfn div dl dt em font h1 h2 h3 h4 h5 h6 " +
  "hr i img ins kbd li mark nobr ol p pre q rp rt ruby s samp small span strike strong sub summary sup table tbody td tfoot th thead " +
  "tr tt u ul var wbr";
export const allowedTags: ReadonlySet<string> = new Set(tags.split(" "));

/** Shown as a plain block. */
export const blockTags: ReadonlySet<string> = new Set(
  "address article aside dir fieldset figcaption figure footer form header hgroup legend listing main menu nav search section".split(
    " ",
  ),
);

const common =
  "align bgcolor border cellpadding cellspacing class clear color colspan dir face frame height hspace id lang noshade nowrap " +
  "rowspan rules size span start style title valign value vspace width";
/** Allowed on every element. */
export const commonAttributes: ReadonlySet<string> = new Set(common.split(" "));

/** Those that the sanitiser looks at, too: an element's own, and those that it turns into a style. */
export const allowedAttributes: ReadonlySet<string> = new Set([
  ...commonAttributes,
  ..."alt background href link src text type".split(" "),
]);
