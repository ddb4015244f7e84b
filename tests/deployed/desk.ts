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
import { clientAt, type Emulator } from "./emulator.ts";
import { originOf } from "./people.ts";
import { type Found, theOne } from "./stage.ts";

export interface Desk {
  deliver(id: string, raw: string, recipient: string): Promise<void>;
  report(event: Record<string, unknown>): Promise<void>;
  signIn(email: string): Member;
  withCookie(cookie: string): Member;
  /** As somebody else in the same account would. */
  activateRuleSet(name: string): Promise<void>;
  /** What the emulator's SES was given to send. */
  sent(): Promise<{ MessageId: string; to: readonly string[] }[]>;
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
  readonly entries: readonly Entry[];
}

export interface Entry {
  readonly id: string;
  readonly kind: string;
  readonly subject?: string;
  readonly text?: string;
  readonly delivery?: { readonly state: string; readonly sesMessageId?: string };
  readonly replyTo?: readonly { readonly address: string }[];
}

export interface Member {
  call(method: string, path: string, body?: unknown): Promise<{ status: number; body: Answer }>;
  /** Hears the sockets from now on. */
  listen(): Promise<{ heard: { type: string; id: string }[]; close(): void }>;
}

/** @param cookies each person's session, by their address */
export async function openDesk(
  emulator: Emulator,
  resources: readonly Found[],
  cookies: Readonly<Record<string, string>>,
): Promise<Desk> {
  const { url } = emulator;
  const s3 = new S3Client({ ...clientAt(emulator), forcePathStyle: true });
  const ses = new SESClient(clientAt(emulator));
  const sns = new SNSClient(clientAt(emulator));
  const bucket = theOne(resources, "AWS::S3::Bucket", "raw");
  const topic = (name: string) => theOne(resources, "AWS::SNS::Topic", name);
  const origin = await originOf(emulator, resources);

  const publish = async (name: string, message: unknown) => {
    await sns.send(new PublishCommand({ TopicArn: topic(name), Message: JSON.stringify(message) }));
  };
  const mailed = async () => {
    const { messages } = (await (await fetch(`${url}/_ministack/ses/messages`)).json()) as { messages: unknown };
    return Object.values(messages as Record<string, unknown>).flat() as Mailed[];
  };
  return {
    async deliver(id, raw, recipient) {
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key: `raw/${id}`, Body: raw }));
      await publish("notices", notice(id, recipient, bucket));
    },
    report: (event) => publish("reports", event),
    signIn: (email) => memberAt(url, resources, origin, cookies[email] ?? ""),
    withCookie: (cookie) => memberAt(url, resources, origin, cookie),
    async activateRuleSet(RuleSetName) {
      const { RuleSets = [] } = await ses.send(new ListReceiptRuleSetsCommand({}));
      if (!RuleSets.some(({ Name }) => Name === RuleSetName)) await ses.send(new CreateReceiptRuleSetCommand({ RuleSetName }));
      await ses.send(new SetActiveReceiptRuleSetCommand({ RuleSetName }));
    },
    async sent() {
      const ours = (await mailed()).filter(({ Type }) => Type !== invitation);
      return ours.map(({ MessageId, To }) => ({ MessageId, to: To }));
    },
    async invitations() {
      const theirs = (await mailed()).filter(({ Type }) => Type === invitation);
      return theirs.map(({ To, BodyText, BodyHtml }) => ({ to: String(To), text: `${BodyText}${BodyHtml}` }));
    },
  };
}

/** As the emulator lists it. */
interface Mailed {
  readonly MessageId: string;
  readonly To: readonly string[];
  readonly Type?: string;
  readonly BodyText?: string;
  readonly BodyHtml?: string;
}

const invitation = "CognitoInvitationMessage";

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
export async function eventually<T>(ask: () => Promise<T | undefined>, what: string, seconds = 120): Promise<T> {
  for (const until = Date.now() + seconds * 1000; Date.now() < until; ) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  throw new Error(`${what} did not happen within ${seconds} s`);
}
