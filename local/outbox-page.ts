// The outbox for a person's eyes: what was sent, to whom, and the mail itself to download.
import { escapeHtml, htmlPage } from "./html.ts";
import type { OutboxMail } from "./outbox.ts";

/** @param mails oldest first; shown the other way round */
export function outboxPage(mails: readonly OutboxMail[]): string {
  const intro = "<p>Mail that the local SES took. Nobody got it, unless you started with <code>--relay</code>.</p>";
  if (mails.length === 0) return htmlPage("Outbox", `${intro}<p>Nothing has been sent yet.</p>`);
  return htmlPage(
    `Outbox (${mails.length})`,
    `${intro}
<table>
<thead><tr><th scope="col">When</th><th scope="col">From</th><th scope="col">To</th><th scope="col">Subject</th><th scope="col">Mail</th></tr></thead>
<tbody>
${mails.map(row).reverse().join("\n")}
</tbody>
</table>`,
  );
}

function row({ id, at, from, to, cc, bcc, subject }: OutboxMail): string {
  const others = [...cc.map((address) => `Cc ${address}`), ...bcc.map((address) => `Bcc ${address}`)];
  const small = others.length > 0 ? `<br><small>${escapeHtml(others.join(", "))}</small>` : "";
  return (
    `<tr><td><time datetime="${at}">${at.slice(0, 19).replace("T", " ")}</time></td><td>${escapeHtml(from)}</td>` +
    `<td>${escapeHtml(to.join(", "))}${small}</td><td>${escapeHtml(subject)}</td>` +
    `<td><a href="${rawLink(id)}" download>raw</a></td></tr>`
  );
}

export function rawLink(id: string): string {
  return `/local/outbox/${id}/raw`;
}
