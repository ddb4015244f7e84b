// How far a sender is to be trusted: quiet where all is well, loud where somebody may be pretending.
import MailWarning from "lucide-solid/icons/mail-warning";
import ShieldAlert from "lucide-solid/icons/shield-alert";
import ShieldCheck from "lucide-solid/icons/shield-check";
import UserPlus from "lucide-solid/icons/user-plus";
import { For, type JSX, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { ReceivedView } from "../../../../functions/api/views.ts";
import { t } from "../../i18n/index.ts";

interface Band {
  readonly tone: "quiet" | "warning" | "danger";
  readonly icon: typeof ShieldAlert;
  readonly text: string;
}

export function TrustBands(props: { message: ReceivedView }): JSX.Element {
  return (
    <For each={bandsOf(props.message)}>
      {(band) => (
        <p class={`mt-2 flex items-start gap-2 rounded-control px-3 py-1.5 text-caption sm:ms-12 ${looks[band.tone]}`}>
          <Dynamic component={band.icon} class="mt-px size-3.5 shrink-0" aria-hidden="true" />
          <span class="min-w-0 break-words">{band.text}</span>
        </p>
      )}
    </For>
  );
}

/** Beside the name: the domain vouched for this mail. */
export function VerdictBadge(props: { message: ReceivedView }): JSX.Element {
  return (
    <Show when={props.message.verdicts.dmarc === "PASS" && props.message.trust !== "malformed"}>
      <span class="inline-flex shrink-0 text-success-text" role="img" aria-label={t("mail.verified")} title={t("mail.verified")}>
        <ShieldCheck class="size-3.5" aria-hidden="true" />
      </span>
    </Show>
  );
}

const looks = {
  quiet: "bg-sunken text-fg-muted",
  warning: "bg-warning-subtle text-warning-text",
  danger: "bg-danger-subtle text-danger-text",
} as const;

/** The loudest first. */
export function bandsOf(message: ReceivedView): Band[] {
  const { verdicts, trust, from, replyTo } = message;
  const bands: Band[] = [];
  const address = from.address;
  // A mail server that reports is nobody one could have known before.
  const isReport = ["bounce", "receipt", "complaint"].includes(message.automatic);
  if (verdicts.virus === "FAIL") bands.push({ tone: "danger", icon: ShieldAlert, text: t("mail.band.virus") });
  if (verdicts.dmarc === "FAIL")
    bands.push({ tone: "danger", icon: ShieldAlert, text: t("mail.band.dmarc", { domain: domainOf(address) }) });
  if (verdicts.spam === "FAIL") bands.push({ tone: "warning", icon: MailWarning, text: t("mail.band.spam") });
  if (trust === "malformed" && message.reading === "parsed") {
    bands.push({ tone: "warning", icon: ShieldAlert, text: t("mail.band.malformed") });
  }
  if (trust === "new-unverified" && !isReport)
    bands.push({ tone: "warning", icon: UserPlus, text: t("mail.band.new-unverified", { address }) });
  if (trust === "new-verified" && !isReport)
    bands.push({ tone: "quiet", icon: UserPlus, text: t("mail.band.new-verified", { address }) });
  if (namesAnotherAddress(from)) bands.push({ tone: "warning", icon: ShieldAlert, text: t("mail.band.name", { address }) });
  const elsewhere = replyTo.find((one) => domainOf(one.address) !== domainOf(address));
  if (elsewhere)
    bands.push({ tone: "warning", icon: MailWarning, text: t("mail.band.reply-to", { address: elsewhere.address }) });
  return bands;
}

/** `"ceo@acme.test" <x@evil.test>`: the name pretends to be an address. */
function namesAnotherAddress({ name, address }: ReceivedView["from"]): boolean {
  return name.includes("@") && name.trim().toLowerCase() !== address.toLowerCase();
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1).toLowerCase();
}
