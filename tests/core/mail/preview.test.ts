// What the page may show of a file: pictures, text and mails, by type and name, and nothing that a browser would run.
import { describe, expect, test } from "vitest";
import { limits } from "../../../functions/core/limits.ts";
import { previewOf } from "../../../functions/core/mail/preview.ts";

const of = (contentType: string, filename: string, sizeBytes = 1000) => previewOf({ contentType, filename, sizeBytes });

describe("a file is shown", () => {
  test.each([
    ["image/png", "a.png", "image"],
    ["image/jpeg", "a", "image"],
    ["application/octet-stream", "PHOTO.JPG", "image"],
    ["text/plain", "a.txt", "text"],
    ["text/plain", "page.html", "text"],
    ["text/csv", "a.csv", "text"],
    ["application/vnd.ms-excel", "export.csv", "text"],
    ["application/json", "a.json", "text"],
    ["text/xml", "a.xml", "text"],
    ["application/octet-stream", "server.log", "text"],
    ["application/octet-stream", "README.md", "text"],
    ["message/rfc822", "message-1.eml", "mail"],
    ["message/global", "a", "mail"],
    ["application/octet-stream", "forwarded.eml", "mail"],
  ])("%s %s as %s", (type, name, kind) => expect(of(type, name)).toBe(kind));

  test.each([
    ["text/html", "page.html"],
    ["text/html", "page.txt"],
    ["image/svg+xml", "a.svg"],
    ["image/svg+xml", "a.png"],
    ["application/xhtml+xml", "a.xml"],
    ["image/tiff", "a.tif"],
    ["application/pdf", "a.pdf"],
    ["text/calendar", "a.ics"],
    ["application/vnd.ms-excel", "a.xls"],
    ["application/octet-stream", "a.exe"],
    ["application/octet-stream", "txt"],
    ["application/octet-stream", "constructor"],
    ["application/octet-stream", ""],
  ])("%s %s not at all", (type, name) => expect(of(type, name)).toBeUndefined());

  test("up to its limit", () => {
    expect(of("image/png", "a.png", limits.inlineImageBytes)).toBe("image");
    expect(of("image/png", "a.png", limits.inlineImageBytes + 1)).toBeUndefined();
    expect(of("text/plain", "a.txt", limits.textPreviewBytes)).toBe("text");
    expect(of("text/plain", "a.txt", limits.textPreviewBytes + 1)).toBeUndefined();
    expect(of("message/rfc822", "a.eml", limits.rawMailBytes)).toBe("mail");
    expect(of("message/rfc822", "a.eml", limits.rawMailBytes + 1)).toBeUndefined();
  });
});
