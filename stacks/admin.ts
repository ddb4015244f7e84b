// `npm run admin -- --stage NAME --email … --name …`: makes a stage's first admin and inboxes, or a further admin.
import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { type Admin, callSetUp } from "./call-set-up.ts";
import { placeOf, placeOptions, readWords, runCommand } from "./command.ts";
import { Halt, Misused } from "./halt.ts";
import { outputOf } from "./outputs.ts";
import { root } from "./run-sst.ts";
import { readSettings } from "./settings.ts";
import { findAccount, inviteAccount } from "./sign-in-account.ts";
import { wantedInboxes } from "./wanted-inboxes.ts";

const usage = `Usage: npm run admin -- --stage NAME --email ADDRESS --name "NAME"
  [--inbox support@example.com="Support"]…  an inbox, besides one for each address in INBOX_RECIPIENTS; further addresses
                                            of the same inbox after a comma
  [--company "Acme"]                        stands before the inboxes' names when customers read them
  [--another]                               a further admin
  [--resend]                                mail a new temporary password
  [--region REGION] [--profile PROFILE]`;

await runCommand(usage, async (words) => {
  const text = { type: "string" } as const;
  const flag = { type: "boolean" } as const;
  const inbox = { type: "string", multiple: true } as const;
  const told = readWords(words, { ...placeOptions, email: text, name: text, company: text, inbox, another: flag, resend: flag });
  const { another = false, resend = false, company } = told;
  const at = placeOf(told);
  const email = told.email?.trim().toLowerCase();
  const name = told.name?.trim();
  if (!email || !name) throw new Misused('Say who: --email ana@example.com --name "Ana Ferrer"');
  const settings = readSettings(at.stage, at.region, root);
  const inboxes = wantedInboxes(settings, { options: told.inbox ?? [], ...(company ? { company } : {}) });
  if (inboxes.length === 0 && !another) {
    throw new Misused(
      'INBOX_RECIPIENTS names whole domains only. Say which inboxes there are: --inbox support@example.com="Support"',
    );
  }

  const client = new CognitoIdentityProviderClient({ region: at.region });
  const pool = { client, id: await outputOf(settings, "auth", "user-pool"), emulator: settings.emulator };
  const admin: Admin = { issuer: await outputOf(settings, "auth", "issuer"), email, name, inboxes, another };
  const known = await findAccount(pool, email);
  // Asked before somebody gets a mail, so that nothing is half done when the answer is no.
  await callSetUp(settings, "check", { ...admin, ...(known ? { subject: known.subject } : {}) });
  if (resend && !known?.isWaiting)
    throw new Halt(known ? passwordChosen(email) : `${email} was never invited. Leave --resend out.`);
  const account = known && !resend ? known : await inviteAccount(pool, { email, name }, resend);
  const { done } = await callSetUp(settings, "set-up", { ...admin, subject: account.subject });
  for (const one of done?.inboxes ?? []) console.log(`${one.name} (${one.address}): ${one.isNew ? "made" : "is there"}`);
  console.log(nextSteps(at.stage, await outputOf(settings, "web", "page-address"), email, account.isWaiting));
});

function passwordChosen(email: string): string {
  return `${email} has a password already. Whoever forgot it asks for a new one on the sign-in page.`;
}

function nextSteps(stage: string, page: string, email: string, isWaiting: boolean): string {
  const first = isWaiting
    ? `Cognito has mailed a temporary password to ${email}; it is good for seven days. Open ${page}, sign in with it and choose a new one.`
    : `${email} is an admin here. Open ${page} and sign in.`;
  return `\n${first} Mail arrives as soon as the domains' records are in place: npm run domains -- --stage ${stage} says which are missing.`;
}
