// Who may sign in: a Cognito user pool in which only an administrator makes accounts.
import { Aws, CfnOutput, Duration } from "aws-cdk-lib";
import {
  AccountRecovery,
  type CfnUserPoolClient,
  FeaturePlan,
  Mfa,
  OAuthScope,
  type UserInvitationConfig,
  UserPool,
  UserPoolClient,
  UserPoolClientIdentityProvider,
} from "aws-cdk-lib/aws-cognito";
import type { Construct } from "constructs";
import { type Build, keptIf, stackFor } from "./defaults.ts";
import { appName } from "./names.ts";

export interface Auth {
  readonly userPool: UserPool;
  readonly issuer: string;
}

export function auth(scope: Construct, build: Build, pageOrigin: string): Auth {
  const { stage, isProtected } = build.settings;
  const stack = stackFor(scope, build, "auth", "Who may sign in");
  const userPool = new UserPool(stack, "people", {
    selfSignUpEnabled: false,
    signInAliases: { email: true },
    // It cannot be changed later: otherwise Ana@ and ana@ would be two people.
    signInCaseSensitive: false,
    autoVerify: { email: true },
    // A new address counts only once its owner has shown that it is theirs.
    keepOriginal: { email: true },
    mfa: Mfa.OPTIONAL,
    mfaSecondFactor: { sms: false, otp: true },
    userInvitation: invitation(pageOrigin),
    passwordPolicy: {
      minLength: 12,
      requireDigits: true,
      requireLowercase: true,
      requireUppercase: true,
      requireSymbols: true,
      tempPasswordValidity: Duration.days(7),
    },
    accountRecovery: AccountRecovery.EMAIL_ONLY,
    featurePlan: FeaturePlan.ESSENTIALS,
    deletionProtection: isProtected,
    removalPolicy: keptIf(isProtected),
  });
  userPool.addDomain("sign-in-page", { cognitoDomain: { domainPrefix: `${appName}-${stage}-${Aws.ACCOUNT_ID}` } });
  const issuer = `https://cognito-idp.${stack.region}.${Aws.URL_SUFFIX}/${userPool.userPoolId}`;
  new CfnOutput(stack, "user-pool", { value: userPool.userPoolId });
  new CfnOutput(stack, "issuer", { value: issuer });
  return { userPool, issuer };
}

/** Cognito's own says neither where to go nor how long the password is good for. It sends HTML, and puts two values in. */
function invitation(pageOrigin: string): UserInvitationConfig {
  const page = `<a href="${pageOrigin}">${pageOrigin}</a>`;
  const lines = [
    `Sign in at ${page} as {username} with the temporary password {####} within seven days.`,
    `Inicia sesión en ${page} como {username} con la contraseña temporal {####} antes de siete días.`,
    `Accedi a ${page} come {username} con la password temporanea {####} entro sette giorni.`,
  ];
  return { emailSubject: "Your invitation to the shared inbox", emailBody: lines.map((line) => `<p>${line}</p>`).join("") };
}

/** The page as Cognito's client. It stands in the API's own stack, so that its secret crosses no stack's outputs. */
export function pageClient(scope: Construct, { userPool }: Auth, origin: string): { id: string; secret: string } {
  const client = new UserPoolClient(scope, "page", {
    userPool,
    generateSecret: true,
    preventUserExistenceErrors: true,
    authFlows: {},
    supportedIdentityProviders: [UserPoolClientIdentityProvider.COGNITO],
    oAuth: {
      flows: { authorizationCodeGrant: true },
      scopes: [OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.PROFILE],
      callbackUrls: [`${origin}/api/v1/session/callback`],
      logoutUrls: [`${origin}/`],
    },
  });
  const plain = client.node.defaultChild as CfnUserPoolClient;
  return { id: plain.ref, secret: plain.attrClientSecret };
}
