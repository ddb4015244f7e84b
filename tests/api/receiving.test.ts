// How mail reaches an inbox, where there is an AWS: the record that DNS must have.
import { beforeEach, expect, test, vi } from "vitest";
import { app } from "../../functions/api/app.ts";
import { ours, signedIn, workspace } from "./support/workspace.ts";

vi.mock("../../functions/store/table.ts", () => import("./support/table-in-memory.ts"));
vi.mock("../../functions/store/buckets.ts", () => import("./support/buckets-in-memory.ts"));
vi.spyOn(console, "log").mockReturnValue();

beforeEach(workspace);

const receiving = async () => {
  const headers = { cookie: await signedIn("read") };
  return (await app.request(`/api/v1/inboxes/${ours}/receiving`, { headers })).json();
};

test("the mail exchanger is SES's host of the stage's region", async () => {
  expect(await receiving()).toEqual({
    forwardTo: "in.01jd0000000000000000000001@reply.acme.test",
    addresses: [{ address: "ours@acme.test", isSendingAddress: true }],
    mailExchanger: { priority: 10, host: "inbound-smtp.eu-west-1.amazonaws.com" },
  });
});

test("another SES than AWS's own has none", async () => {
  vi.stubEnv("AWS_ENDPOINT_URL_SES", "http://127.0.0.1:1");
  expect(await receiving()).not.toHaveProperty("mailExchanger");
  vi.unstubAllEnvs();
});
