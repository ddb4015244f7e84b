// Addresses of linked files: over when they are over, and worth nothing without the message they were sent with.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { linkedFileAddress, linkUntil } from "../../functions/actions/linked-file.ts";
import { app } from "../../functions/api/app.ts";
import { signToken } from "../../functions/core/signature.ts";
import { config } from "../../functions/runtime/config.ts";
import { conversation, sent } from "../helpers/mails.ts";
import { arrived, ours, workspace } from "./support/workspace.ts";

vi.mock("../../functions/store/table.ts", () => import("./support/table-in-memory.ts"));
vi.mock("../../functions/store/buckets.ts", () => import("./support/buckets-in-memory.ts"));
vi.spyOn(console, "log").mockReturnValue();

const id = "con_01JD0000000000000000000005";
const message = "msg_01JD0000000000000000000005";
const at = "2026-11-25T10:00:00.000Z";
const file = { contentType: "video/mp4", sizeBytes: 10, key: `attachment/${message}/0` };

beforeEach(async () => {
  vi.useFakeTimers({ now: Date.parse(at), toFake: ["Date"] });
  await workspace();
  const attachments = [
    { ...file, index: 0, filename: "film.mp4", linkUntil: linkUntil(at) },
    { ...file, index: 1, filename: "inside.mp4" },
  ];
  await arrived(conversation({ id, inboxId: ours }), sent({ id: message, conversationId: id, at, attachments }));
});
afterEach(() => vi.useRealTimers());

const get = (address: string) => app.request(new URL(address).pathname);
const linkTo = (index: number, messageId = message, until = linkUntil(at)) => linkedFileAddress(id, messageId, index, until);

test("a link leads to its file by a short-lived address, for anybody who has it", async () => {
  const answer = await get(linkTo(0));
  expect(answer.status).toBe(302);
  expect(answer.headers.get("location")).toBe(`https://files.test/files/attachment/${message}/0?as=film.mp4`);
  expect(answer.headers.get("cache-control")).toBe("no-store");
});

test("a link is over after thirty days, to the second", async () => {
  const address = linkTo(0);
  vi.setSystemTime(Date.parse(at) + 30 * 86_400_000 - 1000);
  expect((await get(address)).status).toBe(302);
  vi.setSystemTime(Date.parse(at) + 30 * 86_400_000);
  const answer = await get(address);
  expect(answer.status).toBe(404);
  expect(answer.headers.get("content-type")).toMatch(/^text\/plain/);
});

test("a token that outlives its link opens nothing", async () => {
  vi.setSystemTime(Date.parse(at) + 31 * 86_400_000);
  expect((await get(linkTo(0, message, "2030-01-01T00:00:00.000Z"))).status).toBe(404);
});

test.each([
  ["a file that went inside the mail", () => linkTo(1)],
  ["a file that is not there", () => linkTo(7)],
  ["a message that is not there", () => linkTo(0, "msg_01JD0000000000000000000009")],
])("there is none to %s", async (_what, address) => expect((await get(address())).status).toBe(404));

test("a token of ours for another purpose is none", async () => {
  const token = signToken(config.signingKeys, "inline image", { c: id, m: message, i: 0 }, Date.parse(linkUntil(at)) / 1000);
  expect((await app.request(`/api/v1/files/${token}`)).status).toBe(404);
});
