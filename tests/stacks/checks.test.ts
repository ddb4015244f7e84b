// Bad input stops before anything is made, with a sentence that says what to do.
import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { STSClient } from "@aws-sdk/client-sts";
import { SESClient } from "@aws-sdk/client-ses";
import { SESv2Client } from "@aws-sdk/client-sesv2";
import { S3Client } from "@aws-sdk/client-s3";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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
import { checkPageDomain } from "../../stacks/checks-page.ts";
import { bucketName } from "../../stacks/names.ts";
import { prepareIdentities } from "../../stacks/prepare.ts";
import { loadStageFile, readSettings } from "../../stacks/settings.ts";
import { type Answer, type FakeAws, refusal, startAws } from "./aws.ts";
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
  const told = [
    ...["INBOX_REPLY_DOMAIN", "INBOX_RECIPIENTS", "INBOX_PAGE_DOMAIN", "INBOX_PAGE_CERTIFICATE"],
    ...["INBOX_ALARM_EMAIL", "INBOX_RULE_SET"],
  ];
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

  test("the example names everything that is read, and is what a stage can be told", () => {
    const example = readFileSync(new URL("../../.env.example", import.meta.url), "utf8");
    const source = readFileSync(new URL("../../stacks/settings.ts", import.meta.url), "utf8");
    const named = new Set([...source.matchAll(/told\.(INBOX_[A-Z_]+)/g)].map(([, name]) => name));
    expect(new Set([...example.matchAll(/^(?:# )?(INBOX_[A-Z_]+)=/gm)].map(([, name]) => name))).toEqual(named);
    const settings = read(example.replaceAll(/^AWS_REGION=.*$/gm, "").replaceAll(/^# (INBOX_)/gm, "$1"));
    expect(() => checkMail(settings)).not.toThrow();
    expect(() => checkPageDomain(settings)).not.toThrow();
    expect(settings).toMatchObject({ ruleSet: "shared-inbox", alarmEmail: "ops@example.com" });
  });

  describe("the region", () => {
    const shell = process.env.AWS_REGION;
    afterEach(() => {
      if (shell === undefined) delete process.env.AWS_REGION;
      else process.env.AWS_REGION = shell;
    });
    const regionOf = (said: string | undefined, inFile: string | undefined, inShell: string | undefined) => {
      delete process.env.AWS_REGION;
      if (inShell) process.env.AWS_REGION = inShell;
      writeFileSync(join(folder, ".env.x"), inFile ? `AWS_REGION=${inFile}` : "");
      return loadStageFile("x", folder, said);
    };

    test.each([
      ["said", "eu-west-1", "eu-west-2", "eu-west-3", "eu-west-1"],
      ["in the file", undefined, "eu-west-2", undefined, "eu-west-2"],
      ["in the shell", undefined, undefined, "eu-west-3", "eu-west-3"],
      ["the same in both", undefined, "eu-west-2", "eu-west-2", "eu-west-2"],
      ["nowhere", undefined, undefined, undefined, undefined],
    ])("%s", (_where, said, inFile, inShell, region) => expect(regionOf(said, inFile, inShell)).toBe(region));

    test("one in the file and another in the shell: a person has to say, or the stage would be made twice", () => {
      expect(() => regionOf(undefined, "eu-west-2", "us-east-1")).toThrow(
        /\.env\.x says eu-west-2, and AWS_REGION says us-east-1/,
      );
    });
  });

  test.each([
    ["no domain", { recipients: ["support@localhost"] }, /localhost is no domain/],
    ["one that SES refuses", { recipients: ["acme.invalid"] }, /acme\.invalid/],
    ["the reply domain as an inbox's", { recipients: ["reply.acme.test"] }, /cannot be both/],
    ["an inbox's address in the reply domain", { recipients: ["help@reply.acme.test"] }, /cannot be both/],
    ["more than a rule takes", { recipients: Array.from({ length: 500 }, (_, n) => `a${n}@acme.test`) }, /500 recipients/],
  ])("%s", (_what, wrong, sentence) => {
    expect(() => checkMail({ ...prod, ...wrong })).toThrow(sentence);
  });
});

describe("the account", () => {
  const account = "123456789012";
  const fakes: FakeAws[] = [];
  afterEach(async () => {
    for (const fake of fakes.splice(0)) await fake.stop();
  });

  async function aws(answer: Answer | ((asked: string) => Answer)) {
    const fake = await startAws(typeof answer === "function" ? answer : () => answer);
    fakes.push(fake);
    return fake.at;
  }

  test("credentials that AWS does not know", async () => {
    const sts = new STSClient(await aws(refusal("InvalidClientTokenId")));
    await expect(checkCredentials(sts, prod)).rejects.toThrow(/InvalidClientTokenId.*aws sso login/);
  });

  test("or a region that the account must switch on first", async () => {
    const sts = new STSClient(await aws(refusal("InvalidClientTokenId")));
    await expect(checkCredentials(sts, { region: "eu-south-1" })).rejects.toThrow(/Or eu-south-1 is not switched on/);
    await expect(checkCredentials(sts, prod)).rejects.not.toThrow(/switched on/);
  });

  test("no credentials at all", async () => {
    const none = () => Promise.reject(Object.assign(new Error("none"), { name: "CredentialsProviderError" }));
    await expect(checkCredentials(new STSClient({ region: "eu-west-1", credentials: none }), prod)).rejects.toThrow(
      /AWS_PROFILE/,
    );
  });

  const activeSet = (name: string): Answer => ({
    status: 200,
    body:
      `<DescribeActiveReceiptRuleSetResponse><DescribeActiveReceiptRuleSetResult>${name && `<Metadata><Name>${name}</Name></Metadata>`}` +
      "</DescribeActiveReceiptRuleSetResult></DescribeActiveReceiptRuleSetResponse>",
  });

  test("somebody else's active rule set is left alone", async () => {
    const ses = new SESClient(await aws(activeSet("their-mail")));
    await expect(checkRuleSet(ses, prod)).rejects.toThrow(/"their-mail".*INBOX_RULE_SET=their-mail/);
  });

  test.each([
    ["ours", "shared-inbox", true],
    ["none", "", false],
  ])("%s active: go on", async (_what, name, isActive) => {
    expect(await checkRuleSet(new SESClient(await aws(activeSet(name))), prod)).toEqual({ isActive });
  });

  test("a right that is missing is named", async () => {
    const ses = new SESClient(await aws(refusal("AccessDenied")));
    await expect(checkRuleSet(ses, prod)).rejects.toThrow(/may not ses:DescribeActiveReceiptRuleSet/);
  });

  test.each(["InvalidAction", "UnknownOperationException"])(
    "an emulator that answers %s is told apart from AWS",
    async (code) => {
      const at = await aws(refusal(code));
      const emulated = { ...prod, emulator: "http://127.0.0.1:4566" };
      await expect(checkRuleSet(new SESClient(at), emulated)).rejects.toThrow(/127\.0\.0\.1:4566 does not know ses:Describe/);
      await expect(checkRuleSet(new SESClient(at), prod)).rejects.not.toThrow(/emulator/);
    },
  );

  test("nobody at the emulator's address", async () => {
    const sts = new STSClient({ ...(await aws(refusal("never asked"))), endpoint: "http://127.0.0.1:9" });
    await expect(checkCredentials(sts, { ...prod, emulator: "http://127.0.0.1:9" })).rejects.toThrow(/Nothing answers at/);
    await expect(checkCredentials(sts, prod)).rejects.toThrow(/AWS cannot be reached.*ECONNREFUSED/);
  });

  describe("bucket names", () => {
    const noStack = refusal("ValidationError", "Stack with id prod-inbox-storage does not exist");
    const stack = {
      status: 200,
      body: "<DescribeStacksResponse><DescribeStacksResult><Stacks><member><StackName>s</StackName></member></Stacks></DescribeStacksResult></DescribeStacksResponse>",
    };
    async function check(bucketStatus: number, stackAnswer: Answer) {
      const at = await aws((asked) => (asked === "DescribeStacks" ? stackAnswer : { status: bucketStatus, body: "" }));
      return checkBuckets(new S3Client({ ...at, forcePathStyle: true }), new CloudFormationClient(at), prod, account);
    }

    test("another account's", () =>
      expect(check(403, noStack)).rejects.toThrow(/inbox-prod-raw-123456789012-eu-west-1 is taken by another account/));

    test("of an earlier stage, kept without its stack", () =>
      expect(check(200, noStack)).rejects.toThrow(/still there from an earlier stage prod.*Remove/));

    test.each([
      ["this stage's", 200, stack],
      ["nobody's", 404, noStack],
    ])("%s: go on", (_what, status, answer) => expect(check(status, answer)).resolves.toBeUndefined());
  });

  describe("an identity that SES does not take", () => {
    test.each(["BadRequestException", "LimitExceededException"])("%s names the domain", async (code) => {
      const at = await aws({ status: 400, body: JSON.stringify({ __type: code, message: "Not this one." }) });
      await expect(prepareIdentities(new SESv2Client(at), prod)).rejects.toThrow(
        /does not take the domain acme\.test: Not this one\./,
      );
    });

    test("one that is there is left alone", async () => {
      const at = await aws({ status: 400, body: JSON.stringify({ __type: "AlreadyExistsException", message: "" }) });
      await expect(prepareIdentities(new SESv2Client(at), prod)).resolves.toBeUndefined();
    });
  });
});
