// Some settings that belong together, under their heading; and what stands there until they have come.
import { type Accessor, createUniqueId, For, type JSX, Match, type ParentProps, Show, Switch } from "solid-js";
import { ErrorState } from "../../ui/error-state.tsx";
import { AfterMoment, Skeleton } from "../../ui/skeleton.tsx";

export function Section(props: ParentProps<{ title: string; text?: string }>) {
  const id = createUniqueId();
  return (
    <section aria-labelledby={id}>
      <h2 id={id} class="text-section font-semibold">
        {props.title}
      </h2>
      <Show when={props.text}>
        <p class="mt-0.5 text-ui text-fg-muted">{props.text}</p>
      </Show>
      <div class="mt-4 flex flex-col gap-6">{props.children}</div>
    </section>
  );
}

/** What was read, once it is there. Until then its shape; and if it cannot be read, why, and a way to try again. */
export function WhenRead<Known extends object>(props: {
  query: { readonly isError: boolean; readonly error: unknown; refetch(): Promise<unknown> };
  known: Known | undefined;
  children: (known: Accessor<Known>) => JSX.Element;
}) {
  return (
    <Switch fallback={<PartSkeleton />}>
      <Match when={props.known}>{props.children}</Match>
      <Match when={props.query.isError}>
        <ErrorState error={props.query.error} onRetry={() => void props.query.refetch()} />
      </Match>
    </Switch>
  );
}

function PartSkeleton() {
  return (
    <AfterMoment>
      <div class="flex flex-col gap-4">
        <Skeleton class="h-5 w-56" />
        <For each={[1, 2, 3]}>{() => <Skeleton class="h-12 w-full" />}</For>
      </div>
    </AfterMoment>
  );
}
