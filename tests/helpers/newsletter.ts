// A newsletter of any size, built as mailing services build them: a style sheet, nested tables, inline styles, pictures, links.

/** @param chars about how long the HTML shall be */
export function newsletterHtml(chars: number): string {
  const rows: string[] = [];
  let length = head.length;
  for (let index = 0; length < chars; index++) {
    const row = rowOf(index);
    rows.push(row);
    length += row.length;
  }
  return `${head}${rows.join("")}</table></td></tr></table></body></html>`;
}

const head = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>News</title>
<style>
body { margin: 0; background: #eef1f5; } table { border-collapse: collapse; } .shell { width: 600px; background: #ffffff; }
.text { font: 15px/22px Helvetica, Arial, sans-serif; color: #333b45; } .button a { color: #ffffff !important; text-decoration: none; }
@media only screen and (max-width: 600px) { .shell { width: 100% !important; } .column { display: block !important; width: 100% !important; } }
@media (prefers-color-scheme: dark) { body { background: #101216 !important; } .shell { background: #1b1e24 !important; } .text { color: #e2e5ea !important; } }
</style></head>
<body bgcolor="#eef1f5"><div style="display:none;max-height:0;overflow:hidden">What is new this week&#847;&zwnj;&nbsp;</div>
<table width="100%" cellpadding="0" cellspacing="0"><tr><td align="center"><table class="shell" width="600" cellpadding="0" cellspacing="0">`;

function rowOf(index: number): string {
  return `<tr><td class="column" width="200" valign="top" style="padding:16px 12px"><img src="https://cdn.news.example/p/${index}.jpg" width="176" height="132" alt="Article ${index}" style="display:block;border:0"></td>
<td class="column text" width="376" valign="top" style="padding:16px 12px;font-family:Helvetica,Arial,sans-serif;font-size:15px;line-height:22px;color:#333b45">
<h2 style="margin:0 0 8px;font-size:18px;line-height:24px;color:#141a22">Article ${index} of this week</h2>
<p style="margin:0 0 12px">The tables had been ordered in spring, and nobody had thought of the chairs. In autumn they came by themselves.</p>
<table cellpadding="0" cellspacing="0"><tr><td class="button" bgcolor="#1d5fd1" style="border-radius:6px;padding:8px 16px"><a href="https://click.news.example/?id=${index}&amp;u=42" style="color:#ffffff">Read on</a></td></tr></table></td></tr>
`;
}
