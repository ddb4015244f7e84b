// What cards say of a message: how far it has come, how far its sender is to be trusted, what could not be read, its files.
import { fireEvent, screen } from "@solidjs/testing-library";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { EntryView } from "../../../functions/api/views.ts";
import { bandsOf } from "../../../web/src/pages/conversation/trust.tsx";
import { delivery, pageOf, received, sent, timeAt } from "./entries.ts";
import { type OpenPane, openPane } from "./open-pane.tsx";

vi.mock("../../../web/src/composer/editor.ts", async () => await import("./fake-editor.ts"));

let pane: OpenPane | undefined;
afterEach(() => pane?.close());

async function show(entry: EntryView): Promise<string> {
  pane = openPane(() => pageOf([entry]));
  return (await screen.findByRole("group", { name: "Messages, notes and changes" })).textContent ?? "";
}

describe("a machine's mail", () => {
  test.each([
    ["auto-reply", "Automatic reply"],
    ["list", "Mailing list"],
    ["notification", "Notification"],
    ["bounce", "Delivery report"],
    ["receipt", "Receipt"],
    ["complaint", "Spam complaint"],
  ] as const)("%s is labelled", async (automatic, word) => {
    expect(await show(received(0, { automatic }))).toContain(word);
  });

  test("a bounce says whom it did not reach, and why", async () => {
    const undelivered = [
      { address: "gone@x.test", reason: "550 5.1.1 no such user", isDelayed: false },
      { address: "slow@x.test", isDelayed: true },
    ];
    const said = await show(received(0, { automatic: "bounce", undelivered }));
    expect(said).toContain("Delivery report");
    expect(said).toContain("Not delivered to gone@x.test. 550 5.1.1 no such user");
    expect(said).toContain("Not delivered to slow@x.test yet");
  });

  test("a delay is not called a failure", async () => {
    const undelivered = [{ address: "slow@x.test", isDelayed: true }];
    expect(await show(received(0, { automatic: "bounce", undelivered }))).toContain("Delivery delayed");
  });

  test("its details say what gave it away, and why nobody was woken", async () => {
    await show(received(0, { automatic: "auto-reply", evidence: "X-Autoreply: yes", quiet: "auto-reply" }));
    fireEvent.click(screen.getByTitle("Details"));
    await screen.findByText("X-Autoreply: yes");
    await screen.findByText("It is an automatic answer.");
  });

  test("a conversation that was quieted says so", async () => {
    const what = { name: "conversation.quieted", because: "conversation-budget" } as const;
    const by = { kind: "system", reason: "conversation-budget" } as const;
    const { id, conversationId, at } = received(0);
    expect(await show({ kind: "change", id, conversationId, at, by, what })).toContain("further mail is filed quietly");
  });
});

describe("a sent message is", () => {
  test.each([
    ["queued", "Queued"],
    ["sending", "Sending…"],
    ["sent", "Sent"],
    ["delivered", "Delivered"],
  ] as const)("%s", async (state, word) => {
    expect(await show(sent(0, { delivery: delivery(state) }))).toContain(word);
  });

  test("bounced, with the reason", async () => {
    const said = await show(sent(0, { delivery: delivery("bounced", { reason: "550 no such user" }) }));
    expect(said).toContain("Bounced");
    expect(said).toContain("The receiving server refused this message: 550 no such user");
  });

  test("reported as spam", async () => {
    expect(await show(sent(0, { delivery: delivery("complained") }))).toContain("A recipient marked this message as spam");
  });

  test("unconfirmed, which is neither sent nor to be sent again by itself", async () => {
    const said = await show(sent(0, { delivery: delivery("unconfirmed") }));
    expect(said).toContain("Unconfirmed");
    expect(said).toContain("It is never sent again by itself");
  });

  test("not sent, with the reason", async () => {
    expect(await show(sent(0, { delivery: delivery("failed", { reason: "Address refused" }) }))).toContain(
      "This message did not go out: Address refused",
    );
  });

  test("different for each recipient, on demand", async () => {
    await show(
      sent(0, {
        delivery: delivery("bounced", {
          recipients: [
            { address: "a@x.test", state: "delivered", at: timeAt(1) },
            { address: "b@x.test", state: "bounced", reason: "mailbox full", at: timeAt(2) },
            { address: "c@x.test", state: "delayed", at: timeAt(3) },
          ],
        }),
      }),
    );
    expect(screen.queryByText("a@x.test")).toBeNull();
    fireEvent.click(screen.getByRole("button", { name: "Bounced" }));
    const rows = screen.getAllByRole("listitem").map((row) => row.textContent ?? "");
    expect(rows[0]).toContain("a@x.testDelivered");
    expect(rows[1]).toContain("mailbox full");
    expect(rows[2]).toContain("c@x.testDelayed");
  });
});

