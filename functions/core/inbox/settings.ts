// What the people of an inbox decide about it once: how mail comes in, when answers reopen, how replies look. Defaults serve most.

/** What becomes of an answer to a closed conversation. `within`: it reopens for some days, and begins a new one after. */
export const reopenings = ["always", "within", "never"] as const;
export const ownersOnReopening = ["kept", "dropped"] as const;
/** Where a reply's subject says the conversation's number, as `[#1042]`. */
export const numberPlaces = ["nowhere", "before", "after"] as const;
/** What a reply quotes below what was typed: nothing, the answered mail, or everything that was said. */
export const quotings = ["nothing", "last", "all"] as const;

export type Reopening = (typeof reopenings)[number];
export type OwnerOnReopening = (typeof ownersOnReopening)[number];
export type NumberPlace = (typeof numberPlaces)[number];
export type Quoting = (typeof quotings)[number];

export interface InboxSettings {
  /** Mail from a web form: whoever stands in Reply-To wrote it, whatever From says. */
  readonly isReplyToSender: boolean;
  /** A member who sends a customer's mail on, beginning with `@fwd`, opens a conversation with that customer. */
  readonly takesForwards: boolean;
  readonly reopening: Reopening;
  /** Of `within`: days after the closure. */
  readonly reopeningDays: number;
  readonly ownerOnReopening: OwnerOnReopening;
  readonly numberPlace: NumberPlace;
  readonly quoting: Quoting;
  /** Days after which a conversation in the spam folder goes. 0: never. */
  readonly spamDays: number;
}

export const defaultSettings: InboxSettings = {
  isReplyToSender: false,
  takesForwards: true,
  reopening: "always",
  reopeningDays: 30,
  ownerOnReopening: "kept",
  numberPlace: "nowhere",
  quoting: "last",
  spamDays: 30,
};

/** What was never decided is as the product has it today, not as it had it when the inbox was made. */
export function settingsOf(decided: Partial<InboxSettings>): InboxSettings {
  const names = Object.keys(defaultSettings) as (keyof InboxSettings)[];
  const known = Object.fromEntries(names.map((name) => [name, decided[name] ?? defaultSettings[name]]));
  return known as unknown as InboxSettings;
}
