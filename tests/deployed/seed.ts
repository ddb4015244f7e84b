// Acme's people in a stage's table and a session for each, printed as JSON: no browser signs in here. It runs in the folder of
// the release that it makes them for, so that they are that release's own.
import { startSession } from "../../functions/auth/session.ts";
import { newId } from "../../functions/runtime/ids.ts";
import { listInboxes, saveInbox } from "../../functions/store/inboxes.ts";
import { listMembers, saveMember } from "../../functions/store/members.ts";
import { seedWorkspace } from "../../local/workspace.ts";

// Where a first admin was made by the command, their inbox gets agents: there is no API for those yet.
if (!(await seedWorkspace())) await seedAgents(["beto@acme.test", "carla@acme.test"]);

const cookies: Record<string, string> = {};
for (const { id, email } of await listMembers()) cookies[email] = (await startSession(id)).cookie.split(";")[0] ?? "";
console.log(JSON.stringify(cookies));

async function seedAgents(emails: readonly string[]): Promise<void> {
  const known = new Set((await listMembers()).map(({ email }) => email));
  const agents = emails.filter((email) => !known.has(email)).map((email) => ({ id: newId("member"), name: email, email }));
  for (const agent of agents) await saveMember({ ...agent, role: "agent", teamIds: [], isDisabled: false });
  const access = Object.fromEntries(agents.map(({ id }) => [id, "reply" as const]));
  for (const inbox of await listInboxes()) await saveInbox({ ...inbox, access: { ...inbox.access, ...access } });
}
