// The complete document of a mail for its sandboxed frame. What the sanitiser gave is not touched.
import { escapeHtml } from "./entities.ts";
import type { Sanitised } from "./html.ts";

export interface BodyOptions {
  readonly images: "held" | "shown";
  /** From whom pictures may be shown always: the sender's address and domain, as far as somebody vouches for them. */
  readonly always: readonly string[];
}

/** Tells the page how many pictures it holds back, or that it shows them, and how many trackers it left out. */
export function bodyDocument({ html, css, darkCss, heldImages, trackers }: Sanitised, { images, always }: BodyOptions): string {
  return `<!doctype html>
<html lang="">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<meta name="referrer" content="no-referrer">
<meta name="images" content="${images}">
<meta name="held-images" content="${heldImages}">
<meta name="always" content="${escapeHtml(always.join(" "))}">
<meta name="trackers" content="${trackers}">
<title></title>
<style>${documentStyle}</style>
${css && `<style class="sender">${css}</style>`}${darkCss && `<style class="sender-dark" media="not all">${darkCss}</style>`}
</head>
<body dir="auto">${html}</body>
</html>
`;
}

const documentStyle = `
:root { color-scheme: light; }
html { background: #fff; color: #1c1f24; }
body { display: flow-root; margin: 0; overflow-x: auto; overflow-wrap: break-word;
  font: 15px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif; }
img { max-width: 100%; height: auto; }
img:not([src]) { display: inline-block; min-width: 1em; border: 1px dashed #c6cad1; border-radius: 4px; color: #6b7280; }
pre { white-space: pre-wrap; }
blockquote { margin: 0.5em 0; padding-inline-start: 0.9em; border-inline-start: 2px solid #d5d9df; }
a { color: #1d5fd1; }
details.quote > summary { width: max-content; margin: 0.5em 0; padding: 0 0.6em; border-radius: 999px; background: #eceef1;
  color: #4b5563; cursor: pointer; list-style: none; letter-spacing: 0.1em; line-height: 1.3; }
details.quote > summary::-webkit-details-marker { display: none; }
details.quote > summary:focus-visible { outline: 2px solid #1d5fd1; outline-offset: 2px; }
a.elsewhere::after { content: "\\2192\\00a0" attr(title); display: inline-block; margin-inline-start: 0.4em; padding: 0 0.4em;
  border-radius: 4px; background: #fdecc8; color: #7a4b00; font: 12px/1.5 system-ui, sans-serif; text-decoration: none;
  text-indent: 0; letter-spacing: 0; white-space: nowrap; }
`;
