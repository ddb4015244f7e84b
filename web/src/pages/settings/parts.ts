// The parts of an inbox's settings, in the order in which they are shown.
import MessagesSquare from "lucide-solid/icons/messages-square";
import ShieldBan from "lucide-solid/icons/shield-ban";
import { ConversationsPart } from "./conversations-part.tsx";
import { SendersPart } from "./senders-part.tsx";

/** `id` is what the address says; the words `settings.ID` and `settings.ID.purpose` are its title and one line on it. */
export const parts = [
  { id: "conversations", icon: MessagesSquare, component: ConversationsPart },
  { id: "senders", icon: ShieldBan, component: SendersPart },
] as const;

export type SettingsPart = (typeof parts)[number];
