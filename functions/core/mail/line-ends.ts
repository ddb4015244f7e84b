// Bare CRs as line ends, for the rare mail that knows no others. Elsewhere a bare CR is a character like another, so that
// nobody can begin a header with one.

const lf = 0x0a;
const cr = 0x0d;
// A mail whose first lines have no LF has none at all.
const decidedAfter = 4096;

export class LineEnds {
  #mode: "unknown" | "usual" | "bare-cr" = "unknown";
  #held: Buffer = Buffer.alloc(0);

  /** The bytes as lines that end with LF. As many bytes come out as went in, some of them later. */
  mend(chunk: Buffer): Buffer {
    if (this.#mode === "usual") return chunk;
    const data = this.#held.length > 0 ? Buffer.concat([this.#held, chunk]) : chunk;
    if (this.#mode === "unknown" && data.length < decidedAfter && !data.includes(lf)) return this.#hold(data, 0);
    if (this.#mode === "unknown") this.#mode = data.subarray(0, decidedAfter).includes(lf) ? "usual" : "bare-cr";
    if (this.#mode === "usual") return this.#hold(data, data.length);
    // A CR at the end may belong to a CRLF.
    return bareCrMended(this.#hold(data, data.at(-1) === cr ? data.length - 1 : data.length));
  }

  end(): Buffer {
    return this.#mode === "usual" ? this.#held : bareCrMended(this.#held);
  }

  /** Gives what is before `from` and keeps the rest for the next time. */
  #hold(data: Buffer, from: number): Buffer {
    this.#held = Buffer.from(data.subarray(from));
    return data.subarray(0, from);
  }
}

function bareCrMended(bytes: Buffer): Buffer {
  const mended = Buffer.from(bytes);
  for (let i = mended.indexOf(cr); i !== -1; i = mended.indexOf(cr, i + 1)) if (mended[i + 1] !== lf) mended[i] = lf;
  return mended;
}
