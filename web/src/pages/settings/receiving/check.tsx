// Proving that mail to an address arrives: somebody writes to it from outside, and this turns green when it is here.
import CircleCheck from "lucide-solid/icons/circle-check";
import Mail from "lucide-solid/icons/mail";
import { createEffect, createUniqueId, Match, on, Show, Switch } from "solid-js";
import type { Probe, Proof } from "../../../../../functions/core/inbox/receiving.ts";
import { endProbe, startProbe } from "../../../data/receiving.ts";
import { messageTime } from "../../../i18n/format.ts";
import { t } from "../../../i18n/index.ts";
import { announce } from "../../../ui/announce.tsx";
import { Button, buttonClass } from "../../../ui/button.tsx";

interface Shown {
  readonly inboxId: string;
  readonly address: string;
  /** Somebody waits for a mail to this address, or it came. */
  readonly probe: Probe | undefined;
  readonly isLooking: boolean;
  readonly onLook: () => void;
}

export function Check(props: Shown) {
  const id = createUniqueId();
  let section!: HTMLElement;
  const proof = () => props.probe?.proof;
  createEffect(
    on(
      proof,
      (now, before) => {
        if (now && !before) announce(arrived(props.address, now));
      },
      { defer: true },
    ),
  );

  async function start(): Promise<void> {
    if (!(await startProbe(props.inboxId, props.address))) return;
    props.onLook();
    section.focus();
  }

  async function stop(): Promise<void> {
    if (await endProbe(props.inboxId)) section.focus();
  }

  return (
    // What was pressed is gone then: the focus stays here.
    <section ref={section} tabindex="-1" aria-labelledby={id} class="outline-none">
      <h3 id={id} class="text-ui font-medium text-fg">
        {t("settings.receiving.check")}
      </h3>
      <Switch
        fallback={
          <>
            <p class="mt-0.5 mb-3 text-ui text-fg-muted">{t("settings.receiving.check.text")}</p>
            <Button variant="primary" onClick={() => void start()}>
              {t("settings.receiving.check.start")}
            </Button>
          </>
        }
      >
        <Match when={proof()}>
          {(found) => (
            <div class="mt-2 flex flex-wrap items-center gap-2 rounded-control bg-success-subtle px-3 py-2 text-ui text-success-text">
              <CircleCheck class="size-4 shrink-0" aria-hidden="true" />
              <span class="min-w-40 flex-1">{arrived(props.address, found())}</span>
              <Button size="small" variant="quiet" onClick={() => void start()}>
                {t("settings.receiving.check.again")}
              </Button>
            </div>
          )}
        </Match>
        <Match when={props.probe}>{(probe) => <Waiting {...props} probe={probe()} onStop={() => void stop()} />}</Match>
      </Switch>
    </section>
  );
}

function Waiting(props: Shown & { probe: Probe; onStop: () => void }) {
  return (
    <div class="mt-2 rounded-control border border-line-subtle p-3">
      <Show
        when={props.isLooking}
        fallback={
          <p class="flex flex-wrap items-center gap-2 text-ui text-fg">
            <span class="min-w-40 flex-1">{t("settings.receiving.check.stopped")}</span>
            <Button size="small" onClick={() => props.onLook()}>
              {t("settings.receiving.check.look")}
            </Button>
          </p>
        }
      >
        <p role="status" class="flex items-center gap-2 text-ui font-medium text-fg">
          <span class="size-2 shrink-0 animate-pulse rounded-full bg-accent" aria-hidden="true" />
          {t("settings.receiving.check.waiting", { address: props.address, time: messageTime(props.probe.since) })}
        </p>
      </Show>
      <p class="mt-1.5 text-ui text-fg-muted">{t("settings.receiving.check.why")}</p>
      <div class="mt-3 flex flex-wrap gap-2">
        <a href={letterTo(props.address)} class={buttonClass()}>
          <Mail class="size-4 text-fg-subtle" aria-hidden="true" />
          {t("settings.receiving.check.write")}
        </a>
        <Button variant="quiet" onClick={() => props.onStop()}>
          {t("settings.receiving.check.stop")}
        </Button>
      </div>
    </div>
  );
}

function arrived(address: string, { way, at }: Proof): string {
  return t(`settings.receiving.check.${way}`, { address, time: messageTime(at) });
}

/** Of a catch-all, some address that it catches. */
function letterTo(address: string): string {
  const to = address.startsWith("*@") ? `hello${address.slice(1)}` : address;
  return `mailto:${encodeURIComponent(to).replace("%40", "@")}?subject=${encodeURIComponent(t("settings.receiving.check.subject"))}`;
}
