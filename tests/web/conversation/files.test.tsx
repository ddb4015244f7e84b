// The files of a message on its card: tiles, all of them in one, what was not checked, and a dialog for what can be shown.
import { fireEvent, screen, waitFor, within } from "@solidjs/testing-library";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { AttachmentView } from "../../../functions/api/views.ts";
import { pageOf, received, sent } from "./entries.ts";
import { type OpenPane, openPane, press } from "./open-pane.tsx";

vi.mock("../../../web/src/composer/editor.ts", async () => await import("./fake-editor.ts"));

let pane: OpenPane | undefined;
afterEach(() => pane?.close());

const at = `/api/v1/conversations/con_1/messages/${received(0).id}`;

function file(index: number, filename: string, with_: Partial<AttachmentView> = {}): AttachmentView {
  return { index, filename, contentType: "application/pdf", sizeBytes: 1024 * 1024, isInline: false, ...with_ };
}
const picture = (index: number, filename: string) => file(index, filename, { contentType: "image/png", preview: "image" });

async function show(attachments: readonly AttachmentView[], with_: Parameters<typeof received>[1] = {}) {
  pane = openPane(() => pageOf([received(0, { attachments, ...with_ })]));
  await screen.findByRole("list", { name: /attachments?$/ });
  return pane;
}

async function open(name: string): Promise<HTMLElement> {
  fireEvent.click(screen.getByTitle(`Show ${name}`));
  // The first time its code is fetched.
  return screen.findByRole("dialog", { name }, { timeout: 10_000 });
}

describe("all in one", () => {
  const all = () => screen.queryByRole("link", { name: /^Download all/ });

  test("are offered with their number and size when there are several", async () => {
    await show([file(0, "a.pdf"), file(1, "b.pdf"), file(2, "logo.png", { isInline: true })], { hasHtml: true });
    expect(all()?.textContent).toBe("Download all (2 · 2 MB)");
    expect(all()?.getAttribute("href")).toBe(`${at}/attachments.zip`);
    expect(all()?.hasAttribute("download")).toBe(true);
  });

  test("have the pictures in the text among them where those are listed", async () => {
    await show([file(0, "a.pdf"), file(1, "logo.png", { isInline: true })]);
    expect(all()?.getAttribute("href")).toBe(`${at}/attachments.zip?inline=included`);
  });

  test("are not offered for one file, nor for what is only a signature or a link", async () => {
    await show([file(0, "a.pdf"), file(1, "smime.p7s", { isSignature: true })]);
    expect(all()).toBeNull();
    expect(screen.queryByText("smime.p7s")).toBeNull();
    pane?.close();
    const link = { linkUntil: "2026-12-25T12:00:00.000Z" };
    pane = openPane(() => pageOf([sent(0, { attachments: [file(0, "a.pdf"), file(1, "film.mp4", link)] })]));
    await screen.findByText("film.mp4");
    expect(all()).toBeNull();
  });
});

describe("a check for viruses", () => {
  const said = () => screen.queryByText(/^Not checked for viruses/);

  test.each(["GRAY", "PROCESSING_FAILED", "DISABLED"] as const)("that was %s is said of the files", async (virus) => {
    await show([file(0, "a.pdf")], { verdicts: { ...received(0).verdicts, virus } });
    expect(said()).not.toBeNull();
  });

  test.each(["PASS", "FAIL"] as const)("that was %s is not", async (virus) => {
    await show([file(0, "a.pdf")], { verdicts: { ...received(0).verdicts, virus } });
    expect(said()).toBeNull();
  });

  test("is not spoken of where there are no files, or they are ours", async () => {
    const verdicts = { ...received(0).verdicts, virus: "DISABLED" } as const;
    pane = openPane(() => pageOf([received(0, { verdicts }), sent(1, { attachments: [file(0, "a.pdf")] })]));
    await screen.findByText("a.pdf");
    expect(said()).toBeNull();
  });
});

