// Who may do what: one role a function, explicit actions on explicit resources, and no service let in without naming its source.
import { beforeAll, describe, expect, test } from "vitest";
import { keys } from "../../functions/store/keys.ts";
import { listOf, prod, type Resource, resourcesOf, type Statement, statementsOf, text } from "./templates.ts";

let resources: Resource[];
const ofType = (type: string) => resources.filter(({ Type }) => Type === type);
const roleOf = (name: string) => {
  const [role] = ofType("AWS::IAM::Role").filter(({ id }) => id.startsWith(`${name.replaceAll("-", "")}role`));
  if (!role) throw new Error(`no role ${name}`);
  return role;
};
const actionsOf = (statements: readonly Statement[]) => statements.flatMap(({ Action }) => listOf(Action));
const everyStatement = () => resources.flatMap(statementsOf);

beforeAll(() => {
  resources = resourcesOf(prod);
});

const read = ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query"];
const write = ["dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:ConditionCheckItem"];
const consume = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ChangeMessageVisibility"];
const logs = ["logs:CreateLogStream", "logs:PutLogEvents"];

describe("a role a function", () => {
  const allowed: Record<string, string[]> = {
    receive: [...logs, ...consume, ...read, ...write, "s3:GetObject", "s3:PutObject"],
    send: [...logs, ...consume, ...read, ...write, "s3:GetObject", "s3:PutObject", "ses:SendEmail", "ses:SendRawEmail"],
    feedback: [...logs, ...read, ...write, "sqs:SendMessage"],
    dispatch: [
      ...logs,
      ...["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams"],
      ...["lambda:InvokeFunction", "sqs:SendMessage"],
    ],
    connect: [...logs, ...read, ...write],
    disconnect: [...logs, "dynamodb:DeleteItem"],
    broadcast: [...logs, ...read, "dynamodb:DeleteItem", "execute-api:ManageConnections", "sqs:SendMessage"],
    schedule: [
      ...[...logs, ...read, "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"],
      ...["s3:ListBucket", "s3:DeleteObject", "sqs:SendMessage"],
    ],
    api: [...logs, ...read, ...write, "dynamodb:DeleteItem", "dynamodb:Query", "s3:GetObject", "s3:PutObject", "s3:ListBucket"],
    "set-up": [...logs, ...read, ...write],
  };

  test.each(Object.entries(allowed))("%s may do exactly its list", (name, actions) => {
    expect([...new Set(actionsOf(statementsOf(roleOf(name))))].toSorted()).toEqual([...new Set(actions)].toSorted());
  });

  test("every function has one, and no two share", () => {
    const roles = ofType("AWS::Lambda::Function").map(({ stack, Properties }) => `${stack} ${text(Properties.Role)}`);
    expect(roles).toHaveLength(Object.keys(allowed).length);
    expect(new Set(roles).size).toBe(roles.length);
  });

  test("nothing calls the function that makes admins: who may invoke it is for the account's own policies to say", () => {
    const ofSetUp = resources.filter(({ stack }) => stack === "prod-inbox-set-up");
    expect(ofSetUp.map(({ Type }) => Type).toSorted()).toEqual([
      ...["AWS::IAM::Role", "AWS::Lambda::Function", "AWS::Logs::LogGroup"],
    ]);
    const [handler] = ofSetUp.filter(({ Type }) => Type === "AWS::Lambda::Function");
    expect(
      resources.filter(({ stack }) => stack !== "prod-inbox-set-up").some((one) => text(one).includes(handler?.id ?? "")),
    ).toBe(false);
  });

  test("nothing is added by policies elsewhere or by AWS's own", () => {
    expect(ofType("AWS::IAM::Policy")).toEqual([]);
    expect(ofType("AWS::IAM::ManagedPolicy")).toEqual([]);
    expect(ofType("AWS::IAM::Role").filter(({ Properties }) => "ManagedPolicyArns" in Properties)).toEqual([]);
  });
});

