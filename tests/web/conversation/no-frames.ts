// happy-dom would fetch what a frame shows; in these tests nothing is fetched that the test did not answer.
import type { DetachedWindowAPI } from "happy-dom";

declare global {
  interface Window {
    readonly happyDOM: DetachedWindowAPI;
  }
}

export function loadNoFrames(): void {
  window.happyDOM.settings.disableIframePageLoading = true;
}
