// Instead of PostCSS (90 KB), which sanitize-html asks only when it shall read style attributes. It never shall: what styles
// may stay is functions/core/mail/css.ts's to say, and `parseStyleAttributes` is false there.
export function parse(): never {
  throw new Error("sanitize-html read a style attribute, which functions/core/mail/html.ts tells it not to.");
}
