// The end of what a test began: what is still on its way would be taken for the next test's.
import { waitFor } from "@solidjs/testing-library";
import { queryClient } from "../../../web/src/data/query-client.ts";

/** Resolves when nothing is asked or sent, and nothing follows from what was. */
export async function settled(): Promise<void> {
  for (let quiet = 0; quiet < 3; quiet++) {
    await waitFor(() => {
      if (queryClient.isMutating() + queryClient.isFetching() > 0) throw new Error("There are requests on their way.");
    });
    await new Promise((resolve) => setTimeout(resolve));
  }
}
