// Keys: what they run, and where they are deaf.
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  type Action,
  actions,
  addActions,
  keyLabel,
  keysOf,
  runAction,
  startKeyboard,
  switchSingleKeys,
} from "../../web/src/keyboard.ts";
import { matchingActions } from "../../web/src/pages/shortcut-help.tsx";

let ran: string[];
let stops: (() => void)[];

beforeEach(() => {
  ran = [];
  stops = [startKeyboard()];
});

afterEach(() => {
  for (const stop of stops) stop();
  switchSingleKeys(true);
  document.body.replaceChildren();
});

function action(id: string, keys: readonly string[], rest: Partial<Action> = {}): Action {
  return { id, keys, label: () => id, group: "list", run: () => ran.push(id), ...rest };
}

function register(...added: Action[]): void {
  stops.push(addActions(added));
}

function press(key: string, init: KeyboardEventInit = {}, on: EventTarget = document.body): KeyboardEvent {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, composed: true, ...init });
  // happy-dom does not derive this from the event's own flags.
  event.getModifierState = (name: string) => (name === "Shift" && event.shiftKey) || (name === "Control" && event.ctrlKey);
  on.dispatchEvent(event);
  return event;
}

describe("bindings", () => {
  test("a key runs its action and keeps the browser from its own", () => {
    register(action("next", ["j"]));
    expect(press("j").defaultPrevented).toBe(true);
    expect(ran).toEqual(["next"]);
  });

  test("a key without an action is the browser's", () => {
    expect(press("j").defaultPrevented).toBe(false);
  });

  test("a sequence does not also run the action of its last key", () => {
    register(action("close", ["e"]), action("go.closed", ["g e"]));
    press("g");
    press("e");
    expect(ran).toEqual(["go.closed"]);
  });

  test("? is found on every keyboard, because it comes with Shift", () => {
    register(action("help", ["?"]));
    press("?", { shiftKey: true });
    press("?");
    expect(ran).toEqual(["help", "help"]);
  });

  test("of two with the same key the later that applies wins", () => {
    let isPaneOpen = true;
    register(action("list", ["e"]), action("pane", ["e"], { when: () => isPaneOpen }));
    press("e");
    isPaneOpen = false;
    press("e");
    expect(ran).toEqual(["pane", "list"]);
  });

  test("a removed action is gone", () => {
    const remove = addActions([action("next", ["j"])]);
    press("j");
    remove();
    press("j");
    expect(ran).toEqual(["next"]);
  });
});

describe("deaf", () => {
  test.each(["input", "textarea", "select"])("in a %s", (name) => {
    register(action("next", ["j"]));
    const field = document.body.appendChild(document.createElement(name));
    press("j", {}, field);
    expect(ran).toEqual([]);
  });

  test("inside an editor, save for what is meant to work there", () => {
    register(action("next", ["j"]), action("send", ["$mod+Enter"], { worksInText: true }));
    const editor = document.body.appendChild(document.createElement("div"));
    editor.setAttribute("contenteditable", "true");
    const inner = editor.appendChild(document.createElement("p"));
    press("j", {}, inner);
    press("Enter", { ctrlKey: true }, inner);
    expect(ran).toEqual(["send"]);
  });

  test("Escape leaves the editor, though the editor claims it", () => {
    register(action("leave", ["Escape"], { worksInText: true }));
    const editor = document.body.appendChild(document.createElement("div"));
    editor.setAttribute("contenteditable", "true");
    editor.addEventListener("keydown", (event) => event.preventDefault());
    press("Escape", {}, editor);
    expect(ran).toEqual(["leave"]);
  });

  test("to what somebody else has dealt with", () => {
    register(action("next", ["j"]));
    const box = document.body.appendChild(document.createElement("div"));
    box.addEventListener("keydown", (event) => event.preventDefault());
    press("j", {}, box);
    expect(ran).toEqual([]);
  });

  test("while an input method composes", () => {
    register(action("next", ["j"]));
    press("j", { isComposing: true });
    expect(ran).toEqual([]);
  });

  test.each(["dialog", "alertdialog", "menu"])("under a %s", (role) => {
    register(action("next", ["j"]));
    document.body.appendChild(document.createElement("div")).setAttribute("role", role);
    press("j");
    expect(ran).toEqual([]);
  });

  test("Enter on a button presses the button", () => {
    register(action("open", ["Enter"]));
    const button = document.body.appendChild(document.createElement("button"));
    press("Enter", {}, button);
    expect(ran).toEqual([]);
    press("Enter");
    expect(ran).toEqual(["open"]);
  });

  test("single keys when they are turned off; named keys and combinations stay", () => {
    register(action("next", ["j"]), action("go", ["g m"]), action("back", ["Escape"]), action("send", ["$mod+k"]));
    switchSingleKeys(false);
    for (const key of ["j", "g", "m", "Escape"]) press(key);
    press("k", { ctrlKey: true });
    expect(ran).toEqual(["back", "send"]);
    expect(keysOf("next")).toBe("");
  });
});

describe("what is shown", () => {
  test.each([
    ["j", "J"],
    ["g m", "G M"],
    ["Shift+a", "⇧ A"],
    ["$mod+Enter", "Ctrl ↵"],
    ["Escape", "Esc"],
    ["?", "?"],
    ["", ""],
  ])("%s reads as %s", (keys, label) => {
    expect(keyLabel(keys)).toBe(label);
  });

  test("help lists each action once, without those that have no key or no name", () => {
    register(action("next", ["j"]), action("next", ["j"]), action("silent", []), action("nameless", ["x"], { label: () => "" }));
    expect(matchingActions(actions(), "").map(({ id }) => id)).toEqual(["next"]);
    expect(matchingActions(actions(), "NEX").map(({ id }) => id)).toEqual(["next"]);
    expect(matchingActions(actions(), "zzz")).toEqual([]);
  });

  test("a menu runs an action by its id, if it applies", () => {
    register(action("next", ["j"], { when: () => false }));
    runAction("next");
    register(action("next", ["j"]));
    runAction("next");
    expect(ran).toEqual(["next"]);
  });
});
