// Some settings that belong together, under their heading; and what stands there until they have come.
import { createUniqueId, For, type ParentProps, Show } from "solid-js";
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

export function PartSkeleton() {
  return (
    <AfterMoment>
      <div class="flex flex-col gap-4">
        <Skeleton class="h-5 w-56" />
        <For each={[1, 2, 3]}>{() => <Skeleton class="h-12 w-full" />}</For>
      </div>
    </AfterMoment>
  );
}
