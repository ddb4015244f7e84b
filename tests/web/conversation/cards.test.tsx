// What cards say of a message: how far it has come, how far its sender is to be trusted, what could not be read, its files.
import { fireEvent, screen, waitFor } from "@solidjs/testing-library";
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
    expect(screen.getByRole("button", { name: "The sender’s domain vouches for this message" })).toBeTruthy();
    expect(bandsOf(received(0))).toEqual([]);
  });

  test("whose domain disowns the mail is loud", async () => {
    expect(await show(received(0, { verdicts: fail, trust: "known-unverified" }))).toContain(
      "This says it is from lucia@example.com, but the owner of example.com says it is not.",
    );
    expect(tones({ verdicts: fail, trust: "known-unverified" })).toEqual(["danger"]);
    // Another domain vouched for it than the one that is shown.
    expect(tones({ trust: "known-unverified" })).toEqual(["danger"]);
    expect(tones({ verdicts: fail, trust: "new-unverified" })).toEqual(["warning", "warning"]);
    expect(screen.queryByRole("button", { name: /vouches/ })).toBeNull();
  });

  test("who is new is marked; unverified, as a warning", () => {
    expect(tones({ trust: "new-verified" })).toEqual(["quiet"]);
    expect(tones({ trust: "new-unverified" })).toEqual(["warning"]);
    expect(tones({ trust: "malformed" })).toEqual(["warning"]);
    expect(tones({ trust: "known-unverified", verdicts: { ...fail, dmarc: "GRAY" } })).toEqual([]);
  });

  test("who is new can be let in, and is no stranger then", async () => {
    let participants = ["lucia@example.com"];
    pane = openPane(() => ({
      ...pageOf([received(0, { trust: "new-verified", from: { name: "Eva", address: "Eva@x.test" } })]),
      participants,
    }));
    pane.server.on(/^PUT .*\/participants\//u, () => {
      participants = [...participants, "eva@x.test"];
    });
    fireEvent.click(await screen.findByRole("button", { name: "Add to conversation" }));
    await waitFor(() => expect(screen.queryByText(/New sender in this conversation/)).toBeNull());
    expect(pane.server.called(/^PUT .*participants/u)[0]?.path).toBe("/conversations/con_1/participants/Eva%40x.test");
  });

  test("who is new is only marked for who may not answer", async () => {
    pane = openPane(() => pageOf([received(0, { trust: "new-verified", from: { name: "", address: "eva@x.test" } })]), "comment");
    await screen.findByText(/New sender in this conversation/);
    expect(screen.queryByRole("button", { name: "Add to conversation" })).toBeNull();
  });

  test.each([
    ["look-alike", "acme.test", "danger", "lucia@example.com only looks like acme.test. It is somebody else."],
    ["mixed-script", "xn--acme-x.test", "warning", "alphabets that look alike: xn--acme-x.test."],
    ["known-name", "ana@x.test", "warning", "has the name of ana@x.test, but the mail came from lucia@example.com."],
    ["name-is-address", "ceo@acme.test", "warning", "name is another address, ceo@acme.test."],
    ["reply-to-elsewhere", "x@elsewhere.test", "warning", "Replies go to another domain: x@elsewhere.test."],
  ] as const)("with the doubt %s is marked in words", async (code, about, tone, words) => {
    const warnings = [{ code, about }];
    expect(tones({ warnings })).toEqual([tone]);
    expect(await show(received(0, { warnings }))).toContain(words);
  });

  test("has each check on demand", async () => {
    await show(received(0, { verdicts: { ...fail, spam: "GRAY" }, trust: "known-unverified" }));
    fireEvent.click(screen.getByRole("button", { name: "The sender’s domain says that this message is not its own" }));
    const said = (await screen.findByRole("dialog")).textContent ?? "";
    expect(said).toContain("Domain (DMARC)failed");
    expect(said).toContain("Spamundecided");
    expect(said).toContain("Virusespassed");
  });
});

