// Load, decide, save, and begin again when somebody else was faster: what every change of a conversation has in common.

/** Others at the very same row in the same second. People make two; a mailing list's burst has made six. */
const attempts = 12;

/** Runs `attempt` until it gives something; undefined means that what was loaded had changed before it was saved. */
export async function untilSaved<Saved>(attempt: () => Promise<Saved | undefined>, giveUp: () => Error): Promise<Saved> {
  for (let count = 0; count < attempts; count++) {
    const saved = await attempt();
    if (saved !== undefined) return saved;
  }
  throw giveUp();
}
