// The deployed product as the outside world meets it: SES delivers and reports, members call the API and listen on sockets.
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import {
  CreateReceiptRuleSetCommand,
  ListReceiptRuleSetsCommand,
  SESClient,
  SetActiveReceiptRuleSetCommand,
} from "@aws-sdk/client-ses";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { WebSocket } from "ws";
import { startSession } from "../../functions/auth/session.ts";
import { newId } from "../../functions/runtime/ids.ts";
import { findInboxByAddress, saveInbox } from "../../functions/store/inboxes.ts";
import { listMembers, saveMember } from "../../functions/store/members.ts";
import { type Emulator, region } from "./emulator.ts";
import { type Found, type Ran, run, theOne } from "./stage.ts";

export interface Desk {
  deliver(id: string, raw: string, recipient: string): Promise<void>;
  report(event: Record<string, unknown>): Promise<void>;
  signIn(email: string): Promise<Member>;
  withCookie(cookie: string): Member;
  /** What the command said that made the first admin, ana@acme.test. */
  readonly firstAdmin: Ran;
  /** As somebody else in the same account would. */
  activateRuleSet(name: string): Promise<void>;
  /** What the emulator's SES was given to send. */
  sent(): Promise<{ MessageId: string; raw: string }[]>;
  /** What its Cognito mailed to people. */
  invitations(): Promise<{ to: string; text: string }[]>;
}

/** What we look at of the API's answers. */
export interface Answer {
  readonly id: string;
  readonly subject: string;
  readonly version: number;
  readonly items: readonly { readonly id: string; readonly subject: string }[];
  readonly conversation?: { readonly version: number };
  readonly entries: readonly { readonly id: string; readonly delivery?: { readonly state: string } }[];
}

export interface Member {
  call(method: string, path: string, body?: unknown): Promise<{ status: number; body: Answer }>;
  /** Hears the sockets from now on. */
  listen(): Promise<{ heard: { type: string; id: string }[]; close(): void }>;
}

export async function openDesk(emulator: Emulator, resources: readonly Found[], stage: string): Promise<Desk> {
  const { url } = emulator;
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const s3 = new S3Client({ endpoint: url, region, credentials, forcePathStyle: true });
  const ses = new SESClient({ endpoint: url, region, credentials });
  const sns = new SNSClient({ endpoint: url, region, credentials });
  const bucket = theOne(resources, "AWS::S3::Bucket", "raw");
  const topic = (name: string) => theOne(resources, "AWS::SNS::Topic", name);
  const distribution = theOne(resources, "AWS::CloudFront::Distribution");
  const origin = await originOf(url, distribution);
  const firstAdmin = await run(emulator, "admin", [...["--stage", stage], ...ana, ...inboxes]);
  if (firstAdmin.code !== 0) throw new Error(firstAdmin.said);
  // The others are made in the table, for there is no API for them yet. Sessions too, for no browser signs in here.
  Object.assign(process.env, {
    ...{ AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test", AWS_REGION: region },
    TABLE_NAME: theOne(resources, "AWS::DynamoDB::GlobalTable"),
    AWS_ENDPOINT_URL_DYNAMODB: url,
    APP_ORIGIN: origin,
  });
  await seedAgents(["beto", "carla"]);

  const publish = async (name: string, message: unknown) => {
    await sns.send(new PublishCommand({ TopicArn: topic(name), Message: JSON.stringify(message) }));
  };
  const mailed = async () => {
    const { messages } = (await (await fetch(`${url}/_ministack/ses/messages`)).json()) as { messages: unknown };
    return Object.values(messages as Record<string, unknown>).flat() as Record<string, string>[];
  };
  return {
    firstAdmin,
    async deliver(id, raw, recipient) {
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key: `raw/${id}`, Body: raw }));
      await publish("notices", notice(id, recipient, bucket));
    },
    report: (event) => publish("reports", event),
    async signIn(email) {
      const member = (await listMembers()).find((one) => one.email === email);
      const { cookie } = await startSession(member?.id ?? "");
      return memberAt(url, resources, origin, cookie.split(";")[0] ?? "");
    },
    withCookie: (cookie) => memberAt(url, resources, origin, cookie),
    async activateRuleSet(RuleSetName) {
      const { RuleSets = [] } = await ses.send(new ListReceiptRuleSetsCommand({}));
      if (!RuleSets.some(({ Name }) => Name === RuleSetName)) await ses.send(new CreateReceiptRuleSetCommand({ RuleSetName }));
      await ses.send(new SetActiveReceiptRuleSetCommand({ RuleSetName }));
    },
    async sent() {
      const ours = (await mailed()).filter(({ Type }) => Type !== invitation);
      return ours.map((one) => ({ MessageId: one.MessageId ?? one.id ?? "", raw: JSON.stringify(one) }));
    },
    async invitations() {
      const theirs = (await mailed()).filter(({ Type }) => Type === invitation);
      return theirs.map(({ To, BodyText, BodyHtml }) => ({ to: String(To), text: `${BodyText}${BodyHtml}` }));
    },
  };
}