test("why a message is here is said on demand, with the id that decided", async () => {
  await show(received(0, { match: { by: "in-reply-to", id: "asked@client.example" } }));
  fireEvent.click(screen.getByRole("button", { name: "Why is this here?" }));
  const said = (await screen.findByRole("dialog")).textContent ?? "";
  expect(said).toContain("It answers a message of this conversation.");
  expect(said).toContain("asked@client.example");
});

test.each([
  [{ by: "marker" }, "It quotes a message of this conversation."],
  [{ by: "thread-index" }, "Outlook’s thread index says that it answers a message of this conversation."],
  [{ by: "new", follows: "con_0" }, "It answers a conversation that was closed, so it began this one."],
  [{ by: "new" }, "It answers no earlier message, so it began this conversation."],
] as const)("why, for %j", async (match, sentence) => {
  await show(received(0, { match }));
  fireEvent.click(screen.getByRole("button", { name: "Why is this here?" }));
  expect((await screen.findByRole("dialog")).textContent).toContain(sentence);
});

test.each([
  [{}, "Passed on by"],
  [{ isWriterClaimed: true }, "From, as written"],
] as const)("who stood in From is said in the details, for %j: %s", async (claimed, label) => {
  const said = async () => {
    const text = await show(received(0, { via: { name: "", address: "form@shop.example" }, ...claimed }));
    fireEvent.click(screen.getByTitle("Details"));
    return text;
  };
  await said();
  expect(screen.getByText(label)).toBeTruthy();
  expect(screen.getAllByText(/form@shop\.example/u).length).toBeGreaterThan(0);
});

test("where else the same mail is can be followed", async () => {
  pane = openPane(() => pageOf([received(0)]));
  pane.server.on(/^GET .*\/copies$/u, () => ({
    items: [{ inboxId: "inb_support", conversationId: "con_2", messageId: "msg_2" }],
  }));
  fireEvent.click(await screen.findByRole("button", { name: "Why is this here?" }));
  const link = await screen.findByRole("link", { name: "The same mail in Support" });
  expect(link.getAttribute("href")).toBe("/inbox/inb_support/all/con_2");
});

test("a domain in other letters shows how the net knows it", async () => {
  await show(received(0, { cc: [{ name: "", address: "x@bücher.example" }] }));
  fireEvent.click(screen.getByTitle("Details"));
  expect(screen.getByText("(xn--bcher-kva.example)", { exact: false })).toBeTruthy();
});

test("a file that went as a link says until when", async () => {
  const file = { index: 0, filename: "film.mp4", contentType: "video/mp4", sizeBytes: 700_000_000, isInline: false };
  expect(await show(sent(0, { attachments: [{ ...file, linkUntil: "2026-12-25T12:00:00.000Z" }] }))).toContain(
    "link until Dec 25",
  );
});

test("the details say why a message is here", async () => {
  await show(received(0, { match: { by: "reply-address" }, cc: [{ name: "Marcos", address: "m@x.test" }] }));
  fireEvent.click(screen.getByTitle("Details"));
  expect(screen.getByText("It was sent to this conversation’s own reply address.")).toBeTruthy();
  expect(screen.getByText("Marcos <m@x.test>")).toBeTruthy();
  expect(screen.getByText("SPF PASS · DKIM PASS · DMARC PASS")).toBeTruthy();
});

test("a mail that a colleague sent on says who did, and why it is here", async () => {
  const forwarder = { memberId: "mem_ana", name: "Ana Torres", to: "support@acme.test", isOriginalId: false };
  const via = { name: "Ana", address: "ana@acme.test" };
  expect(await show(received(0, { forwarder, via, trust: "known-unverified" }))).toContain("Forwarded by Ana Torres");
  expect(screen.queryByText(/says it is not/)).toBeNull();
  fireEvent.click(screen.getByRole("button", { name: "Why is this here?" }));
  await screen.findByText("Ana Torres had it in their own mailbox and sent it on to support@acme.test.");
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
