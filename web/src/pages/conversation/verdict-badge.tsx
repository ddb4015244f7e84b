// What the checks of a mail said: a quiet sign beside the name, each check on demand.
import Shield from "lucide-solid/icons/shield";
import ShieldAlert from "lucide-solid/icons/shield-alert";
import ShieldCheck from "lucide-solid/icons/shield-check";
import { For, type JSX } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { ReceivedView } from "../../../../functions/api/views.ts";
import { t } from "../../i18n/index.ts";
import { Hint } from "../../ui/hint.tsx";

const checks = ["dmarc", "spf", "dkim", "spam", "virus"] as const;

export function VerdictBadge(props: { message: ReceivedView }): JSX.Element {
  const look = () => looks[lookOf(props.message)];
  return (
    <Hint
      label={t(look().label)}
      class={look().class}
      sign={<Dynamic component={look().icon} class="size-3.5" aria-hidden="true" />}
    >
      <p class="mb-2 text-fg">{t(look().label)}</p>
      <dl class="grid grid-cols-[max-content_1fr] gap-x-3 gap-y-1">
        <For each={checks}>
          {(check) => (
            <>
              <dt class="text-fg-subtle">{t(`mail.check.${check}`)}</dt>
              <dd>{t(`mail.verdict.${props.message.verdicts[check]}`)}</dd>
            </>
          )}
        </For>
      </dl>
    </Hint>
  );
}

const looks = {
  good: { icon: ShieldCheck, class: "text-success-text", label: "mail.verified" },
  open: { icon: Shield, class: "text-fg-subtle", label: "mail.not-verified" },
  bad: { icon: ShieldAlert, class: "text-danger-text", label: "mail.disowned" },
} as const;

/** Verified is who takes part, or is new, under a domain that vouches for the very address that is shown. */
function lookOf({ verdicts, trust }: ReceivedView): keyof typeof looks {
  if (verdicts.dmarc === "FAIL") return "bad";
  return trust === "participant-verified" || trust === "new-verified" ? "good" : "open";
}
