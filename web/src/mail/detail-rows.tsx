// Lines of a list of headers: a label, and what stands under it in a mail.
import { For, type JSX, Show } from "solid-js";
import type { Address } from "../../../functions/core/mail/mail.ts";
import { addressLine } from "./address-line.ts";

export function DetailRow(props: { label: string; children: JSX.Element }): JSX.Element {
  return (
    <>
      <dt class="text-fg-subtle">{props.label}</dt>
      <dd class="min-w-0 break-words text-fg-muted">{props.children}</dd>
    </>
  );
}

export function AddressRow(props: { label: string; addresses: readonly Address[] }): JSX.Element {
  return (
    <Show when={props.addresses.length > 0}>
      <DetailRow label={props.label}>
        <For each={props.addresses}>
          {(one, index) => (
            <>
              <Show when={index() > 0}>, </Show>
              <bdi>{addressLine(one)}</bdi>
              <Show when={asciiDomain(one.address)}>{(domain) => <code> ({domain()})</code>}</Show>
            </>
          )}
        </For>
      </DetailRow>
    </Show>
  );
}

/** How a domain with other letters than ASCII's is known to the net; undefined where it is written so already. */
function asciiDomain(address: string): string | undefined {
  const domain = address.slice(address.lastIndexOf("@") + 1);
  if (/^[\0-\x7f]*$/.test(domain)) return undefined;
  return URL.canParse(`http://${domain}`) ? new URL(`http://${domain}`).hostname : undefined;
}
