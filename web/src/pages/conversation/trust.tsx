// How far a sender is to be trusted: quiet where all is well, loud where somebody may be pretending.
import MailWarning from "lucide-solid/icons/mail-warning";
import ShieldAlert from "lucide-solid/icons/shield-alert";
import UserPlus from "lucide-solid/icons/user-plus";
import { For, type JSX, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { ReceivedView } from "../../../../functions/api/views.ts";
import { t } from "../../i18n/index.ts";
import { Button } from "../../ui/button.tsx";
import { useTakingPart } from "./taking-part.ts";

interface Band {
  readonly tone: "quiet" | "warning" | "danger";
  readonly icon: typeof ShieldAlert;
  readonly text: string;
  /** The new sender whom an agent may let in here. */
  readonly mayAdd?: string;
}

export function TrustBands(props: { message: ReceivedView }): JSX.Element {
  const takingPart = useTakingPart();
  return (
    <For each={bandsOf(props.message, takingPart.has(props.message.from.address))}>
      {(band) => (
        <div class={`mt-2 flex items-start gap-2 rounded-control px-3 py-1.5 text-caption sm:ms-12 ${looks[band.tone]}`}>
          <Dynamic component={band.icon} class="mt-px size-3.5 shrink-0" aria-hidden="true" />
          <p class="min-w-0 flex-1 break-words">{band.text}</p>
          <Show when={takingPart.add && band.mayAdd}>
            {(address) => (
              <Button size="small" variant="secondary" class="shrink-0" onClick={() => takingPart.add?.(address())}>
                {t("mail.band.add")}
              </Button>
            )}
          </Show>
        </div>
      )}
    </For>
  );
}

const looks = {
  quiet: "bg-sunken text-fg-muted",
  warning: "bg-warning-subtle text-warning-text",
  danger: "bg-danger-subtle text-danger-text",
} as const;

/** The loudest first. @param takesPart since an agent added them, or wrote to them */
export function bandsOf(message: ReceivedView, takesPart = false): Band[] {
  const all = [
    ...checkBands(message),
    ...senderBands(message, takesPart),
    ...(message.warnings ?? []).map((one) => warned(one, message)),
  ];
  const order = { danger: 0, warning: 1, quiet: 2 };
  return all.toSorted((a, b) => order[a.tone] - order[b.tone]);
}

function checkBands(message: ReceivedView): Band[] {
  const { verdicts, trust, from, via } = message;
  const bands: Band[] = [];
  const of = { address: from.address, domain: domainOf(from.address) };
  if (verdicts.virus === "FAIL") bands.push({ tone: "danger", icon: ShieldAlert, text: t("mail.band.virus") });
  // Somebody known, and yet not: their domain disowns the mail, or another domain vouched for it.
  if (trust === "known-unverified" && (verdicts.dmarc === "FAIL" || (verdicts.dmarc === "PASS" && !via))) {
    bands.push({ tone: "danger", icon: ShieldAlert, text: t("mail.band.forged", of) });
  } else if (verdicts.dmarc === "FAIL") {
    bands.push({ tone: "warning", icon: ShieldAlert, text: t("mail.band.dmarc", of) });
  }
  if (verdicts.spam === "FAIL") bands.push({ tone: "warning", icon: MailWarning, text: t("mail.band.spam") });
  return bands;
}

function senderBands({ trust, from: { address }, automatic, reading }: ReceivedView, takesPart: boolean): Band[] {
  // A mail server that reports is nobody one could have known before.
  const isReport = ["bounce", "receipt", "complaint"].includes(automatic);
  if (trust === "malformed" && reading === "parsed")
    return [{ tone: "warning", icon: ShieldAlert, text: t("mail.band.malformed") }];
  if (isReport || takesPart) return [];
  if (trust === "new-unverified")
    return [{ tone: "warning", icon: UserPlus, text: t("mail.band.new-unverified", { address }), mayAdd: address }];
  if (trust === "new-verified")
    return [{ tone: "quiet", icon: UserPlus, text: t("mail.band.new-verified", { address }), mayAdd: address }];
  return [];
}

type Warning = NonNullable<ReceivedView["warnings"]>[number];

function warned({ code, about }: Warning, { from: { address } }: ReceivedView): Band {
  const tone = code === "look-alike" ? "danger" : "warning";
  const icon = code === "reply-to-elsewhere" ? MailWarning : ShieldAlert;
  return { tone, icon, text: t(`mail.warning.${code}`, { address, about }) };
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1).toLowerCase();
}
