// A domain as SES knows it.
import { GetEmailIdentityCommand, type GetEmailIdentityCommandOutput, type SESv2Client } from "@aws-sdk/client-sesv2";
import { asking, nameOf } from "./asking.ts";

/** Undefined when this account does not have the domain. */
export async function findIdentity(
  ses: SESv2Client,
  EmailIdentity: string,
  emulator: string | undefined,
): Promise<GetEmailIdentityCommandOutput | undefined> {
  try {
    const asked = { action: "ses:GetEmailIdentity", emulator };
    return await asking(asked, () => ses.send(new GetEmailIdentityCommand({ EmailIdentity })));
  } catch (error) {
    if (nameOf(error) === "NotFoundException") return undefined;
    throw error;
  }
}