const ana = ["--email", "Ana@acme.test", "--name", "Ana Ferrer", "--company", "Acme"];
const inboxes = ["--inbox", "support@acme.test=Support", "--inbox", "sales@acme.test=Sales"];
const invitation = "CognitoInvitationMessage";

/** Agents who may answer in the inbox that the first admin was given. */
async function seedAgents(names: readonly string[]): Promise<void> {
  const inbox = await findInboxByAddress("support@acme.test");
  if (!inbox) throw new Error("there is no inbox to work in");
  const agents = names.map((name) => ({ id: newId("member"), name, email: `${name}@acme.test` }));
  for (const agent of agents) await saveMember({ ...agent, role: "agent", teamIds: [], isDisabled: false });
  const access = Object.fromEntries(agents.map(({ id }) => [id, "reply" as const]));
  await saveInbox({ ...inbox, access: { ...inbox.access, ...access } });
}

function memberAt(url: string, resources: readonly Found[], origin: string, cookie: string): Member {
  const api = `${url}/_aws/execute-api/${theOne(resources, "AWS::ApiGatewayV2::Api", "http")}/$default`;
  const sockets = `${url.replace("http", "ws")}/_aws/execute-api/${theOne(resources, "AWS::ApiGatewayV2::Api", "sockets")}/socket`;
  return {
    async call(method, path, body) {
      const answer = await fetch(`${api}/api/v1${path}`, {
        method,
        headers: {
          cookie,
          origin,
          "x-requested-by": "page",
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      return { status: answer.status, body: (text === "" ? {} : JSON.parse(text)) as Answer };
    },
    async listen() {
      const socket = new WebSocket(sockets, { headers: { cookie, origin } });
      const heard: { type: string; id: string }[] = [];
      socket.on("message", (data) => heard.push(JSON.parse(String(data))));
      await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
      return { heard, close: () => socket.close() };
    },
  };
}

async function originOf(url: string, distributionId: string): Promise<string> {
  const answer = await fetch(`${url}/2020-05-31/distribution/${distributionId}`, {
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${region}/cloudfront/aws4_request, SignedHeaders=host, Signature=0`,
    },
  });
  return `https://${/<DomainName>([^<]+\.cloudfront\.net)</.exec(await answer.text())?.[1] ?? ""}`;
}

function notice(messageId: string, recipient: string, bucketName: string) {
  const pass = { status: "PASS" };
  return {
    notificationType: "Received",
    mail: { messageId, timestamp: new Date().toISOString(), source: "customer@example.org" },
    receipt: {
      recipients: [recipient],
      ...{ spamVerdict: pass, virusVerdict: pass, spfVerdict: pass, dkimVerdict: pass, dmarcVerdict: pass },
      action: { type: "S3", bucketName, objectKey: `raw/${messageId}` },
    },
  };
}

/** Asks until the answer is something, or for so long that it will never be. */
export async function eventually<T>(ask: () => Promise<T | undefined>, what: string, seconds = 60): Promise<T> {
  for (const until = Date.now() + seconds * 1000; Date.now() < until; ) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  throw new Error(`${what} did not happen within ${seconds} s`);
}
