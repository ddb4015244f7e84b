// Acme at work, for the flows: whoever imports from here gets a platform of the file's own, with Ana signed in, before the first test.
import { beforeAll } from "vitest";
import { type ApiMember, signIn } from "./api.ts";
import { startTestPlatform, type TestPlatform } from "./platform.ts";
import { type TextMail, textMail } from "./text-mail.ts";

export let platform: TestPlatform;
/** She is an administrator, and manages Support and Sales. */
export let ana: ApiMember;
/** The inbox's id; what comes for support@acme.test is in it. */
export let support: string;
/** As `support`, for sales@acme.test. */
export let sales: string;

// Each test file has modules of its own, and so a platform that no other file sees.
beforeAll(async () => {
  platform = await startTestPlatform();
  ana = await member("ana");
  const { items } = (await ana.get<{ items: { id: string; name: string }[] }>("/inboxes")).body;
  const idOf = (name: string) => items.find((inbox) => inbox.name === name)?.id ?? "";
  [support, sales] = [idOf("Support"), idOf("Sales")];
  return () => platform.stop();
});

/** Another of Acme's people, signed in: "beto", "carla", "dario", "elena". */
export function member(name: string): Promise<ApiMember> {
  return signIn(platform.url, `${name}@acme.test`);
}

/** A mail comes, and everything that follows from it is done. */
export function arrives(mail: TextMail, to: string | readonly string[] = "support@acme.test"): Promise<void> {
  return platform.deliver(textMail(mail), { to });
}
