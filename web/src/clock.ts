// The present minute as a signal, so that "14m" becomes "15m" while somebody looks.
import { createSignal } from "solid-js";

const [now, setNow] = createSignal(Date.now());

/** Milliseconds since the epoch, renewed every half minute. */
export { now };

setInterval(() => setNow(Date.now()), 30_000);
