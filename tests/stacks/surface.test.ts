// What the outside can reach, what it costs to stand still, and what tells us that something is wrong.
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { bundles } from "../../stacks/bundle.ts";
import { dev, prod, type Resource, resourcesOf, text } from "./templates.ts";

let resources: Resource[];
const ofType = (type: string) => resources.filter(({ Type }) => Type === type);

beforeAll(() => {
  resources = resourcesOf(prod);
});

describe("functions", () => {
  test("are small machines of today, on their own log with an end", () => {
    const functions = ofType("AWS::Lambda::Function");
    expect(functions).toHaveLength(Object.keys(bundles).length);
    for (const { Properties } of functions) {
      expect(Properties).toMatchObject({ Runtime: "nodejs24.x", Architectures: ["arm64"], Handler: "index.handler" });
      expect(Properties).toHaveProperty("LoggingConfig.LogGroup");
    }
    for (const { Properties } of ofType("AWS::Logs::LogGroup")) expect(Properties.RetentionInDays).toBe(30);
  });

  test("have no address of their own", () => {
    expect(ofType("AWS::Lambda::Url")).toEqual([]);
  });

  test("carry no secret that the template could show", () => {
    const values = ofType("AWS::Lambda::Function").flatMap(({ Properties }) =>
      Object.entries((Properties.Environment as { Variables: Record<string, unknown> }).Variables),
    );
    const secrets = values.filter(([name]) => /SECRET|KEY|TOKEN|PASSWORD/.test(name));
    expect(secrets.map(([name]) => name)).toEqual(expect.arrayContaining(["SIGNING_KEYS", "OIDC_CLIENT_SECRET"]));
    for (const [name, value] of secrets) {
      if (name === "SIGNING_KEYS") expect(value).toBe("{{resolve:ssm:/inbox/prod/signing-keys:7}}");
      else expect(value).toEqual({ "Fn::GetAtt": [expect.any(String), "ClientSecret"] });
    }
  });

  test("are told everything that they read, and nothing else", () => {
    const source = readFileSync(new URL("../../functions/runtime/config.ts", import.meta.url), "utf8");
    const known = [...source.matchAll(/required\("([A-Z_]+)"\)/g)].map(([, name]) => name);
    const names = ofType("AWS::Lambda::Function").flatMap(({ Properties }) =>
      Object.keys((Properties.Environment as { Variables: Record<string, unknown> }).Variables),
    );
    expect(names.filter((name) => !known.includes(name))).toEqual([]);
    const ofLambda = ["AWS_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"];
    expect(known.filter((name) => !names.includes(name ?? "")).toSorted()).toEqual(ofLambda.toSorted());
  });
});

