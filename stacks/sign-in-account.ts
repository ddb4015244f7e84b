// A person's account in the stage's Cognito user pool: made once, and then known by its subject.
import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  type AttributeType,
  type CognitoIdentityProviderClient,
} from "@aws-sdk/client-cognito-identity-provider";
import { asking, nameOf } from "./asking.ts";

export interface SignInAccount {
  readonly subject: string;
  /** They have not chosen a password yet: the mailed one is still to be used. */
  readonly isWaiting: boolean;
}

export interface Pool {
  readonly client: CognitoIdentityProviderClient;
  readonly id: string;
  readonly emulator: string | undefined;
}

export async function findAccount(pool: Pool, email: string): Promise<SignInAccount | undefined> {
  try {
    const command = new AdminGetUserCommand({ UserPoolId: pool.id, Username: email });
    const asked = { action: "cognito-idp:AdminGetUser", emulator: pool.emulator };
    const { UserAttributes, UserStatus } = await asking(asked, () => pool.client.send(command));
    return { subject: subjectOf(UserAttributes), isWaiting: UserStatus === "FORCE_CHANGE_PASSWORD" };
  } catch (error) {
    if (nameOf(error) === "UserNotFoundException") return undefined;
    throw error;
  }
}

/** Cognito mails a temporary password. With `isAgain` it mails a new one to somebody who let the first pass. */
export async function inviteAccount(
  pool: Pool,
  person: { email: string; name: string },
  isAgain = false,
): Promise<SignInAccount> {
  const { email, name } = person;
  const command = new AdminCreateUserCommand({
    UserPoolId: pool.id,
    Username: email,
    DesiredDeliveryMediums: ["EMAIL"],
    ...(isAgain
      ? { MessageAction: "RESEND" as const }
      : {
          UserAttributes: [
            { Name: "email", Value: email },
            // Whoever invites vouches for the address; the temporary password goes nowhere else.
            { Name: "email_verified", Value: "true" },
            { Name: "name", Value: name },
          ],
        }),
  });
  const asked = { action: "cognito-idp:AdminCreateUser", emulator: pool.emulator };
  const { User } = await asking(asked, () => pool.client.send(command));
  return { subject: subjectOf(User?.Attributes), isWaiting: true };
}

function subjectOf(attributes: readonly AttributeType[] = []): string {
  const subject = attributes.find(({ Name }) => Name === "sub")?.Value;
  if (!subject) throw new Error("Cognito answered without a subject");
  return subject;
}
