// Who may do what, level by level.
import { expect, test } from "vitest";
import {
  type AccessLevel,
  accessLevels,
  type InboxPermission,
  inboxPermissions,
  mayInInbox,
  mayInWorkspace,
  readableInboxes,
  type Role,
  type Viewer,
} from "../../functions/core/access.ts";

const inbox = "inb_01JD0000000000000000000001";
const viewer = (level: AccessLevel | undefined, role: Role = "agent"): Viewer => ({
  memberId: "mem_01JD0000000000000000000ANA",
  name: "Ana",
  email: "ana@acme.test",
  role,
  access: level ? { [inbox]: level } : {},
});

const all = Object.keys(inboxPermissions) as InboxPermission[];
const reading: InboxPermission[] = [
  "inbox.read",
  "conversation.read",
  "conversation.mark-read",
  "attachment.read",
  "sender.list",
];
const allowed: Record<AccessLevel, InboxPermission[]> = {
  none: [],
  read: reading,
  comment: [...reading, "note.add"],
  reply: all.filter((permission) => permission !== "inbox.change"),
  manage: all,
};

test.each(
  accessLevels.flatMap((level) =>
    (Object.keys(inboxPermissions) as InboxPermission[]).map((permission) => [level, permission] as const),
  ),
)("with %s access, %s", (level, permission) => {
  expect(mayInInbox(viewer(level), permission, inbox)).toBe(allowed[level].includes(permission));
});

test("another inbox is closed, whatever one may do in this one", () => {
  expect(mayInInbox(viewer("manage"), "conversation.read", "inb_01JD0000000000000000000002")).toBe(false);
});

test("an admin who is not a member of an inbox sees nothing of it", () => {
  expect(mayInInbox(viewer(undefined, "admin"), "conversation.read", inbox)).toBe(false);
  expect(readableInboxes(viewer(undefined, "admin"))).toEqual([]);
});

test("the names of object prototypes are no inboxes", () => {
  expect(mayInInbox(viewer("manage"), "conversation.read", "constructor")).toBe(false);
  expect(mayInInbox(viewer("manage"), "conversation.read", "__proto__")).toBe(false);
});

test("the ledger is for admins, the rest of the workspace for every member", () => {
  expect(mayInWorkspace(viewer("read"), "ledger.read")).toBe(false);
  expect(mayInWorkspace(viewer("read", "admin"), "ledger.read")).toBe(true);
  expect(mayInWorkspace(viewer(undefined), "inbox.list")).toBe(true);
});
