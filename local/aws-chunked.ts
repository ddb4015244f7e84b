// SDKs send streams to S3 in chunks with a checksum behind them. s3rver would keep the frames, so they are taken off here.
// Source: "Signature calculations for the Authorization header: transferring payload in multiple chunks".
import { IncomingMessage } from "node:http";
import { type Readable, Transform, type TransformCallback } from "node:stream";

/** The steps that lead to the object's own bytes: none, or one that takes the frames off. */
export function unframing(content: Readable): Transform[] {
  return content instanceof IncomingMessage && /^STREAMING-/.test(String(content.headers["x-amz-content-sha256"]))
    ? [new Unframe()]
    : [];
}

/** `SIZE[;extension]CRLF bytes CRLF`, again and again; size 0 is the end, and trailers follow it. */
class Unframe extends Transform {
  #pending: Buffer = Buffer.alloc(0);
  #left = 0;
  #isOver = false;

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#pending = this.#pending.length > 0 ? Buffer.concat([this.#pending, chunk]) : chunk;
    while (!this.#isOver && (this.#takeBytes() || this.#takeSize()));
    done();
  }

  override _flush(done: TransformCallback): void {
    done(this.#isOver ? null : new Error("the chunked body ended early"));
  }

  #takeBytes(): boolean {
    if (this.#left === 0 || this.#pending.length === 0) return false;
    const bytes = this.#pending.subarray(0, this.#left);
    this.push(bytes);
    this.#left -= bytes.length;
    this.#pending = this.#pending.subarray(bytes.length);
    return true;
  }

  #takeSize(): boolean {
    if (this.#left > 0) return false;
    const start = this.#pending.indexOf("\r\n") === 0 ? 2 : 0;
    const end = this.#pending.indexOf("\r\n", start);
    if (end < 0) return false;
    this.#left = Number.parseInt(this.#pending.toString("latin1", start, end), 16);
    this.#pending = this.#pending.subarray(end + 2);
    this.#isOver = this.#left === 0;
    return true;
  }
}
