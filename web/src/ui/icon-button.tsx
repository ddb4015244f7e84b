// A button that is only an icon. Its label is its accessible name and, with its keys, its tooltip.
import { type ComponentProps, splitProps } from "solid-js";

export function IconButton(
  props: Omit<ComponentProps<"button">, "aria-label" | "title"> & { label: string; keys?: string; size?: "small" | "normal" },
) {
  const [own, rest] = splitProps(props, ["label", "keys", "size", "class"]);
  return (
    <button
      type="button"
      {...rest}
      aria-label={own.label}
      title={own.keys ? `${own.label} (${own.keys})` : own.label}
      class={`inline-flex shrink-0 items-center justify-center rounded-control text-fg-muted transition-colors duration-80 hover:bg-hover hover:text-fg active:bg-active disabled:pointer-events-none disabled:text-fg-disabled aria-expanded:bg-hover pointer-coarse:size-11 ${own.size === "small" ? "size-7" : "size-8"} ${own.class ?? ""}`}
    />
  );
}
