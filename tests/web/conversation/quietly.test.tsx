// Refetching must never blank the conversation: a pane that vanishes for a moment takes the focus and the editor with it.
import { cleanup, render, screen, waitFor } from "@solidjs/testing-library";
import { QueryClient, QueryClientProvider, useQuery } from "@tanstack/solid-query";
import { createSignal, type JSX, Suspense } from "solid-js";
import { afterEach, expect, test } from "vitest";
import { quietly } from "../../../web/src/pages/conversation/quietly.ts";

afterEach(cleanup);

test("a refetch does not suspend, though the query was read before it had settled", async () => {
  let answer = 1;
  let suspensions = 0;
  const client = new QueryClient();
  // Known already: this is what makes the first read happen before the resource has settled.
  client.setQueryData(["n"], 0);
  function Reader(): JSX.Element {
    const query = useQuery(() => ({
      queryKey: ["n"],
      queryFn: () => new Promise<number>((resolve) => setTimeout(() => resolve(answer), 20)),
    }));
    const value = quietly(() => query.data);
    return <p>value {value()}</p>;
  }
  function Fallback(): JSX.Element {
    suspensions += 1;
    return <p>suspended</p>;
  }
  render(() => (
    <QueryClientProvider client={client}>
      <Suspense fallback={<Fallback />}>
        <Reader />
      </Suspense>
    </QueryClientProvider>
  ));
  await screen.findByText("value 1");
  const shown = screen.getByText("value 1");
  answer = 2;
  await client.invalidateQueries();
  await screen.findByText("value 2");
  expect(suspensions).toBe(0);
  expect(screen.getByText("value 2")).toBe(shown);
});

test("ends with its owner", async () => {
  const [source, setSource] = createSignal(1);
  let runs = 0;
  function Reader(): JSX.Element {
    const value = quietly(() => {
      runs += 1;
      return source();
    });
    return <p>{value()}</p>;
  }
  const { unmount } = render(() => <Reader />);
  setSource(2);
  await waitFor(() => expect(runs).toBe(2));
  unmount();
  setSource(3);
  expect(runs).toBe(2);
});
