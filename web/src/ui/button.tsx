// The buttons: primary for the one thing to do, secondary for the rest, quiet inside bars, danger for what cannot be undone.
import { cva } from "class-variance-authority";
import { type ComponentProps, splitProps } from "solid-js";

export type ButtonVariant = "primary" | "secondary" | "quiet" | "danger";
export type ButtonSize = "small" | "normal" | "large";

/** The look of a button for what is not one: a link, a trigger. */
export const buttonClass = cva(
  "inline-flex shrink-0 items-center justify-center gap-1.5 rounded-control font-medium whitespace-nowrap transition-colors duration-80 disabled:pointer-events-none disabled:text-fg-disabled aria-disabled:pointer-events-none pointer-coarse:min-h-11",
  {
    variants: {
      variant: {
        primary: "bg-accent text-fg-on-accent hover:bg-accent-hover disabled:bg-active",
        secondary: "border border-line bg-surface text-fg hover:bg-hover active:bg-active",
        quiet: "text-fg-muted hover:bg-hover hover:text-fg active:bg-active",
        danger: "bg-danger text-fg-on-accent hover:bg-danger-hover disabled:bg-active",
      },
      size: { small: "h-7 px-2 text-caption", normal: "h-8 px-3 text-ui", large: "h-9 px-4 text-body" },
    },
    defaultVariants: { variant: "secondary", size: "normal" },
  },
);

export function Button(props: ComponentProps<"button"> & { variant?: ButtonVariant; size?: ButtonSize }) {
  const [own, rest] = splitProps(props, ["variant", "size", "class"]);
  const look = () => buttonClass({ variant: own.variant ?? "secondary", size: own.size ?? "normal", class: own.class });
  return <button type="button" {...rest} class={look()} />;
}
