// The only reader of process.env. Read at each access, so that a test may start one platform after another.
import type { SigningKeys } from "../core/signature.ts";

export const config = {
  get tableName() {
    return required("TABLE_NAME");
  },
  get rawBucket() {
    return required("RAW_BUCKET");
  },
  get filesBucket() {
    return required("FILES_BUCKET");
  },
  get inboundQueueUrl() {
    return required("INBOUND_QUEUE_URL");
  },
  get outboundQueueUrl() {
    return required("OUTBOUND_QUEUE_URL");
  },
  /** The function that tells the sockets. */
  get realtimeFunction() {
    return required("REALTIME_FUNCTION");
  },
  /** API Gateway's management endpoint of the WebSocket API. */
  get socketManagementUrl() {
    return required("SOCKET_MANAGEMENT_URL");
  },
  /** What the page connects to: `wss://…`. */
  get socketAddress() {
    return required("SOCKET_ADDRESS");
  },
  /** Scheme, host and port of the page. */
  get appOrigin() {
    return required("APP_ORIGIN");
  },
  /** The domain whose mail all comes to us: signed reply addresses live there. */
  get replyDomain() {
    return required("REPLY_DOMAIN").toLowerCase();
  },
  /** `id:hex,id:hex`; the first signs, all verify. */
  get signingKeys(): SigningKeys {
    return required("SIGNING_KEYS")
      .split(",")
      .map((pair) => {
        const [id = "", secret = ""] = pair.split(":");
        if (!id || secret.length < 32) throw new Error("SIGNING_KEYS must be id:hex pairs of at least 128 bits");
        return { id, secret: Buffer.from(secret, "hex") };
      });
  },
  get oidcIssuer() {
    return required("OIDC_ISSUER");
  },
  get oidcClientId() {
    return required("OIDC_CLIENT_ID");
  },
  get oidcClientSecret() {
    return required("OIDC_CLIENT_SECRET");
  },
  get configurationSet() {
    return required("CONFIGURATION_SET");
  },
  get region() {
    return required("AWS_REGION");
  },
  /** As Lambda puts them into a function's environment, and the local platform too. */
  get credentials() {
    const sessionToken = process.env.AWS_SESSION_TOKEN;
    return {
      accessKeyId: required("AWS_ACCESS_KEY_ID"),
      secretAccessKey: required("AWS_SECRET_ACCESS_KEY"),
      ...(sessionToken && { sessionToken }),
    };
  },
  /** Another endpoint for one service (the local platform, the emulator); undefined means AWS itself. */
  endpoint(service: "DYNAMODB" | "S3" | "SQS" | "SES" | "LAMBDA"): string | undefined {
    return process.env[`AWS_ENDPOINT_URL_${service}`];
  },
};

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}
