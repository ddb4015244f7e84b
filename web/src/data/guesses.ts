// Changes that are shown before the server has said yes, laid over what it said last. A refusal takes its guess away, and no other.
import { createSignal } from "solid-js";
import { inOrder } from "./mutations.ts";
import { queryClient } from "./query-client.ts";

type Guess<Data> = (known: Data) => Data;

/** Guesses about what some queries have. Data that nobody fetched yet has none. */
export function guessesAbout<Data>() {
  const [waiting, setWaiting] = createSignal<readonly { readonly name: string; readonly guess: Guess<Data> }[]>([]);

  return {
    /** What will be, if all goes well. */
    over(queryKey: readonly string[], known: Data): Data {
      const name = nameOf(queryKey);
      return waiting().reduce((data, one) => (one.name === name ? one.guess(data) : data), known);
    },

    /** Shows the guess while `send` is on its way, then keeps what it answers. Rejects when it was refused. */
    async during(queryKey: readonly string[], guess: Guess<Data>, send: () => Promise<Guess<Data>>): Promise<void> {
      const one = { name: nameOf(queryKey), guess };
      setWaiting((all) => [...all, one]);
      try {
        const outcome = await inOrder(one.name, send);
        // What was asked for before the change may not know of it.
        await queryClient.cancelQueries({ queryKey });
        queryClient.setQueryData<Data>(queryKey, (known) => known && outcome(known));
      } finally {
        setWaiting((all) => all.filter((other) => other !== one));
      }
    },
  };
}

function nameOf(queryKey: readonly string[]): string {
  return queryKey.join(" ");
}
