// A one-page PDF of plain lines, written by hand (ISO 32000-1 section 7.5), for invoices and CVs.

/** A4, Helvetica. The first line is the title; a line that begins with "# " is a heading, "" leaves a gap. */
export function pdf(lines: readonly string[]): Buffer {
  const [title = "", ...rest] = lines;
  const page = [`BT /F2 20 Tf 56 780 Td ${shown(title)} Tj ET`, ...rest.map(placeLine)].join("\n");
  return assemble([
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 4 0 R /F2 5 0 R >> >> /Contents 6 0 R >>",
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
    `<< /Length ${page.length} >>\nstream\n${page}\nendstream`,
  ]);
}

function placeLine(line: string, index: number): string {
  const isHeading = line.startsWith("# ");
  const height = 744 - index * 18;
  return `BT /${isHeading ? "F2 13" : "F1 11"} Tf 56 ${height} Td ${shown(isHeading ? line.slice(2) : line)} Tj ET`;
}

// WinAnsi is Latin-1 where our languages live, but for the euro sign.
function shown(text: string): string {
  return `(${text.replace(/[\\()]/g, "\\$&").replaceAll("€", "\x80")})`;
}

function assemble(objects: readonly string[]): Buffer {
  let body = "%PDF-1.4\n";
  const offsets = objects.map((object, index) => {
    const offset = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const rows = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  const size = objects.length + 1;
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`;
  return Buffer.from(body + table, "latin1");
}
