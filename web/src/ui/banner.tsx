// A quiet line across a pane: information, a warning or a danger, never by colour alone.
import CircleAlert from "lucide-solid/icons/circle-alert";
import Info from "lucide-solid/icons/info";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import type { JSX, ParentProps } from "solid-js";
import { Dynamic } from "solid-js/web";

export type BannerTone = "info" | "warning" | "danger";

export function Banner(props: ParentProps<{ tone?: BannerTone; action?: JSX.Element }>) {
  const tone = () => tones[props.tone ?? "info"];
  return (
    <div role="status" class={`flex min-h-9 items-center gap-2 rounded-control px-3 py-1.5 text-ui ${tone().look}`}>
      <Dynamic component={tone().icon} class="size-4 shrink-0" aria-hidden="true" />
      <span class="min-w-0 flex-1">{props.children}</span>
      {props.action}
    </div>
  );
}

const tones = {
  info: { look: "bg-info-subtle text-info-text", icon: Info },
  warning: { look: "bg-warning-subtle text-warning-text", icon: TriangleAlert },
  danger: { look: "bg-danger-subtle text-danger-text", icon: CircleAlert },
} as const;
