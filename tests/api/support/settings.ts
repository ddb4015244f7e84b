// The settings that the API reads, as a workspace on a laptop has them.

export const origin = "http://127.0.0.1:3000";

export const clientId = "inbox";
export const clientSecret = "a secret of the tests";

export function settle(more: Readonly<Record<string, string>> = {}): void {
  Object.assign(process.env, {
    APP_ORIGIN: origin,
    SOCKET_ADDRESS: "ws://127.0.0.1:3000/socket",
    REPLY_DOMAIN: "reply.acme.test",
    AWS_REGION: "eu-west-1",
    SIGNING_KEYS: "k1:00112233445566778899aabbccddeeff,k0:ffeeddccbbaa99887766554433221100",
    OIDC_ISSUER: "http://127.0.0.1:1",
    OIDC_CLIENT_ID: clientId,
    OIDC_CLIENT_SECRET: clientSecret,
    ...more,
  });
}
