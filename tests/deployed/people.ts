// Acme's people in a deployed stage. No browser signs in here, so they and their sessions are made in the table.
import { type Emulator, region } from "./emulator.ts";
import { type Found, mustRun, root, runScript, theOne } from "./stage.ts";

/**
 * Makes them, and gives back each one's session cookie, by their address.
 * @param folder of the release that makes them
 */
export async function peopleOf(
  emulator: Emulator,
  resources: readonly Found[],
  folder = root,
): Promise<Readonly<Record<string, string>>> {
  const environment = {
    ...emulator.environment,
    TABLE_NAME: theOne(resources, "AWS::DynamoDB::GlobalTable"),
    AWS_ENDPOINT_URL_DYNAMODB: emulator.url,
    APP_ORIGIN: await originOf(emulator, resources),
  };
  const { said } = await mustRun(runScript(folder, "tests/deployed/seed.ts", [], environment));
  return JSON.parse(/^\{.*\}$/m.exec(said)?.[0] ?? "{}") as Record<string, string>;
}

/** Where the page is, to which sessions and sockets are tied. */
export async function originOf({ url }: Emulator, resources: readonly Found[]): Promise<string> {
  const distribution = theOne(resources, "AWS::CloudFront::Distribution");
  const answer = await fetch(`${url}/2020-05-31/distribution/${distribution}`, {
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${region}/cloudfront/aws4_request, SignedHeaders=host, Signature=0`,
    },
  });
  return `https://${/<DomainName>([^<]+\.cloudfront\.net)</.exec(await answer.text())?.[1] ?? ""}`;
}
