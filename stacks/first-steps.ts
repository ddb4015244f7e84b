// What is left to do after a deployment: the command that makes the first admin, while there is none.
import { callSetUp } from "./call-set-up.ts";
import { outputOf } from "./outputs.ts";
import type { Settings } from "./settings.ts";

export async function printFirstSteps(settings: Settings): Promise<void> {
  const page = await outputOf(settings, "web", "page-address");
  const { hasAdmin } = await callSetUp(settings, "has-admin");
  console.log(
    hasAdmin
      ? `\nThe page is at ${page}`
      : `\nThe page is at ${page}, and nobody can sign in yet. Run:\n\n  ${adminCommand(settings)}\n`,
  );
}

/** As somebody would type it. Whoever receives whole domains has to say which inboxes there are. */
export function adminCommand({ stage, recipients }: Pick<Settings, "stage" | "recipients">): string {
  const domains = recipients.filter((recipient) => !recipient.includes("@"));
  const inbox = domains.length === recipients.length ? ` --inbox support@${domains[0]}="Support"` : "";
  return `npm run admin -- --stage ${stage} --email you@example.com --name "Your Name"${inbox}`;
}
