// Hostile strings in every field that reaches the screen: they are read as text and never become an element.
import { screen } from "@solidjs/testing-library";
import { afterEach, describe, expect, test, vi } from "vitest";
import { ana, change, delivery, note, pageOf, received, sent } from "./entries.ts";
import { type OpenPane, openPane } from "./open-pane.tsx";

vi.mock("../../../web/src/composer/editor.ts", async () => await import("./fake-editor.ts"));

const hostile = [
  '<img src=x onerror="globalThis.hacked=1">',
  "<script>globalThis.hacked=1</script>",
  '"><svg onload=globalThis.hacked=1>',
  "{{ name }} ${name} <b>bold</b> &lt;i&gt;",
  "javascript:globalThis.hacked=1",
  "\u202eevil.exe\u0000",
];

let pane: OpenPane | undefined;
afterEach(() => pane?.close());

describe.each(hostile)("%j", (text) => {
  test("in every field of a conversation", async () => {
    const person = { name: text, address: text };
    const by = { ...ana, name: text };
    const file = { index: 0, filename: text, contentType: text, sizeBytes: 1, isInline: false };
    pane = openPane(() =>
      pageOf(
        [
          received(0, {
            from: person,
            to: [person],
            cc: [person],
            replyTo: [{ name: text, address: `a@${text}` }],
            subject: text,
            text: `> ${text}\n${text}\n-- \n${text}`,
            attachments: [file],
            defects: [{ code: text, detail: text }],
            trust: "new-unverified",
            match: { by: "references", id: text },
            verdicts: { spam: "FAIL", virus: "FAIL", spf: "FAIL", dkim: "FAIL", dmarc: "FAIL" },
            automatic: "auto-reply",
          }),
          received(1, { reading: "unparsed", from: person, defects: [{ code: text, detail: text }], trust: "malformed" }),
          note(2, text, by),
          sent(3, {
            by,
            from: person,
            to: [person],
            text,
            attachments: [file],
            delivery: delivery("bounced", {
              reason: text,
              recipients: [{ address: text, state: "bounced", reason: text, at: "2026-11-20T09:00:00.000Z" }],
            }),
          }),
          change(4, { name: "conversation.assigned", memberId: "mem_x", memberName: text }, by),
          change(5, { name: "delivery.failed", messageId: text, reason: text }, by),
        ],
        { subject: text, contact: person, isUnread: true, needsAttention: "bounced" },
      ),
    );
    await screen.findByRole("group", { name: "Messages, notes and changes" });
    for (const button of screen.getAllByTitle("Details")) button.click();
    screen.getByRole("button", { name: "Bounced" }).click();

    expect(document.body.textContent).toContain(text);
    expect(document.querySelectorAll("img, script, b, i, [onerror], [onload]")).toHaveLength(0);
    for (const svg of document.querySelectorAll("svg")) expect(svg.getAttribute("class")).toContain("lucide");
    for (const link of document.querySelectorAll("a"))
      expect(link.getAttribute("href")).toMatch(/^(\/api\/v1\/|https?:|mailto:)/);
    expect(Reflect.get(globalThis, "hacked")).toBeUndefined();
  });
});
