// The mark of a line that is quoted in plain text: `> `.

export function isQuoted(line: string | undefined): boolean {
  return line !== undefined && /^\s{0,3}>/.test(line);
}
