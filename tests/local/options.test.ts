import { expect, test } from "vitest";
import { UsageError } from "../../local/errors.ts";
import { readOptions } from "../../local/options.ts";

test("without arguments everything is as the README says", () => {
  expect(readOptions([], { INIT_CWD: "/home/kim/inbox" })).toEqual({
    dataDir: "/home/kim/inbox/.data",
    port: 3000,
    smtpPort: 2525,
    isEmpty: false,
  });
});

test("arguments and environment are heard", () => {
  const args = ["--data", "/tmp/d", "--empty", "--relay", "smtp://me:secret@mail.example.com:587"];
  expect(readOptions(args, { PORT: "4000", SMTP_PORT: "4025" })).toEqual({
    dataDir: "/tmp/d",
    port: 4000,
    smtpPort: 4025,
    isEmpty: true,
    relay: "smtp://me:secret@mail.example.com:587",
  });
});

test("--help asks for nothing else", () => {
  expect(readOptions(["--help"], {})).toBeUndefined();
});

const wrong: [string, string[], Record<string, string>, RegExp][] = [
  ["an option that there is not", ["--demo"], {}, /--demo/],
  ["a word too many", ["run"], {}, /run/],
  ["--data without a folder", ["--data"], {}, /--data/],
  ["--data with an empty one", ["--data="], {}, /--data/],
  ["a relay that is no address", ["--relay", "mail.example.com"], {}, /smtp:\/\//],
  ["a relay of another kind", ["--relay", "http://mail.example.com"], {}, /smtp:\/\//],
  ["a port that is a word", [], { PORT: "http" }, /PORT is "http"/],
  ["a port of zero", [], { PORT: "0" }, /PORT/],
  ["a port too high", [], { SMTP_PORT: "65536" }, /SMTP_PORT/],
  ["a negative port", [], { SMTP_PORT: "-25" }, /SMTP_PORT/],
];

test.each(wrong)("%s is a usage error", (_case, args, env, message) => {
  expect(() => readOptions(args, env)).toThrow(UsageError);
  expect(() => readOptions(args, env)).toThrow(message);
});
