// Names inside an archive: whatever senders call their files, unpacking puts each beside the others and nowhere else.
import { describe, expect, test } from "vitest";
import { zipName, zipNames } from "../../../functions/core/mail/zip-names.ts";

describe("names inside", () => {
  test.each([
    ["../../etc/passwd", "passwd"],
    ["..\\..\\windows\\system.ini", "system.ini"],
    ["/absolute.txt", "absolute.txt"],
    ["C:\\secret.txt", "secret.txt"],
    ["..", "file-1"],
    [".bashrc", "bashrc"],
    ["", "file-1"],
    ["   ", "file-1"],
    ["a\0b\r\n.txt", "ab.txt"],
    ["invoice\u202Efdp.exe", "invoicefdp.exe"],
    ["con.txt", "_con.txt"],
    ["NUL", "_NUL"],
    ["com1.tar.gz", "_com1.tar.gz"],
    ["console.txt", "console.txt"],
    ['a<b>:"|?*.txt', "a_b______.txt"],
    ["trailing. ", "trailing"],
    ["half \ud800 a pair.txt", "half \ufffd a pair.txt"],
  ])("%j becomes %j", (name, safe) => expect(zipNames([name])).toEqual([safe]));

  test("are unlike one another, also where case and accents do not count", () => {
    expect(zipNames(["a.txt", "a.txt", "A.TXT", "a (2).txt", "a.txt"])).toEqual([
      "a.txt",
      "a (2).txt",
      "A (3).TXT",
      "a (2) (2).txt",
      "a (4).txt",
    ]);
    expect(zipNames(["caf\u00e9.txt", "cafe\u0301.txt"])).toEqual(["caf\u00e9.txt", "cafe\u0301 (2).txt"]);
    expect(zipNames(["read me", "read me", ".gitignore"])).toEqual(["read me", "read me (2)", "gitignore"]);
    expect(zipNames(["", ""])).toEqual(["file-1", "file-2"]);
  });

  test.each(["x", "ü", "見", "🙂"])("are cut to what file systems take, and keep their ending: %s", (char) => {
    const [first = "", second = ""] = zipNames([`${char.repeat(300)}.pdf`, `${char.repeat(300)}.pdf`]);
    for (const name of [first, second]) expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
    expect(first).toMatch(/^[^\ufffd]{30,}\.pdf$/u);
    expect(second).toMatch(/ \(2\)\.pdf$/);
    expect(first.isWellFormed()).toBe(true);
  });

  test("two hundred of the same name are done at once", () => {
    const names = zipNames(Array.from({ length: 200 }, () => "scan.pdf"));
    expect(new Set(names).size).toBe(200);
    expect(names.at(-1)).toBe("scan (200).pdf");
  });
});

describe("the archive's own name", () => {
  test.each([
    ["Broken grinder", "Broken grinder.zip"],
    ["Re: RV: Broken grinder", "Broken grinder.zip"],
    ["Offer 10/2026", "Offer 10-2026.zip"],
    ["../../x", "-..-x.zip"],
    ["", "msg_1.zip"],
    ["\u202e", "msg_1.zip"],
    ["Re:", "msg_1.zip"],
    ["con", "_con.zip"],
  ])("for %j is %j", (subject, name) => expect(zipName(subject, "msg_1")).toBe(name));
});
