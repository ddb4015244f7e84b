// The templates of a stage, made once for all tests: what CloudFormation would be given.
import { App, type Stack } from "aws-cdk-lib";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inboxStacks } from "../../stacks/app.ts";
import type { Settings } from "../../stacks/settings.ts";

export const account = "123456789012";

export const prod: Settings = {
  stage: "prod",
  region: "eu-west-1",
  isProtected: true,
  replyDomain: "reply.acme.test",
  recipients: ["support@acme.test", "sales@acme.test"],
  ruleSet: "shared-inbox",
  alarmEmail: "ops@acme.test",
};

export const dev: Settings = { ...prod, stage: "dev", isProtected: false };

export interface Resource {
  readonly stack: string;
  readonly id: string;
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
}

/** An app with the stage's stacks. Their code is an empty file: what is in a bundle is another test's to say. */
export function appOf(settings: Settings): App {
  const code = mkdtempSync(join(tmpdir(), "inbox-code-"));
  writeFileSync(join(code, "index.js"), "");
  const app = new App({ analyticsReporting: false });
  inboxStacks(app, { settings, signingKeysVersion: 7, codeOf: () => code });
  process.once("exit", () => rmSync(code, { recursive: true, force: true }));
  return app;
}

export function stacksOf(app: App): Stack[] {
  return app.node.children as Stack[];
}

export function resourcesOf(settings: Settings): Resource[] {
  return appOf(settings)
    .synth()
    .stacks.flatMap(({ stackName, template }) =>
      Object.entries((template as { Resources: Record<string, Omit<Resource, "stack" | "id">> }).Resources).map(
        ([id, resource]) => ({
          stack: stackName,
          id,
          ...resource,
          Properties: resource.Properties ?? {},
        }),
      ),
    );
}

export interface Statement {
  readonly Effect: "Allow" | "Deny";
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Principal?: { Service?: string; AWS?: unknown };
  readonly Condition?: Record<string, Record<string, unknown>>;
}

/** Every statement of ours: of roles, and on queues, topics and buckets. */
export function statementsOf({ Type, Properties }: Resource): Statement[] {
  // A user pool has "Policies" too, and they are about passwords.
  const { Policies = [], PolicyDocument } = (Type === "AWS::Cognito::UserPool" ? {} : Properties) as {
    Policies?: { PolicyDocument: { Statement: Statement[] } }[];
    PolicyDocument?: { Statement: Statement[] };
  };
  return [...Policies.flatMap((policy) => policy.PolicyDocument.Statement), ...(PolicyDocument?.Statement ?? [])];
}

export function listOf<T>(value: T | T[]): T[] {
  return Array.isArray(value) ? value : [value];
}

/** A value of the template as text, to look into without caring how it is put together. */
export function text(value: unknown): string {
  return value === undefined ? "" : JSON.stringify(value);
}
