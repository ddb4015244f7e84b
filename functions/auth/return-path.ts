// Where a person lands after signing in: a path of this page, whatever the link said.

/** The path itself when it leads nowhere but to this page; the start page otherwise. */
export function returnPath(wanted: string | undefined): string {
  return wanted !== undefined && isOwnPath(wanted) ? wanted : "/";
}

// Browsers read a backslash as a slash and drop tabs and line breaks, so `/\host` and `/<tab>/host` are other origins too.
function isOwnPath(text: string): boolean {
  const [path = ""] = text.split(/[?#]/);
  return /^\/[\x21-\x7e]*$/.test(text) && !text.includes("\\") && !path.includes("//") && !path.startsWith("/api/");
}
