// How mail reaches an inbox: its addresses, how to bring mail for each of them here, and whether it comes.
import { createEffect, createSignal, For, onCleanup, Show } from "solid-js";
import type { InboxView } from "../../api.ts";
import { mayI } from "../../data/people.ts";
import { readyData } from "../../data/query-client.ts";
import { useReceiving } from "../../data/receiving.ts";
import { t } from "../../i18n/index.ts";
import { AddAddress } from "./receiving/add-address.tsx";
import { AddressItem } from "./receiving/address-item.tsx";
import { Section, WhenRead } from "./section.tsx";
import { WhomToAsk } from "./whom-to-ask.tsx";

/** Somebody who left the page open does not wait any more. */
const patienceMs = 15 * 60_000;

export function ReceivingPart(props: { inbox: InboxView }) {
  const mayChange = mayI("manage", props.inbox.id);
  const [opened, setOpened] = createSignal<string>();
  const look = lookForAWhile();
  const query = useReceiving(() => props.inbox.id, look.isLooking);
  const receiving = () => readyData(query);
  const isOpen = (address: string) => mayChange && opened() === address;

  function open(address: string | undefined): void {
    setOpened(address);
    // Google's question comes before anybody waits for a mail.
    if (address !== undefined) look.begin();
  }

  let isFirst = true;
  createEffect(() => {
    const known = receiving();
    if (!known || !isFirst) return;
    isFirst = false;
    const unproved = known.addresses.find(({ proof }) => !proof);
    open(known.probe?.address ?? (known.addresses.length === 1 ? unproved?.address : undefined));
  });

  return (
    <WhenRead query={query} known={receiving()}>
      {(known) => (
        <>
          <Show when={!mayChange}>
            <WhomToAsk inboxId={props.inbox.id} />
          </Show>
          <Section title={t("settings.receiving.addresses")} text={t("settings.receiving.addresses.text")}>
            <Show when={mayChange}>
              <AddAddress inboxId={props.inbox.id} onAdded={open} />
            </Show>
            <ul class="divide-y divide-line-subtle rounded-control border border-line-subtle">
              {/* By address, so that a row that changes stays the row that has the focus. */}
              <For each={known().addresses.map(({ address }) => address)}>
                {(address) => (
                  <AddressItem
                    inboxId={props.inbox.id}
                    address={address}
                    receiving={known()}
                    mayChange={mayChange}
                    isOpen={isOpen(address)}
                    isLooking={look.isLooking()}
                    onOpen={(isWanted) => open(isWanted ? address : undefined)}
                    onLook={look.begin}
                  />
                )}
              </For>
            </ul>
          </Section>
        </>
      )}
    </WhenRead>
  );
}

function lookForAWhile() {
  const [isLooking, setLooking] = createSignal(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));
  return {
    isLooking,
    begin() {
      clearTimeout(timer);
      setLooking(true);
      timer = setTimeout(() => setLooking(false), patienceMs);
    },
  };
}
