// What the managers of an inbox decide about it. Whoever may read the inbox may know.
import * as v from "valibot";
import { mayInInbox, type Viewer } from "../core/access.ts";
import { notThere } from "../core/errors.ts";
import { type InboxSettings, numberPlaces, ownersOnReopening, quotings, reopenings, settingsOf } from "../core/inbox/settings.ts";
import { limits } from "../core/limits.ts";
import { findInbox, type Inbox, saveInboxSettings } from "../store/inboxes.ts";
import { refuseUnlessAllowed } from "./load-conversation.ts";

const days = (least: number) => {
  const wanted = `Say whole days, from ${least} to ${limits.settingDays}.`;
  return v.pipe(v.number(), v.integer(wanted), v.minValue(least, wanted), v.maxValue(limits.settingDays, wanted));
};

/** What is left out stays as it is. */
export const inboxSettingsInput = v.strictObject({
  isReplyToSender: v.exactOptional(v.boolean()),
  takesForwards: v.exactOptional(v.boolean()),
  reopening: v.exactOptional(v.picklist(reopenings)),
  reopeningDays: v.exactOptional(days(1)),
  ownerOnReopening: v.exactOptional(v.picklist(ownersOnReopening)),
  numberPlace: v.exactOptional(v.picklist(numberPlaces)),
  quoting: v.exactOptional(v.picklist(quotings)),
  spamDays: v.exactOptional(days(0)),
});
export type InboxSettingsInput = v.InferOutput<typeof inboxSettingsInput>;

export async function readInboxSettings(viewer: Viewer, inboxId: string): Promise<InboxSettings> {
  return settingsOf(await loadInbox(viewer, inboxId));
}

export async function changeInboxSettings(viewer: Viewer, inboxId: string, input: InboxSettingsInput): Promise<InboxSettings> {
  const inbox = await loadInbox(viewer, inboxId);
  refuseUnlessAllowed(viewer, "inbox.change", inboxId);
  if (Object.keys(input).length > 0) await saveInboxSettings(inbox, input);
  return settingsOf({ ...inbox, ...input });
}

/** "Not yours" is "not there". */
export async function loadInbox(viewer: Viewer, inboxId: string): Promise<Inbox> {
  const inbox = mayInInbox(viewer, "inbox.read", inboxId) ? await findInbox(inboxId) : undefined;
  if (!inbox) throw notThere("inbox");
  return inbox;
}
