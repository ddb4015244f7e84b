// Letters that are typed before the field is there: kept in order, heard by no shortcut, given to the field.
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { addActions, startKeyboard } from "../../web/src/keyboard.ts";
import { holdTyping, type TypedAhead } from "../../web/src/typed-ahead.ts";

let ran: string[];
let stops: (() => void)[];
let ahead: TypedAhead;

beforeEach(() => {
  ran = [];
  const action = (key: string) => ({ id: key, keys: [key], label: () => key, group: "list" as const, run: () => ran.push(key) });
  stops = [startKeyboard(), addActions(["e", "j", "Escape", "$mod+k"].map(action))];
  ahead = holdTyping();
});

afterEach(() => {
  ahead.take();
  for (const stop of stops) stop();
  document.body.replaceChildren();
  vi.useRealTimers();
});

function press(key: string, init: KeyboardEventInit = {}, on: EventTarget = document.body): KeyboardEvent {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, composed: true, ...init });
  event.getModifierState = (name: string) => (name === "Control" && event.ctrlKey) || (name === "AltGraph" && key === "@");
  on.dispatchEvent(event);
  return event;
}

describe("while it holds", () => {
  test("letters run no shortcut and come out in order", () => {
    for (const key of "je vous") press(key);
    expect(ran).toEqual([]);
    expect(ahead.take()).toBe("je vous");
  });

  test("Enter is a line, Backspace takes back, AltGr writes", () => {
    for (const key of ["a", "b", "Backspace", "Enter", "ñ"]) press(key);
    press("@", { ctrlKey: true, altKey: true });
    expect(ahead.take()).toBe("a\nñ@");
  });

  test("a key that is still down is no letter, and no shortcut either", () => {
    press("r", { repeat: true });
    press("e", { repeat: true });
    expect([ahead.take(), ran]).toEqual(["", []]);
  });

  test("combinations and keys that write nothing pass", () => {
    press("k", { ctrlKey: true });
    expect(press("Tab").defaultPrevented).toBe(false);
    expect(ahead.take()).toBe("");
  });
});

describe("it ends", () => {
  test("when it is taken: the next letter is a shortcut again", () => {
    press("a");
    expect(ahead.take()).toBe("a");
    press("j");
    expect([ahead.take(), ran]).toEqual(["", ["j"]]);
  });

  test("with Escape, which gives up what was typed", () => {
    press("a");
    press("Escape");
    press("j");
    expect([ahead.take(), ran]).toEqual(["", ["Escape", "j"]]);
  });

  test("with a click, or when the focus is in a field already", () => {
    document.body.dispatchEvent(new Event("pointerdown", { bubbles: true }));
    press("j");
    expect(ran).toEqual(["j"]);
    const second = holdTyping();
    const field = document.body.appendChild(document.createElement("textarea"));
    expect(press("x", {}, field).defaultPrevented).toBe(false);
    expect(second.take()).toBe("");
  });

  test("by itself, if no field comes", () => {
    vi.useFakeTimers();
    const late = holdTyping();
    vi.advanceTimersByTime(10_000);
    ahead.take();
    press("j");
    expect([late.take(), ran]).toEqual(["", ["j"]]);
  });
});
