// Text from headers made fit for a line on the screen.

/** One line, without controls and without characters that turn the direction of what stands around them. */
export function cleanLine(text: string): string {
  return stripControls(text).replace(/\s+/gu, " ").trim();
}

/**
 * A name for a line on the screen: also without characters that show nothing and so tell apart what looks the same (soft hyphen,
 * zero-width space, tags, fillers). Joiners stay between letters of scripts that need them, and in emoji.
 */
export function cleanName(text: string): string {
  return cleanLine(
    text
      .replace(
        /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u2060-\u2065\u206a-\u206f\u3164\uffa0\ufff9-\ufffb]/g,
        "",
      )
      .replace(/[\u{e0000}-\u{e0fff}]/gu, "")
      .replace(
        /(?<![\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f])[\u200c\u200d]+/gu,
        "",
      ),
  );
}

export function stripControls(text: string): string {
  return text.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, "");
}
