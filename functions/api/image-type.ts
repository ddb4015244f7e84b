// What an image is by its own first bytes; what a sender says about it counts for nothing.

const signatures: readonly { readonly type: string; readonly starts: RegExp }[] = [
  { type: "image/png", starts: /^\x89PNG\r\n\x1a\n/ },
  { type: "image/jpeg", starts: /^\xff\xd8\xff/ },
  { type: "image/gif", starts: /^GIF8[79]a/ },
  { type: "image/webp", starts: /^RIFF[^]{4}WEBP/ },
];

/** The four kinds that a browser shows without running anything; undefined for all else, SVG first of all. */
export function imageType(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.subarray(0, 12)).toString("latin1");
  return signatures.find(({ starts }) => starts.test(start))?.type;
}
