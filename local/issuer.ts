// An OpenID Connect issuer for this machine: its sign-in page lists the members, and whoever clicks on one is that member.
import "./quiet.ts";
import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import Provider, { type Configuration, errors, interactionPolicy, type JWK } from "oidc-provider";
import type { Member } from "../functions/store/members.ts";
import { reportFault } from "./fault.ts";
import { escapeHtml, htmlPage, pageHeaders } from "./html.ts";
import { issuerStore } from "./issuer-store.ts";
import { issuerPath } from "./site.ts";

export interface IssuerOptions {
  /** Of the page, where the issuer is mounted too. */
  readonly origin: string;
  readonly folder: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly cookieKey: string;
  readonly signingKey: JWK;
  readonly members: () => Promise<readonly Member[]>;
}

export interface LocalIssuer {
  readonly url: string;
  /** Answers a request whose path begins with `issuerPath`. */
  handle(request: IncomingMessage, response: ServerResponse): void;
}

const signInPath = `${issuerPath}/sign-in/`;

export async function localIssuer(options: IssuerOptions): Promise<LocalIssuer> {
  const url = `${options.origin}${issuerPath}`;
  const provider = new Provider(url, await configuration(options));
  const answer = provider.callback();
  return {
    url,
    handle(request, response) {
      if (request.url?.startsWith(signInPath)) {
        signIn(provider, options, request, response).catch((error: unknown) => fail(error, response));
        return;
      }
      // oidc-provider finds its mount path by comparing the two addresses.
      Object.assign(request, { originalUrl: request.url });
      request.url = request.url?.slice(issuerPath.length) || "/";
      answer(request, response).catch((error: unknown) => fail(error, response));
    },
  };
}

async function configuration(options: IssuerOptions): Promise<Configuration> {
  const { origin, folder, clientId, clientSecret, cookieKey, signingKey, members } = options;
  return {
    adapter: await issuerStore(folder),
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [`${origin}/api/v1/session/callback`],
        grant_types: ["authorization_code"],
        response_types: ["code"],
      },
    ],
    cookies: { keys: [cookieKey] },
    jwks: { keys: [signingKey] },
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    // The page's side reads email and name from the ID token, as with Amazon Cognito.
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, interaction) => `${signInPath}${interaction.uid}`, policy: alwaysAsk() },
    pkce: { required: () => true },
    ttl: { Interaction: 3600, Session: 12 * 3600, Grant: 12 * 3600, AccessToken: 3600, IdToken: 3600, AuthorizationCode: 60 },
    async findAccount(_ctx, memberId) {
      const member = (await members()).find((one) => one.id === memberId);
      if (!member) return undefined;
      return { accountId: member.id, claims: () => claimsOf(member) };
    },
    /** Nobody is asked whether our own page may know their name. */
    async loadExistingGrant({ oidc }) {
      const { provider, client, session } = oidc;
      if (!client || !session?.accountId) return undefined;
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope("openid email profile");
      await grant.save();
      return grant;
    },
    renderError(ctx, out) {
      ctx.set(pageHeaders);
      ctx.body = notice("This sign-in did not work", `${out.error}: ${out.error_description ?? ""}`);
    },
  };
}

function claimsOf({ id, name, email }: Member) {
  return { sub: id, name, email, email_verified: true };
}

/** The list is shown at every sign-in, so that one person can try the product as several. */
function alwaysAsk() {
  const policy = interactionPolicy.base();
  const ask = new interactionPolicy.Check("local_choice", "Somebody has to be chosen", ({ oidc }) => !oidc.result?.login);
  policy.get("login")?.checks.add(ask);
  return policy;
}

async function signIn(
  provider: Provider,
  { members }: IssuerOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { uid } = await provider.interactionDetails(request, response);
  const signingIn = (await members()).filter((member) => !member.isDisabled);
  if (request.method !== "POST") return send(response, 200, signInPage(uid, signingIn));
  const chosen = new URLSearchParams(await text(request)).get("member");
  const member = signingIn.find((one) => one.id === chosen);
  if (!member) return send(response, 400, signInPage(uid, signingIn));
  await provider.interactionFinished(request, response, { login: { accountId: member.id, remember: false } });
}

function signInPage(uid: string, members: readonly Member[]): string {
  const buttons = members.map(
    ({ id, name, email, role }) =>
      `<li><button name="member" value="${escapeHtml(id)}"><strong>${escapeHtml(name)}</strong><br>` +
      `<small>${escapeHtml(email)} · ${escapeHtml(role)}</small></button></li>`,
  );
  return htmlPage(
    "Who are you today?",
    `<p>This sign-in page belongs to the local platform and exists on this machine only: choose somebody, no password needed.
Deployed, the team's own OpenID Connect issuer stands here.</p>
<form method="post" action="${signInPath}${encodeURIComponent(uid)}"><ul>${buttons.join("")}</ul></form>`,
  );
}

function fail(error: unknown, response: ServerResponse): void {
  if (error instanceof errors.OIDCProviderError) {
    return send(
      response,
      error.statusCode,
      notice("This sign-in has expired", "It was left alone for too long, or begun in another browser."),
    );
  }
  reportFault("issuer", error);
  send(response, 500, notice("This sign-in did not work", "The terminal says why."));
}

function notice(title: string, text: string): string {
  return htmlPage(title, `<p>${escapeHtml(text)}</p><p><a href="/">Back to the start</a></p>`);
}

function send(response: ServerResponse, status: number, page: string): void {
  response.writeHead(status, pageHeaders).end(page);
}
