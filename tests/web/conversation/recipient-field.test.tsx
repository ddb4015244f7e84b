// The recipient field from the keyboard: chips that are made, walked, edited and removed without a mouse.
import { cleanup, fireEvent, render, screen } from "@solidjs/testing-library";
import { createSignal } from "solid-js";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { RecipientField } from "../../../web/src/composer/recipient-field.tsx";
import { parseRecipients, type Recipient } from "../../../web/src/composer/recipients.ts";

let recipients: () => readonly Recipient[];

beforeEach(() => {
  const [shown, setShown] = createSignal<readonly Recipient[]>(parseRecipients("Ana <ana@x.test>, beto@x.test"));
  recipients = shown;
  render(() => <RecipientField label="To" recipients={shown()} onChange={setShown} />);
});
afterEach(cleanup);

const input = () => screen.getByRole<HTMLInputElement>("textbox", { name: "To" });
const chip = (name: string) => screen.getByRole("button", { name });
const addresses = () => recipients().map((one) => one.address);

function type(text: string, key: string): void {
  fireEvent.input(input(), { target: { value: text } });
  fireEvent.keyDown(input(), { key });
}

describe("typing", () => {
  test.each(["Enter", ",", ";"])("ends a recipient with %s", (key) => {
    type("carla@x.test", key);
    expect(addresses()).toEqual(["ana@x.test", "beto@x.test", "carla@x.test"]);
    expect(input().value).toBe("");
  });

  test("ends a recipient on leaving the field", () => {
    fireEvent.input(input(), { target: { value: "carla@x.test" } });
    fireEvent.blur(input());
    expect(addresses()).toContain("carla@x.test");
  });

  test("of somebody who is there already adds nobody", () => {
    type("ANA@x.test", "Enter");
    expect(addresses()).toHaveLength(2);
  });

  test("Ctrl+Enter is for sending, not for the field", () => {
    fireEvent.input(input(), { target: { value: "carla@x.test" } });
    fireEvent.keyDown(input(), { key: "Enter", ctrlKey: true });
    expect(addresses()).toHaveLength(2);
  });
});

describe("chips", () => {
  test("Backspace in the empty field selects the last, a second one removes it", () => {
    input().focus();
    fireEvent.keyDown(input(), { key: "Backspace" });
    expect(document.activeElement).toBe(chip("beto@x.test"));
    expect(addresses()).toHaveLength(2);
    fireEvent.keyDown(chip("beto@x.test"), { key: "Backspace" });
    expect(addresses()).toEqual(["ana@x.test"]);
    expect(document.activeElement).toBe(chip("Ana <ana@x.test>"));
  });

  test("are walked with the arrows, back into the field", () => {
    chip("Ana <ana@x.test>").focus();
    fireEvent.keyDown(chip("Ana <ana@x.test>"), { key: "ArrowRight" });
    expect(document.activeElement).toBe(chip("beto@x.test"));
    fireEvent.keyDown(chip("beto@x.test"), { key: "ArrowRight" });
    expect(document.activeElement).toBe(input());
  });

  test("Enter takes one back into the field, to be corrected", () => {
    fireEvent.keyDown(chip("Ana <ana@x.test>"), { key: "Enter" });
    expect(input().value).toBe("Ana <ana@x.test>");
    expect(addresses()).toEqual(["beto@x.test"]);
  });

  test("have a button that removes them", () => {
    fireEvent.click(screen.getByRole("button", { name: "Remove ana@x.test" }));
    expect(addresses()).toEqual(["beto@x.test"]);
  });
});
