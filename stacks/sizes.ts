// What a bundle may weigh, minified, in KB: what is there today and a little air. Most of it is the AWS SDK's.
import type { BundleName } from "./bundle.ts";

export const sizeBudgets: Readonly<Record<BundleName, number>> = {
  api: 890,
  receive: 890,
  send: 700,
  feedback: 280,
  dispatch: 370,
  connect: 260,
  disconnect: 260,
  broadcast: 290,
  "set-up": 290,
  schedule: 520,
};

/** Of what lies beside them. The parser is loaded in a thread of its own, when the first mail is there, or the first file is to be read. */
export const besideBudgets: Readonly<Record<string, number>> = {
  "parse-worker.cjs": 980,
  "file-worker.cjs": 980,
};
