// Which inbox an address means. Routing goes by the envelope; the header is asked where that names nobody of ours.

/** What to look an address up by, best first: itself, without its `+label`, the catch-all of its domain. */
export function addressKeys(address: string): string[] {
  const written = address.trim().toLowerCase();
  const at = written.lastIndexOf("@");
  if (at < 1) return [];
  const localPart = written.slice(0, at);
  const domain = written.slice(at + 1);
  const plain = localPart.split("+")[0] || localPart;
  return [...new Set([`${localPart}@${domain}`, `${plain}@${domain}`, `*@${domain}`])];
}
