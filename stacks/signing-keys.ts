// The keys that sign reply addresses, cursors and short-lived links, as the functions are given them. Only a reference stands in
// the template; CloudFormation puts the value in when it deploys, and the version makes new keys a change that it sees.
import { CfnDynamicReference, CfnDynamicReferenceService } from "aws-cdk-lib";
import type { Build } from "./defaults.ts";
import { signingKeysParameter } from "./names.ts";

export function signingKeys({ settings, signingKeysVersion }: Build): string {
  const key = `${signingKeysParameter(settings)}:${signingKeysVersion}`;
  return new CfnDynamicReference(CfnDynamicReferenceService.SSM, key).toString();
}