describe("a sender", () => {
  const tones = (with_: Parameters<typeof received>[1]) => bandsOf(received(0, with_)).map((band) => band.tone);
  const fail = { spam: "PASS", virus: "PASS", spf: "FAIL", dkim: "FAIL", dmarc: "FAIL" } as const;

  test("who takes part and is verified gets a sign and no band", async () => {
    await show(received(0));
    expect(screen.getByRole("img", { name: "The sender’s domain vouches for this message" })).toBeTruthy();
    expect(bandsOf(received(0))).toEqual([]);
  });

  test("whose domain disowns the mail is loud", async () => {
    expect(await show(received(0, { verdicts: fail }))).toContain("This message failed the checks of example.com");
    expect(tones({ verdicts: fail })).toEqual(["danger"]);
    expect(screen.queryByRole("img", { name: /vouches/ })).toBeNull();
  });

  test("who is new is marked; unverified, as a warning", () => {
    expect(tones({ trust: "new-verified" })).toEqual(["quiet"]);
    expect(tones({ trust: "new-unverified" })).toEqual(["warning"]);
    expect(tones({ trust: "malformed" })).toEqual(["warning"]);
    expect(tones({ trust: "known-unverified" })).toEqual([]);
  });

  test("whose name pretends to be an address, or whose replies go elsewhere, is marked", () => {
    expect(tones({ from: { name: "ceo@acme.test", address: "x@evil.test" } })).toEqual(["warning"]);
    expect(tones({ from: { name: "x@evil.test", address: "x@evil.test" } })).toEqual([]);
    expect(tones({ replyTo: [{ name: "", address: "x@elsewhere.test" }] })).toEqual(["warning"]);
    expect(tones({ replyTo: [{ name: "", address: "other@EXAMPLE.com" }] })).toEqual([]);
  });
});

test("the details say why a message is here", async () => {
  await show(received(0, { match: { by: "reply-address" }, cc: [{ name: "Marcos", address: "m@x.test" }] }));
  fireEvent.click(screen.getByTitle("Details"));
  expect(screen.getByText("It was sent to this conversation’s own reply address.")).toBeTruthy();
  expect(screen.getByText("Marcos <m@x.test>")).toBeTruthy();
  expect(screen.getByText("SPF PASS · DKIM PASS · DMARC PASS")).toBeTruthy();
});

test("what could not be read shows the reason and offers the original", async () => {
  const said = await show(
    received(0, {
      reading: "unparsed",
      text: "",
      trust: "malformed",
      defects: [{ code: "parts.too-many", detail: "It has 1,000,000 parts." }],
    }),
  );
  expect(said).toContain("It has 1,000,000 parts.");
  expect(screen.getByRole("link", { name: /Download the original/ }).getAttribute("href")).toBe(
    `/api/v1/conversations/con_1/messages/${received(0).id}/original`,
  );
});

test("files are downloads, and pictures that the HTML shows are not listed twice", async () => {
  const file = { contentType: "application/pdf", sizeBytes: 2_500_000, isInline: false };
  await show(
    received(0, {
      hasHtml: true,
      attachments: [
        { ...file, index: 0, filename: "invoice.pdf" },
        { ...file, index: 1, filename: "logo.png", isInline: true },
      ],
    }),
  );
  const tile = screen.getByRole("link", { name: /invoice.pdf/ });
  expect(tile.getAttribute("href")).toMatch(/\/attachments\/0$/);
  expect(tile.hasAttribute("download")).toBe(true);
  expect(tile.textContent).toContain("2.4 MB");
  expect(screen.queryByRole("link", { name: /logo.png/ })).toBeNull();
});
