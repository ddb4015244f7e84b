// Reading a query without suspending what is around it.
import { type Accessor, createMemo, createRoot, onCleanup } from "solid-js";

/**
 * A memo outside every Suspense boundary. Solid Query reads through a resource: whoever reads it even once before it has settled
 * suspends the nearest boundary at each later refetch, and a conversation that vanishes for a moment takes the writer's focus.
 */
export function quietly<Value>(read: () => Value): Accessor<Value> {
  const { value, dispose } = createRoot((dispose) => ({ value: createMemo(read), dispose }), null);
  onCleanup(dispose);
  return value;
}
