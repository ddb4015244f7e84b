// Who may do what: the one place that decides, for the API, lists, counts and sockets alike.

/** A member's role in the whole workspace. */
export type Role = "admin" | "agent";

/** What a member may do in one inbox; each level includes those before it. */
export const accessLevels = ["none", "read", "comment", "reply", "manage"] as const;
export type AccessLevel = (typeof accessLevels)[number];

/** The person who asks. `access` names every inbox they are a member of; an absent inbox is "none". */
export interface Viewer {
  readonly memberId: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly access: Readonly<Record<string, AccessLevel>>;
}

/** Permissions that concern one inbox, and the level each needs there. */
export const inboxPermissions = {
  "inbox.read": "read",
  "inbox.change": "manage",
  "conversation.read": "read",
  "conversation.mark-read": "read",
  "attachment.read": "read",
  "note.add": "comment",
  "conversation.assign": "reply",
  "conversation.close": "reply",
  "conversation.merge": "reply",
  "conversation.link": "reply",
  "conversation.split": "reply",
  "conversation.move": "reply",
  "conversation.edit": "reply",
  "conversation.spam": "reply",
  "sender.list": "read",
  "sender.change": "reply",
  "participant.change": "reply",
  "reply.send": "reply",
  "upload.create": "reply",
} as const satisfies Record<string, AccessLevel>;

/** Permissions that concern the workspace, and the role each needs. */
export const workspacePermissions = {
  "me.read": "agent",
  "me.change": "agent",
  "inbox.list": "agent",
  "member.list": "agent",
  "conversation.list": "agent",
  "socket.open": "agent",
  "ledger.read": "admin",
  "sender.everywhere": "admin",
} as const satisfies Record<string, Role>;

export type InboxPermission = keyof typeof inboxPermissions;
export type WorkspacePermission = keyof typeof workspacePermissions;
export type Permission = InboxPermission | WorkspacePermission;

/** May this viewer do that in this inbox? An admin has no door into an inbox they are not a member of. */
export function mayInInbox(viewer: Viewer, permission: InboxPermission, inboxId: string): boolean {
  const level = viewer.access[inboxId] ?? "none";
  return accessLevels.indexOf(level) >= accessLevels.indexOf(inboxPermissions[permission]);
}

/** Whoever may only look could never answer: a conversation given to them would be stuck. */
export function mayBeAssigned(level: AccessLevel | undefined): boolean {
  return accessLevels.indexOf(level ?? "none") >= accessLevels.indexOf("comment");
}

/** May this viewer do that in the workspace? */
export function mayInWorkspace(viewer: Viewer, permission: WorkspacePermission): boolean {
  return viewer.role === "admin" || workspacePermissions[permission] === "agent";
}

/** The inboxes a viewer may read, in a fixed order. */
export function readableInboxes(viewer: Viewer): string[] {
  return Object.keys(viewer.access)
    .filter((inboxId) => mayInInbox(viewer, "conversation.read", inboxId))
    .sort();
}
