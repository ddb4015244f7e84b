// The door: where it leads, and what it says to who was turned away.
import { createMemoryHistory, MemoryRouter, Route } from "@solidjs/router";
import { cleanup, render, screen } from "@solidjs/testing-library";
import { afterEach, describe, expect, test } from "vitest";
import { SignInPage } from "../../../web/src/pages/sign-in/sign-in-page.tsx";
import { pathOf, placeOf } from "../../../web/src/place.ts";

afterEach(cleanup);

function open(search: string) {
  const history = createMemoryHistory();
  history.set({ value: `/sign-in${search}` });
  render(() => (
    <MemoryRouter history={history} explicitLinks={true}>
      <Route path="/sign-in" component={SignInPage} />
    </MemoryRouter>
  ));
  return screen.findByRole("link", { name: "Sign in" });
}

const returnTo = (link: HTMLElement) => new URL(link.getAttribute("href") ?? "", "http://page").searchParams.get("returnTo");

test("one goes back to where one came from", async () => {
  const link = await open(`?returnTo=${encodeURIComponent("/inbox/inb_1/mine/con_1")}`);
  expect(link.getAttribute("href")).toMatch(/^\/api\/v1\/session\/sign-in\?/u);
  expect(returnTo(link)).toBe("/inbox/inb_1/mine/con_1");
});

test.each(["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", ""])(
  "nobody is sent on to %s",
  async (path) => {
    expect(returnTo(await open(`?returnTo=${encodeURIComponent(path)}`))).toBe("/");
  },
);

test("who is no member is told whom to ask; anything else is said as it is", async () => {
  await open("?error=unknown-member");
  expect(screen.getByText(/Ask an admin/u)).toBeTruthy();
  cleanup();
  await open("?error=access_denied");
  expect(screen.getByText("Signing in did not work: access_denied")).toBeTruthy();
});

describe("places and their addresses", () => {
  test("an address says inbox, folder and conversation, and means the same when read", () => {
    const place = { inboxId: "inb_1", folder: "mine", conversationId: "con_1" } as const;
    expect(pathOf(place)).toBe("/inbox/inb_1/mine/con_1");
    expect(placeOf({ ...place })).toEqual(place);
  });

  test("what cannot be understood is everything that is open", () => {
    expect(placeOf({ folder: "nonsense" })).toEqual({ inboxId: "all", folder: "open", conversationId: undefined });
  });
});
