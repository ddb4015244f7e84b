// Acme's people in a stage's table and a session for each, printed as JSON: no browser signs in here. It runs in the folder of
// the release that it makes them for, so that they are that release's own.
import { startSession } from "../../functions/auth/session.ts";
import { listMembers } from "../../functions/store/members.ts";
import { seedWorkspace } from "../../local/workspace.ts";

await seedWorkspace();
const cookies: Record<string, string> = {};
for (const { id, email } of await listMembers()) cookies[email] = (await startSession(id)).cookie.split(";")[0] ?? "";
console.log(JSON.stringify(cookies));
