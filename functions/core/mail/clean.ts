// Text from headers made fit for a line on the screen.

/** One line, without controls and without characters that turn the direction of what stands around them. */
export function cleanLine(text: string): string {
  return stripControls(text).replace(/\s+/gu, " ").trim();
}

export function stripControls(text: string): string {
  return text.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, "");
}
