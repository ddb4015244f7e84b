// What these tests need and a machine may lack: each is asked for in a sentence.
import { expect, test } from "vitest";
import { releaseAt } from "./archive.ts";
import { startEmulator } from "./emulator.ts";
import { previousRelease } from "./previous-release.ts";

test("no Python, or one without the emulator: what to install", async () => {
  await expect(startEmulator("no-such-python")).rejects.toThrow(
    /not installed.*Python 3\.10.*pip install -r tests\/deployed\/requirements\.txt.*PYTHON=/,
  );
});

test("a history without the previous release: how to fetch it", () => {
  const nowhere = "0".repeat(40);
  expect(() => releaseAt(nowhere)).toThrow(new RegExp(`lacks the previous release, ${nowhere}.*git fetch --unshallow`));
});

test("the previous release is a commit by its whole name, which a server can be asked for", () => {
  expect(previousRelease).toMatch(/^[0-9a-f]{40}$/);
});
