// The small parts: what they are called, and what they do when asked.
import { cleanup, fireEvent, render, screen } from "@solidjs/testing-library";
import { afterEach, describe, expect, test, vi } from "vitest";
import { ApiError, type MemberView } from "../../../web/src/api.ts";
import { initialsOf } from "../../../web/src/ui/avatar.tsx";
import { ErrorState } from "../../../web/src/ui/error-state.tsx";
import { IconButton } from "../../../web/src/ui/icon-button.tsx";
import { choicesFor, PersonPicker } from "../../../web/src/ui/person-picker.tsx";
import { AfterMoment } from "../../../web/src/ui/skeleton.tsx";
import { StatusPill } from "../../../web/src/ui/status-pill.tsx";
import { Toasts, toast } from "../../../web/src/ui/toast.tsx";

afterEach(cleanup);

function member(id: string, name: string): MemberView {
  return {
    id,
    name,
    email: `${name.split(" ")[0]?.toLowerCase()}@acme.test`,
    role: "agent",
    teamIds: [],
    worksIn: [],
    manages: [],
  };
}

const people = [member("mem_beto", "Beto Ruiz"), member("mem_ana", "Ana Torres"), member("mem_lucia", "Lucía Sanz")];

describe("avatar", () => {
  test.each([
    ["Lucía Fernández", "LF"],
    ["María José de la Fuente", "MF"],
    ["billing@northwind.example", "B"],
    ["o'neill", "O"],
    ["Émile", "É"],
    ["", "?"],
    ["🎉", "?"],
  ])("%s is %s", (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });
});

test("an icon button says what it does, and its key", () => {
  render(() => <IconButton label="Close" keys="E" />);
  expect(screen.getByRole("button", { name: "Close" }).title).toBe("Close (E)");
});

test("a status is a word, not only a colour", () => {
  render(() => <StatusPill isClosed={true} />);
  expect(screen.getByText("Closed")).toBeTruthy();
});

test("what loads at once shows no skeleton", () => {
  vi.useFakeTimers();
  render(() => <AfterMoment>waiting</AfterMoment>);
  vi.advanceTimersByTime(140);
  expect(screen.queryByText("waiting")).toBeNull();
  vi.advanceTimersByTime(20);
  expect(screen.getByText("waiting")).toBeTruthy();
  vi.useRealTimers();
});

test("a failed pane says why, gives the request's id, and tries again", () => {
  const retry = vi.fn();
  render(() => <ErrorState title="Not loaded" error={new ApiError(500, "fault", "It broke.", "01JD3K")} onRetry={retry} />);
  expect(screen.getByRole("alert").textContent).toContain("It broke.");
  expect(screen.getByText("Request 01JD3K")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(retry).toHaveBeenCalledOnce();
});

describe("toasts", () => {
  test("what was done goes by itself, an error stays until dismissed", () => {
    vi.useFakeTimers();
    render(() => <Toasts />);
    toast.show("Closed it");
    toast.error("Did not work");
    vi.advanceTimersByTime(8100);
    expect(screen.queryByText("Closed it")).toBeNull();
    fireEvent.click(screen.getByRole("button", { name: "Dismiss" }));
    expect(screen.queryByText("Did not work")).toBeNull();
    vi.useRealTimers();
  });

  test("it does not go while somebody is on it", () => {
    vi.useFakeTimers();
    render(() => <Toasts />);
    toast.show("Wait for me");
    fireEvent.pointerEnter(screen.getByText("Wait for me").closest("div") ?? document.body);
    vi.advanceTimersByTime(20_000);
    expect(screen.getByText("Wait for me")).toBeTruthy();
    vi.useRealTimers();
  });
});

describe("choosing a person", () => {
  test("I come first, then the others by name; nobody last, where there is somebody to take away", () => {
    expect(choicesFor(people, "mem_lucia", true, "").map(({ memberId }) => memberId)).toEqual([
      "mem_lucia",
      "mem_ana",
      "mem_beto",
      null,
    ]);
    expect(choicesFor(people, "mem_lucia", false, "").map(({ memberId }) => memberId)).not.toContain(null);
  });

  test("letters find without accents, in names and addresses", () => {
    expect(choicesFor(people, "", false, "LUCIA").map(({ name }) => name)).toEqual(["Lucía Sanz"]);
    expect(choicesFor(people, "", false, "beto@").map(({ name }) => name)).toEqual(["Beto Ruiz"]);
  });

  test("typing and Enter pick", async () => {
    const onPick = vi.fn();
    render(() => (
      <PersonPicker
        isOpen={true}
        onOpenChange={() => undefined}
        anchor={() => document.body}
        people={people}
        myId="mem_ana"
        ownerIds={["mem_beto"]}
        onPick={onPick}
      />
    ));
    const field = await screen.findByRole("combobox");
    fireEvent.input(field, { target: { value: "b" } });
    fireEvent.keyDown(field, { key: "Enter" });
    expect(onPick).toHaveBeenCalledWith("mem_beto");
  });
});
