// Bad input stops before anything is made, with a sentence that says what to do.
import { STSClient } from "@aws-sdk/client-sts";
import { SESClient } from "@aws-sdk/client-ses";
import { S3Client } from "@aws-sdk/client-s3";
import { createServer, type Server } from "node:http";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import {
  checkBuckets,
  checkCredentials,
  checkMail,
  checkRegion,
  checkRuleSet,
  checkStage,
  receivingRegions,
} from "../../stacks/checks.ts";
import { bucketName } from "../../stacks/names.ts";
import { readSettings } from "../../stacks/settings.ts";
import { prod } from "./templates.ts";

describe("a stage's name", () => {
  test.each(["prod", "dev", "pr-17", "a"])("%s is one", (name) => expect(() => checkStage(name)).not.toThrow());

  test("one that is too long names how much room there is", () => {
    expect(() => checkStage("feature-branch-of-somebody")).toThrow(/26 characters.*leave room for 20/);
  });

  test.each(["Prod", "1st", "a_b", "a-", "ä", ""])("%j is none", (name) => expect(() => checkStage(name)).toThrow(/stage name/));

  test("the longest fits into a bucket's name in the region with the longest name", () => {
    const longest = receivingRegions.toSorted((a, b) => b.length - a.length)[0] ?? "";
    const name = bucketName({ stage: "x".repeat(20) }, "files", "123456789012", longest);
    expect(name.length).toBeLessThanOrEqual(63);
  });
});

describe("a region", () => {
  test("SES receives in twenty-two", () => expect(receivingRegions).toHaveLength(22));

  test.each(["eu-central-2", "ap-south-2", "us-gov-west-1", "moon-1"])("%s is refused, with those that can", (region) => {
    expect(() => checkRegion(region)).toThrow(/does not receive mail.*us-east-1/);
  });

  test("none at all is asked for", () => expect(() => checkRegion(undefined)).toThrow(/--region/));
});

describe("what a stage is told", () => {
  const told = ["INBOX_REPLY_DOMAIN", "INBOX_RECIPIENTS", "INBOX_PAGE_DOMAIN", "INBOX_PAGE_CERTIFICATE"];
  const folder = mkdtempSync(join(tmpdir(), "inbox-settings-"));
  afterEach(() => {
    for (const name of told) delete process.env[name];
    rmSync(join(folder, ".env.x"), { force: true });
  });
  const read = (lines: string) => {
    writeFileSync(join(folder, ".env.x"), lines);
    return readSettings("x", "eu-west-1", folder);
  };

  test("nothing: it says which file to write, and what", () => {
    expect(() => read("")).toThrow(/\.env\.x with INBOX_RECIPIENTS=.* and INBOX_REPLY_DOMAIN=/);
  });

  test("domains and addresses", () => {
    const settings = read("INBOX_RECIPIENTS= Support@Acme.test ,acme.org\nINBOX_REPLY_DOMAIN=Reply.acme.test");
    expect(settings).toMatchObject({
      recipients: ["support@acme.test", "acme.org"],
      replyDomain: "reply.acme.test",
      isProtected: false,
    });
  });

  test("a page's name without its certificate", () => {
    expect(() => read("INBOX_RECIPIENTS=a.test\nINBOX_REPLY_DOMAIN=r.a.test\nINBOX_PAGE_DOMAIN=inbox.a.test")).toThrow(
      /go together/,
    );
  });

  test.each([
    ["no domain", { recipients: ["support@localhost"] }, /localhost is no domain/],
    ["one that SES refuses", { recipients: ["acme.invalid"] }, /acme\.invalid/],
    ["the reply domain as an inbox's", { recipients: ["reply.acme.test"] }, /cannot be both/],
    ["more than a rule takes", { recipients: Array.from({ length: 500 }, (_, n) => `a${n}@acme.test`) }, /500 recipients/],
  ])("%s", (_what, wrong, sentence) => {
    expect(() => checkMail({ ...prod, ...wrong })).toThrow(sentence);
  });
});

describe("the account", () => {
  let server: Server | undefined;
  afterEach(() => new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve())));

  /** AWS, as far as one answer goes. */
  async function aws(status: number, body: string) {
    server = createServer((_request, response) => response.writeHead(status, { "content-type": "text/xml" }).end(body));
    await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const endpoint = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
    return { endpoint, region: "eu-west-1", credentials: { accessKeyId: "a", secretAccessKey: "b" }, maxAttempts: 1 };
  }

  test("credentials that AWS does not know", async () => {
    const body = "<ErrorResponse><Error><Code>InvalidClientTokenId</Code><Message>no</Message></Error></ErrorResponse>";
    await expect(checkCredentials(new STSClient(await aws(403, body)))).rejects.toThrow(/InvalidClientTokenId.*aws sso login/);
  });

  test("no credentials at all", async () => {
    const none = () => Promise.reject(Object.assign(new Error("none"), { name: "CredentialsProviderError" }));
    await expect(checkCredentials(new STSClient({ region: "eu-west-1", credentials: none }))).rejects.toThrow(/AWS_PROFILE/);
  });

  const activeSet = (name: string) =>
    `<DescribeActiveReceiptRuleSetResponse><DescribeActiveReceiptRuleSetResult>${name && `<Metadata><Name>${name}</Name></Metadata>`}` +
    "</DescribeActiveReceiptRuleSetResult></DescribeActiveReceiptRuleSetResponse>";

  test("somebody else's active rule set is left alone", async () => {
    const ses = new SESClient(await aws(200, activeSet("their-mail")));
    await expect(checkRuleSet(ses, prod)).rejects.toThrow(/"their-mail".*INBOX_RULE_SET=their-mail/);
  });

  test.each([
    ["ours", "shared-inbox", true],
    ["none", "", false],
  ])("%s active: go on", async (_what, name, isActive) => {
    expect(await checkRuleSet(new SESClient(await aws(200, activeSet(name))), prod)).toEqual({ isActive });
  });

  test("a bucket name that is another account's", async () => {
    const s3 = new S3Client({ ...(await aws(403, "")), forcePathStyle: true });
    await expect(checkBuckets(s3, prod, "123456789012")).rejects.toThrow(/inbox-prod-raw-123456789012-eu-west-1 is taken/);
  });

  test.each([200, 404])("one that is ours or nobody's (%i): go on", async (status) => {
    const s3 = new S3Client({ ...(await aws(status, "")), forcePathStyle: true });
    await expect(checkBuckets(s3, prod, "123456789012")).resolves.toBeUndefined();
  });
});
