// Asks AWS something, and says in a sentence what a person can act on: no rights, no network, an emulator that lacks it.
import { Halt } from "./halt.ts";

interface Asked {
  /** As IAM names it: `ses:GetAccount`. */
  readonly action: string;
  /** The emulator's address, when one answers for all of AWS. */
  readonly emulator: string | undefined;
}

/** @throws Halt for what somebody can act on, and the error itself otherwise */
export async function asking<Answer>({ action, emulator }: Asked, ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    const sentence = isDenied(error)
      ? `You may not ${action} in this account. Ask whoever manages it for that permission, or choose another AWS_PROFILE.`
      : (unreached(error, emulator) ?? lacking(error, action, emulator));
    throw sentence === undefined ? error : new Halt(sentence);
  }
}

export function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : String(error);
}

function isDenied(error: unknown): boolean {
  return /^(AccessDenied|AccessDeniedException|UnauthorizedOperation|UnauthorizedException)$/.test(nameOf(error));
}

function unreached(error: unknown, emulator: string | undefined): string | undefined {
  const code = (error as { code?: string }).code ?? "";
  if (!/^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH)$/.test(code)) return undefined;
  return emulator
    ? `Nothing answers at AWS_ENDPOINT_URL=${emulator} (${code}). Start the emulator, or unset AWS_ENDPOINT_URL to use AWS.`
    : `AWS cannot be reached from here (${code}). Look at the network, and at HTTPS_PROXY if you need a proxy.`;
}

function lacking(error: unknown, action: string, emulator: string | undefined): string | undefined {
  const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
  const isUnknown = /UnknownOperation|InvalidAction|NotImplemented|UnsupportedOperation/.test(nameOf(error));
  if (emulator === undefined || (status !== 501 && !isUnknown)) return undefined;
  return `The emulator at ${emulator} does not know ${action}. Use the one that tests/deployed/requirements.txt names.`;
}