describe("a file that can be shown", () => {
  test("opens by a click, and is a download one step further", async () => {
    await show([picture(0, "grinder.png"), file(1, "a.pdf")]);
    expect(screen.getByRole("link", { name: "Download grinder.png" }).getAttribute("href")).toBe(`${at}/attachments/0`);
    const dialog = await open("grinder.png");
    expect(within(dialog).getByRole("img", { name: "grinder.png" }).getAttribute("src")).toBe(`${at}/attachments/0/preview`);
    const download = within(dialog).getByRole("link", { name: "Download grinder.png" });
    expect([download.getAttribute("href"), download.hasAttribute("download")]).toEqual([`${at}/attachments/0`, true]);
    expect(dialog.textContent).toContain("1 MB");
    expect(within(dialog).queryByRole("button", { name: /file$/ })).toBeNull();
    expect(screen.queryByTitle("Show a.pdf")).toBeNull();
  });

  test("leads to the others by the arrow keys, round and round", async () => {
    await show([picture(0, "one.png"), file(1, "between.pdf"), picture(2, "two.png")]);
    const dialog = await open("one.png");
    expect(dialog.textContent).toContain("1 of 2");
    for (const [key, name] of [
      ["ArrowRight", "two.png"],
      ["ArrowRight", "one.png"],
      ["ArrowLeft", "two.png"],
    ] as const) {
      press(key);
      await screen.findByRole("img", { name });
    }
    press("ArrowLeft", { altKey: true });
    expect(screen.getByRole("img", { name: "two.png" })).toBeTruthy();
    fireEvent.click(within(dialog).getByRole("button", { name: "Next file" }));
    await screen.findByRole("img", { name: "one.png" });
  });

  test("closes on Escape and gives the focus back to its tile", async () => {
    await show([picture(0, "one.png"), picture(1, "two.png")]);
    screen.getByTitle("Show two.png").focus();
    await open("two.png");
    press("Escape");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await waitFor(() => expect(document.activeElement).toBe(screen.getByTitle("Show two.png")));
  });

  test("and is no picture says so, instead of nothing", async () => {
    await show([picture(0, "one.png")]);
    const dialog = await open("one.png");
    fireEvent.error(within(dialog).getByRole("img"));
    expect(within(dialog).getByRole("alert").textContent).toContain("cannot be shown");
  });
});

describe("a text file", () => {
  test("is text, whatever is in it", async () => {
    const { server } = await show([file(0, "a.log", { preview: "text" })]);
    server.on(/^GET .*\/attachments\/0\/text$/u, () => new Response("<script>alert(1)</script>\n<b>x</b>"));
    const dialog = await open("a.log");
    await within(dialog).findByText(/alert\(1\)/);
    expect(dialog.querySelector("pre")?.textContent).toBe("<script>alert(1)</script>\n<b>x</b>");
    expect(dialog.querySelector("script, b")).toBeNull();
  });

  test("that is empty says so, and one that is none as well", async () => {
    const { server } = await show([file(0, "a.log", { preview: "text" }), file(1, "b.log", { preview: "text" })]);
    server.on(/^GET .*\/attachments\/0\/text$/u, () => new Response(""));
    server.on(/^GET .*\/attachments\/1\/text$/u, () => new Response("{}", { status: 404 }));
    const dialog = await open("a.log");
    await within(dialog).findByText("This file is empty.");
    press("ArrowRight");
    await within(dialog).findByRole("alert");
  });
});

describe("an attached mail", () => {
  const mail = {
    from: { name: "Kim", address: "kim@bücher.example" },
    to: [{ name: "", address: "lucia@client.example" }],
    cc: [],
    subject: "<b>Cups</b>",
    date: "2026-11-17T08:00:00.000Z",
    text: "Ten cups.\n\n> How many?\n",
    isTextCut: true,
    folds: [{ kind: "quote", from: 11, to: 23 }],
    attachments: [{ filename: "plan.pdf", contentType: "application/pdf", sizeBytes: 4096 }],
  };

  test("says who wrote when to whom, what, and which files it has", async () => {
    const { server } = await show([file(0, "cups.eml", { contentType: "message/rfc822", preview: "mail" })]);
    server.on(/^GET .*\/attachments\/0\/mail$/u, () => mail);
    const dialog = await open("cups.eml");
    await within(dialog).findByRole("heading", { name: "<b>Cups</b>" });
    const text = dialog.textContent ?? "";
    for (const part of ["Kim <kim@bücher.example>", "(xn--bcher-kva.example)", "lucia@client.example", "Ten cups.", "2026"])
      expect(text).toContain(part);
    expect(text).not.toContain("How many?");
    expect(text).toContain("Only the beginning is shown.");
    expect(within(dialog).getByRole("list", { name: "Attachments" }).textContent).toBe("plan.pdf4 kB");
    fireEvent.click(within(dialog).getByRole("button", { name: "Show quoted text" }));
    expect(dialog.textContent).toContain("How many?");
  });

  test("that cannot be read says so", async () => {
    const { server } = await show([file(0, "cups.eml", { preview: "mail" })]);
    server.on(/^GET .*\/attachments\/0\/mail$/u, () => new Response("{}", { status: 404 }));
    await within(await open("cups.eml")).findByRole("alert");
  });
});
