// How a mail is shown: HTML in a frame that can do nothing, text as text nodes, remote images only when asked.
import { cleanup, fireEvent, render, screen } from "@solidjs/testing-library";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { ReceivedView } from "../../../functions/api/views.ts";
import { isPlainMail, remoteImages } from "../../../web/src/mail/mail-document.ts";
import { MessageBody } from "../../../web/src/mail/message-body.tsx";
import { fakeApi } from "../helpers/fake-api.ts";
import { fakeLayout } from "../helpers/layout.ts";
import { received } from "./entries.ts";
import { loadNoFrames } from "./no-frames.ts";
import { until } from "../../helpers/until.ts";

beforeEach(() => {
  loadNoFrames();
  fakeLayout();
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function show(message: ReceivedView, view: "html" | "text" = "html"): HTMLIFrameElement | null {
  render(() => <MessageBody message={message} view={view} title="Message from Lucía, 20 November" />);
  return document.querySelector("iframe");
}

/** The frame's response has come. happy-dom loads no frames, so the document is put there. */
function load(frame: HTMLIFrameElement, html: string, contentType: "text/html" | "application/xml" = "text/html"): Document {
  const mail = new DOMParser().parseFromString(html, contentType);
  Object.defineProperties(mail, { URL: { value: "http://127.0.0.1/body" }, contentType: { value: contentType } });
  Object.defineProperty(frame, "contentDocument", { configurable: true, value: mail });
  fireEvent.load(frame);
  return mail;
}

const html = (message: Partial<ReceivedView> = {}) => received(0, { hasHtml: true, ...message });

describe("the frame", () => {
  test("has exactly this sandbox: no scripts, no forms, no top navigation", () => {
    expect(show(html())?.getAttribute("sandbox")).toBe("allow-same-origin allow-popups allow-popups-to-escape-sandbox");
  });

  test("is filled by its own response and never by srcdoc", () => {
    const frame = show(html());
    expect(frame?.getAttribute("src")).toBe(`/api/v1/conversations/con_1/messages/${received(0).id}/body?images=preferred`);
    expect(frame?.hasAttribute("srcdoc")).toBe(false);
  });

  test("sends no referrer, loads late, and says what it is", () => {
    const frame = show(html());
    expect(frame?.getAttribute("referrerpolicy")).toBe("no-referrer");
    expect(frame?.getAttribute("loading")).toBe("lazy");
    expect(frame?.title).toBe("Message from Lucía, 20 November");
  });

  test("gives way to the text when its response is a refusal", () => {
    const frame = show(html({ text: "the text of it" }));
    if (frame) load(frame, "<e/>", "application/xml");
    expect(document.querySelector("iframe")).toBeNull();
    expect(screen.getByText("the text of it")).toBeTruthy();
  });

  test("is not there when the text is wanted, or all there is", () => {
    expect(show(html(), "text")).toBeNull();
    cleanup();
    expect(show(received(0))).toBeNull();
  });
});

describe("remote images", () => {
  test("are counted by the document and shown only when asked", () => {
    const frame = show(html());
    if (frame) load(frame, '<meta name="held-images" content="3"><p>Hi</p>');
    expect(screen.getByText("3 remote images hidden")).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Show" }));
    expect(document.querySelector("iframe")?.getAttribute("src")).toMatch(/images=shown$/);
    expect(screen.queryByText("3 remote images hidden")).toBeNull();
  });

  test.each([
    ["<p>none</p>", 0],
    ['<meta name="held-images" content="1">', 1],
    ['<meta name="held-images" content="-2">', 0],
    ['<meta name="held-images" content="many">', 0],
  ])("%s holds %i", (document, count) => {
    expect(remoteImages(new DOMParser().parseFromString(document, "text/html")).held).toBe(count);
  });

  const told = (more: string) => `<meta name="held-images" content="2">${more}<p>Hi</p>`;
  const vouched = '<meta name="always" content="lucia@client.test @client.test">';

  test("can be shown always from whom somebody vouches for, and the frame is loaded anew", async () => {
    const server = fakeApi();
    server.on(/remote-content/u, () => undefined);
    const frame = show(html());
    if (frame) load(frame, told(vouched));
    fireEvent.click(screen.getByRole("button", { name: "Always for @client.test" }));
    await until(() => expect(document.querySelector("iframe")).not.toBe(frame));
    expect(server.called(/^PUT/u).map(({ path }) => path)).toEqual(["/me/remote-content/%40client.test"]);
  });

  test("cannot be shown always from anybody else, and it is said why", () => {
    const frame = show(html());
    if (frame) load(frame, told(""));
    expect(screen.queryByRole("button", { name: /^Always/ })).toBeNull();
    expect(screen.getByText(/nobody vouches for the sender/)).toBeTruthy();
  });

  test("that are shown always say so, and can be stopped", async () => {
    const server = fakeApi();
    server.on(/remote-content/u, () => undefined);
    const frame = show(html());
    if (frame) load(frame, `<meta name="images" content="shown">${vouched}<p>Hi</p>`);
    fireEvent.click(screen.getByRole("button", { name: "Stop" }));
    await until(() => expect(server.called(/^DELETE/u)).toHaveLength(2));
  });

  test("trackers are told of, and offered to nobody", () => {
    const frame = show(html());
    if (frame) load(frame, '<meta name="trackers" content="2"><p>Hi</p>');
    expect(screen.getByText("2 trackers blocked")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Show" })).toBeNull();
  });
});

describe("plain mail takes the page's colours, mail with a design stays on white", () => {
  test.each([
    ["<div>Hello<br>there <a href='https://a.test'>link</a></div><blockquote>before</blockquote>", true],
    ["<p>Hello <b>there</b></p><ul><li>one</li></ul>", true],
    ["<table><tr><td>Hello</td></tr></table>", true],
    ["<style class='sender'>p{margin:0}</style><p>Hello</p>", true],
    ["<style class='sender'>p{color:#333}</style><p>Hello</p>", false],
    ["<style class='sender'>p{margin:0;background-color:#fff}</style><p>Hello</p>", false],
    ["<p style='color:#333'>Hello</p>", false],
    ["<div bgcolor='#fff'>Hello</div>", false],
    ["<font face='Arial'>Hello</font>", true],
    ["<font color='red'>Hello</font>", false],
  ])("%s", (body, isPlain) => {
    expect(isPlainMail(new DOMParser().parseFromString(body, "text/html"))).toBe(isPlain);
  });
});

describe("text", () => {
  test("keeps its lines, links its addresses, and folds its quote", () => {
    const text = "Hello,\nsee https://acme.test/a.\n\nOn 3 Nov 2026 Ana wrote:\n> old\n> older";
    show(received(0, { text, folds: [{ from: text.indexOf("On 3"), to: text.length, kind: "quote" }] }));
    expect(screen.getByRole("link", { name: "https://acme.test/a" }).getAttribute("rel")).toBe("noopener noreferrer nofollow");
    expect(document.body.textContent).toContain("Hello,\nsee ");
    expect(document.body.textContent).not.toContain("older");
    const dots = screen.getByRole("button", { name: "Show quoted text" });
    fireEvent.click(dots);
    expect(document.body.textContent).toContain("> older");
    expect(screen.getByRole("button", { name: "Hide quoted text" }).getAttribute("aria-expanded")).toBe("true");
  });

  test("that was cut is fetched whole on demand", async () => {
    const server = fakeApi();
    server.on(/\/text$/u, () => ({ text: "the beginning and the end", folds: [] }));
    show(received(0, { text: "the beginning", isTextCut: true }));
    fireEvent.click(screen.getByRole("button", { name: "Show all" }));
    expect(await screen.findByText("the beginning and the end")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Show all" })).toBeNull();
  });

  test("that does not come can be asked for again", async () => {
    vi.spyOn(console, "warn").mockReturnValue(undefined);
    fakeApi();
    show(received(0, { text: "the beginning", isTextCut: true }));
    fireEvent.click(screen.getByRole("button", { name: "Show all" }));
    expect(await screen.findByRole("button", { name: /Try again/ })).toBeTruthy();
    expect(screen.getByText("the beginning")).toBeTruthy();
  });

  test("that is empty says so", () => {
    show(received(0, { text: " \n" }));
    expect(screen.getByText("This message has no text.")).toBeTruthy();
  });
});
