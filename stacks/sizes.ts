// What a bundle may weigh, minified, in KB: what is there today and a little air. Most of it is the AWS SDK's.
import type { BundleName } from "./bundle.ts";

export const sizeBudgets: Readonly<Record<BundleName, number>> = {
  api: 2000,
  receive: 1450,
  send: 1700,
  feedback: 650,
  dispatch: 800,
  connect: 650,
  disconnect: 650,
  broadcast: 650,
  schedule: 900,
};
