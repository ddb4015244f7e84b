// Files that a mail leads to, as its text and its HTML name them.
import { expect, test } from "vitest";
import { type LinkedFile, linkedFiles } from "../../../functions/core/mail/linked-files.ts";

const file = (with_: Partial<LinkedFile> = {}): LinkedFile => ({
  filename: "film.mp4",
  sizeBytes: 734_003_200,
  address: "https://inbox.acme.test/api/v1/files/k1.abc.def",
  until: "2026-12-25T09:30:00.000Z",
  ...with_,
});

test("name, size, day and address, in both", () => {
  const { text, html } = linkedFiles([file(), file({ filename: "b.zip", sizeBytes: 1_610_612_736 })]);
  expect(text).toBe(
    "Files to download:\n\nfilm.mp4 (700 MB, until 25 Dec 2026):\nhttps://inbox.acme.test/api/v1/files/k1.abc.def\n\nb.zip (1.5 GB, until 25 Dec 2026):\nhttps://inbox.acme.test/api/v1/files/k1.abc.def",
  );
  expect(html).toContain(
    '<li><a href="https://inbox.acme.test/api/v1/files/k1.abc.def">film.mp4</a> (700 MB, until 25 Dec 2026)</li>',
  );
});

test("nothing without files", () => expect(linkedFiles([])).toEqual({ text: "", html: "" }));

test.each([
  [0, "0 bytes"],
  [1, "1 bytes"],
  [1023, "1023 bytes"],
  [1024, "1.0 KB"],
  [26_214_400, "25 MB"],
  [1_073_741_824, "1.0 GB"],
  [5_497_558_138_880, "5120 GB"],
])("%d is %s", (sizeBytes, words) => expect(linkedFiles([file({ sizeBytes })]).text).toContain(`(${words}, `));

test("a name cannot become markup, a line or a path", () => {
  const { text, html } = linkedFiles([file({ filename: '../<img src=x onerror="a">\u202e&\n.txt' })]);
  expect(html).not.toContain("<img");
  expect(text.split("\n")).toHaveLength(4);
  expect(text).not.toContain("\u202e");
});
