// By what we know our own mail when it comes back.

/**
 * Stands on everything we send, with our reply domain as its value, so that we know our own mail when it comes back. Not
 * X-Loop: other desks take that for an automatic answer.
 */
export const loopHeader = "X-Shared-Inbox-Loop";