describe("people", () => {
  const pool = () => ofType("AWS::Cognito::UserPool")[0]?.Properties;

  test("are invited, never sign up, and are one person however they write their address", () => {
    expect(pool()).toMatchObject({
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      UsernameAttributes: ["email"],
      UsernameConfiguration: { CaseSensitive: false },
    });
  });

  test("are told where to go, in three languages, with both values that Cognito puts in", () => {
    const { EmailMessage } = (pool()?.AdminCreateUserConfig as { InviteMessageTemplate: { EmailMessage: unknown } })
      .InviteMessageTemplate;
    const said = text(EmailMessage);
    for (const word of ["Sign in at", "Inicia", "Accedi", "DomainName"]) expect(said).toContain(word);
    expect(said.match(/\{username\}/g)).toHaveLength(3);
    expect(said.match(/\{####\}/g)).toHaveLength(3);
  });
});

describe("the door", () => {
  const distribution = () => ofType("AWS::CloudFront::Distribution")[0]?.Properties;

  test("shows the page from a closed bucket, the API and the sockets under one host", () => {
    expect(text(distribution())).toContain('"PathPattern":"/api/*"');
    expect(text(distribution())).toContain('"PathPattern":"/socket"');
    expect(ofType("AWS::CloudFront::OriginAccessControl")).toHaveLength(1);
    expect(distribution()).toMatchObject({
      DistributionConfig: { DefaultCacheBehavior: { ViewerProtocolPolicy: "redirect-to-https" } },
    });
  });

  test("has CloudFront's name, or the stage's own with its certificate", () => {
    const certificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/1f2e3d4c-0000-4000-8000-000000000000";
    const named = resourcesOf({ ...dev, pageDomain: { name: "inbox.acme.test", certificateArn } });
    const [own] = named.filter(({ Type }) => Type === "AWS::CloudFront::Distribution");
    expect(distribution()).not.toHaveProperty("DistributionConfig.Aliases");
    expect(own?.Properties).toMatchObject({
      DistributionConfig: {
        Aliases: ["inbox.acme.test"],
        ViewerCertificate: {
          AcmCertificateArn: certificateArn,
          MinimumProtocolVersion: "TLSv1.2_2021",
          SslSupportMethod: "sni-only",
        },
      },
    });
    const variables = named.flatMap(
      ({ Properties }) => (Properties.Environment as { Variables?: object } | undefined)?.Variables ?? [],
    );
    expect(text(variables)).toContain('"APP_ORIGIN":"https://inbox.acme.test"');
    expect(text(variables)).toContain('"SOCKET_ADDRESS":"wss://inbox.acme.test/socket"');
    const [client] = named.filter(({ Type }) => Type === "AWS::Cognito::UserPoolClient");
    expect(client?.Properties.CallbackURLs).toEqual(["https://inbox.acme.test/api/v1/session/callback"]);
  });

  test("errors of the API stay the API's", () => {
    expect(distribution()).not.toHaveProperty("DistributionConfig.CustomErrorResponses");
  });

  test("sends headers that keep a browser careful", () => {
    const headers = text(ofType("AWS::CloudFront::ResponseHeadersPolicy")[0]);
    for (const part of ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "DENY"])
      expect(headers).toContain(part);
    expect(headers).toContain('"AccessControlMaxAgeSec":31536000');
    expect(headers).not.toContain("unsafe-");
  });

  test("the APIs are throttled", () => {
    for (const { Properties } of ofType("AWS::ApiGatewayV2::Stage")) {
      expect(Properties).toHaveProperty("DefaultRouteSettings.ThrottlingRateLimit");
    }
  });
});

describe("cheap", () => {
  test("nothing that costs money while it does nothing", () => {
    const types = new Set(resources.map(({ Type }) => Type));
    for (const dear of ["AWS::KMS::Key", "AWS::SecretsManager::Secret", "AWS::EC2::NatGateway", "AWS::WAFv2::WebACL"]) {
      expect(types).not.toContain(dear);
    }
  });

  test("nothing that runs code of others while it deploys", () => {
    expect(resources.filter(({ Type }) => /^Custom::|CustomResource/.test(Type))).toEqual([]);
  });
});

describe("alarms", () => {
  // CloudWatch gives ten away; each further one costs more than all our functions.
  const expected = [
    ...["bounces", "complaints", "found-unfiled", "given-up", "mail-lost", "mail-not-filed", "mail-not-sent"],
    ...["mail-not-stored", "mail-not-yet-filed", "mail-waits", "reply-stuck", "unconfirmed"],
  ];

  test("are these, each told to the topic", () => {
    const alarms = ofType("AWS::CloudWatch::Alarm");
    const names = alarms.map(({ stack, Properties }) => String(Properties.AlarmName).replace(`${stack}-`, ""));
    expect(names.toSorted()).toEqual(expected);
    for (const { Properties } of alarms) expect(Properties.AlarmActions).toHaveLength(1);
  });

  test.each(expected)("%s has a line in the runbook", (name) => {
    const runbook = readFileSync(new URL("../../stacks/README.md", import.meta.url), "utf8");
    expect(runbook).toContain(`\n### ${name}\n`);
  });

  test("every dead-letter queue has one", () => {
    const dead = ofType("AWS::SQS::Queue").filter(({ id }) => id.includes("dead"));
    const watched = ofType("AWS::CloudWatch::Alarm").filter(
      ({ Properties }) => Properties.MetricName === "ApproximateNumberOfMessagesVisible",
    );
    expect(watched).toHaveLength(dead.length);
  });

  test("reputation is watched at half of what AWS reviews an account for", () => {
    const thresholds = ofType("AWS::CloudWatch::Alarm")
      .filter(({ Properties }) => /^Reputation/.test(String(Properties.MetricName)))
      .map(({ Properties }) => [Properties.MetricName, Properties.Threshold]);
    expect(Object.fromEntries(thresholds)).toEqual({ "Reputation.BounceRate": 0.025, "Reputation.ComplaintRate": 0.0005 });
  });

  test("somebody hears when the rules of receiving are changed", () => {
    const [rule] = ofType("AWS::Events::Rule").filter(({ Properties }) => "EventPattern" in Properties);
    for (const call of ["SetActiveReceiptRuleSet", "PutBucketPolicy", "DeleteIdentity", "PutKeyPolicy", "DeleteReceiptRule"]) {
      expect(text(rule)).toContain(call);
    }
  });
});