describe("statements", () => {
  test("no role may do something to everything", () => {
    const wide = ofType("AWS::IAM::Role")
      .flatMap(statementsOf)
      .filter(({ Resource }) => listOf(Resource).includes("*"));
    expect(wide).toEqual([]);
  });

  test("no action has a star in it, save what is denied", () => {
    const starred = everyStatement().filter(({ Effect, Action }) => Effect === "Allow" && text(Action).includes("*"));
    expect(starred).toEqual([]);
  });

  test("nobody scans, deletes a table or speaks PartiQL", () => {
    expect(actionsOf(everyStatement()).filter((action) => /Scan|DeleteTable|PartiQL/.test(action))).toEqual([]);
  });

  test("only the sender sends, from our domains and through our configuration set", () => {
    const sending = resources.filter((resource) => actionsOf(statementsOf(resource)).some((action) => action.startsWith("ses:")));
    expect(sending.map(({ id }) => id)).toEqual([roleOf("send").id]);
    const statement = statementsOf(roleOf("send")).find(({ Action }) => text(Action).includes("ses:"));
    expect(statement?.Condition).toEqual({ StringLike: { "ses:FromAddress": ["*@acme.test", "*@reply.acme.test"] } });
    for (const name of ["identity/acme.test", "identity/reply.acme.test", "configuration-set/prod-inbox-mail"]) {
      expect(text(statement?.Resource)).toContain(name);
    }
  });

  test("raw mail is read by who files it and who signs its downloads", () => {
    const readers = ofType("AWS::IAM::Role").filter((role) => text(statementsOf(role)).includes("/raw/*"));
    expect(readers.map(({ id }) => id).toSorted()).toEqual([roleOf("api").id, roleOf("receive").id].toSorted());
  });

  test("the schedule lists raw mail, writes its own progress and what the ledger says, and removes conversations, and nothing else", () => {
    const statements = statementsOf(roleOf("schedule"));
    const about = (action: string) => statements.find(({ Action }) => text(Action).includes(action))?.Condition;
    const rows = (...partitions: string[]) => ({ "ForAllValues:StringLike": { "dynamodb:LeadingKeys": partitions } });
    expect(about("dynamodb:PutItem")).toEqual(rows("schedule", "removals"));
    expect(about("dynamodb:UpdateItem")).toEqual(rows("raw#*"));
    expect(about("dynamodb:DeleteItem")).toEqual(rows("con_*", "number#*", "contact#*#*", "mail-id#*#*", "removals"));
    expect(about("s3:ListBucket")).toEqual({ StringLike: { "s3:prefix": ["raw/*"] } });
  });

  test("the keys that the schedule may remove are those of conversations and what leads to them", () => {
    const [condition] = statementsOf(roleOf("schedule")).filter(({ Action }) => text(Action).includes("DeleteItem"));
    const partitions = (condition?.Condition as { "ForAllValues:StringLike": Record<string, string[]> })[
      "ForAllValues:StringLike"
    ];
    const may = (key: { pk: string }) =>
      (partitions["dynamodb:LeadingKeys"] ?? []).some((one) => new RegExp(`^${one.replaceAll("*", ".*")}$`).test(key.pk));
    const [conversation, message, inbox] = ["con", "msg", "inb"].map((prefix) => `${prefix}_01JD0000000000000000000001`);
    if (!conversation || !message || !inbox) throw new Error("no ids");
    for (const key of [
      ...[keys.conversation(conversation), keys.entry(conversation, message), keys.moved(conversation, message)],
      ...[
        keys.number(7),
        keys.contact(inbox, "a@b.example", conversation),
        keys.mailId(inbox, "a@b"),
        keys.removal(conversation),
      ],
    ])
      expect(may(key), key.pk).toBe(true);
    for (const key of [
      ...[keys.ledger("ses1", inbox), keys.inbox(inbox), keys.member("mem_1"), keys.sender(inbox, "a@b.example")],
      ...[keys.counters(inbox), keys.schedule("raw-mail"), keys.address("a@b.example"), keys.session("hash")],
    ])
      expect(may(key), key.pk).toBe(false);
  });

  test("no raw mail and no sent mail can be deleted: only the schedule deletes, and only what was read from mail and its files", () => {
    const deleting = resources.flatMap((resource) =>
      statementsOf(resource)
        .filter(({ Effect, Action }) => Effect === "Allow" && text(Action).includes("s3:Delete"))
        .map(({ Resource }) => ({ id: resource.id, prefixes: listOf(Resource).map((one) => /\/[^"]*\*/.exec(text(one))?.[0]) })),
    );
    expect(deleting).toEqual([{ id: roleOf("schedule").id, prefixes: ["/body/*", "/attachment/*"] }]);
    const [statement] = statementsOf(roleOf("schedule")).filter(({ Action }) => text(Action).includes("s3:Delete"));
    expect(text(statement?.Resource)).toMatch(/files/i);
    expect(text(statement?.Resource)).not.toMatch(/raw/i);
  });

  test("SES must name the account and the very rule or set it comes from", () => {
    const fromSes = everyStatement().filter(({ Principal }) => Principal?.Service === "ses.amazonaws.com");
    expect(fromSes).toHaveLength(3);
    for (const { Condition } of fromSes) {
      expect(text(Condition)).toContain("aws:SourceAccount");
      expect(text(Condition)).toMatch(
        /receipt-rule-set\/shared-inbox:receipt-rule\/inbox-prod|configuration-set\/prod-inbox-mail/,
      );
    }
  });

  test("every other service that is let in names its source", () => {
    const services = resources
      .filter(({ Type }) => Type !== "AWS::IAM::Role")
      .flatMap(statementsOf)
      .filter(({ Effect, Principal }) => Effect === "Allow" && Principal?.Service);
    expect(services.length).toBeGreaterThan(5);
    expect(services.filter(({ Condition }) => !/aws:SourceA(rn|ccount)/i.test(text(Condition)))).toEqual([]);
    for (const { Properties } of ofType("AWS::Lambda::Permission")) expect(Properties).toHaveProperty("SourceArn");
  });
});
