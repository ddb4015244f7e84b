// What of the templates costs by being there, counted in those of a protected stage.
import { App } from "aws-cdk-lib";
import { inboxStacks } from "./app.ts";
import type { Standing } from "./cost.ts";
import type { Settings } from "./settings.ts";

export function standing(): Standing {
  const app = new App({ analyticsReporting: false });
  // What the code is does not matter here, so any small folder stands for it.
  inboxStacks(app, { settings: anyStage, signingKeysVersion: 1, codeOf: () => `${import.meta.dirname}/../functions/runtime` });
  const resources = app.synth().stacks.flatMap(({ template }) => Object.values((template as Template).Resources));
  const count = (type: string) => resources.filter(({ Type }) => Type === type).length;
  const mappings = resources.filter(({ Type }) => Type === "AWS::Lambda::EventSourceMapping");
  return {
    // Reading the stream costs nothing.
    polledQueues: mappings.filter(({ Properties }) => Properties?.BisectBatchOnFunctionError === undefined).length,
    alarms: count("AWS::CloudWatch::Alarm"),
    metrics: count("AWS::Logs::MetricFilter"),
  };
}

interface Template {
  readonly Resources: Readonly<
    Record<string, { readonly Type: string; readonly Properties?: Readonly<Record<string, unknown>> }>
  >;
}

const anyStage: Settings = {
  stage: "prod",
  region: "us-east-1",
  isProtected: true,
  replyDomain: "reply.example.com",
  recipients: ["example.com"],
  ruleSet: "shared-inbox",
};
