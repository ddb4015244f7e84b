// A question that stands in the composer until it is answered; it never blocks what is being written.
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import type { JSX } from "solid-js";
import { Button } from "../ui/button.tsx";

export interface QuestionProps {
  readonly text: JSX.Element;
  readonly yes: string;
  readonly no: string;
  readonly onYes: () => void;
  readonly onNo: () => void;
}

export function Question(props: QuestionProps): JSX.Element {
  return (
    <div
      role="alert"
      class="flex flex-wrap items-center gap-x-3 gap-y-2 bg-warning-subtle px-3 py-2 text-caption text-warning-text"
    >
      <TriangleAlert class="size-4 shrink-0" aria-hidden="true" />
      <div class="min-w-40 flex-1">{props.text}</div>
      <div class="flex gap-2">
        <Button size="small" variant="secondary" onClick={() => props.onYes()}>
          {props.yes}
        </Button>
        <Button size="small" variant="quiet" onClick={() => props.onNo()}>
          {props.no}
        </Button>
      </div>
    </div>
  );
}
