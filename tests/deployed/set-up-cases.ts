// How a deployed stage gets its first admin, and what its commands say: cases that share the deployment of flow.test.ts.
import { describe, expect, test } from "vitest";
import type { Desk } from "./desk.ts";
import type { Emulator } from "./emulator.ts";
import { peopleOf } from "./people.ts";
import { type Found, type Ran, resourcesOf, run } from "./stage.ts";

interface At {
  readonly emulator: Emulator;
  readonly deployed: Ran;
  /** What the command said that made ana@acme.test. */
  readonly firstAdmin: Ran;
  readonly resources: readonly Found[];
  readonly desk: Desk;
}

export function setUpCases(at: () => At, stage: string): void {
  const admin = (...words: string[]) => run(at().emulator, "admin", ["--stage", stage, ...words]);
  const ana = ["--email", "ana@acme.test", "--name", "Ana Ferrer", "--inbox", "support@acme.test=Support"];
  const eve = ["--email", "eve@acme.test", "--name", "Eve"];

  describe("the first admin", () => {
    test("is asked for by a deployment, with the command to type", () => {
      const { said } = at().deployed;
      expect(said).toContain("nobody can sign in yet");
      expect(said).toContain(
        `npm run admin -- --stage ${stage} --email you@example.com --name "Your Name" --inbox support@acme.test="Support"`,
      );
    });

    test("is invited with the page's address, and manages the inboxes", async () => {
      const { desk, firstAdmin } = at();
      const page = /https:\/\/[a-z0-9]+\.cloudfront\.net/.exec(firstAdmin.said)?.[0] ?? "no page";
      expect(firstAdmin.said).toContain("Support (support@acme.test): made");
      const [mail, ...more] = await desk.invitations();
      expect(more).toEqual([]);
      expect(mail?.to).toBe("ana@acme.test");
      expect(mail?.text).toContain(page);
      const member = desk.signIn("ana@acme.test");
      expect((await member.call("GET", "/me")).body).toMatchObject({ name: "Ana Ferrer", role: "admin" });
      const { body } = await member.call("GET", "/inboxes");
      expect(body.items).toMatchObject([
        { name: "Support", addresses: ["support@acme.test"], access: "manage" },
        { name: "Sales", addresses: ["sales@acme.test"], access: "manage" },
      ]);
    });

    test("is made once: again, nothing changes and nobody gets a mail", async () => {
      const again = await admin(...ana);
      expect(again).toMatchObject({ code: 0 });
      expect(again.said).toContain("Support (support@acme.test): is there");
      expect(await at().desk.invitations()).toHaveLength(1);
    });

    test("is not joined by another unless asked, and then nobody was invited", async () => {
      const refused = await admin(...eve);
      expect(refused.code).toBe(2);
      const named = await admin(...eve, "--inbox", "support@acme.test=Support");
      expect(named.code).toBe(1);
      expect(named.said).toContain("This workspace has an admin already: ana@acme.test");
      const taken = await admin(...eve, "--another", "--inbox", "support@acme.test=Help");
      expect(taken.code).toBe(1);
      expect(taken.said).toContain('support@acme.test belongs to the inbox "Support"');
      expect(await at().desk.invitations()).toHaveLength(1);
    });

    test("is joined when asked, without an inbox of their own", async () => {
      expect(await admin(...eve, "--another")).toMatchObject({ code: 0 });
      expect((await at().desk.invitations()).map(({ to }) => to)).toEqual(["ana@acme.test", "eve@acme.test"]);
      const { emulator, resources, desk } = at();
      const member = desk.withCookie((await peopleOf(emulator, resources))["eve@acme.test"] ?? "");
      expect((await member.call("GET", "/me")).body).toMatchObject({ role: "admin" });
    });

    test("is not made in a stage that is not there", async () => {
      const nowhere = await run(at().emulator, "admin", ["--stage", "nowhere", ...ana]);
      expect(nowhere.code).toBe(1);
      expect(nowhere.said).toContain("Stage nowhere is not deployed in us-east-1");
    });
  });

  describe("the domains", () => {
    test("are told at the end of a deployment, and again when asked", async () => {
      const asked = await run(at().emulator, "domains", ["--stage", stage]);
      expect(asked.code).toBe(0);
      for (const { said } of [at().deployed, asked]) {
        expect(said).toMatch(/^acme\.test: SES has verified it\./m);
        expect(said).toMatch(/^reply\.acme\.test \(replies\): SES has verified it\./m);
        expect(said).toContain("SPF needs nothing");
      }
    });
  });

  describe("bad input makes nothing", () => {
    const cases: [string, string[], NodeJS.ProcessEnv, number, string][] = [
      ["a word that is not known", ["--stage", "bad", "--stge", "prod"], {}, 2, "Usage: npx sst deploy"],
      ["no stage", [], {}, 2, "Say which stage"],
      ["a stage name that is too long", ["--stage", "feature-branch-of-somebody"], {}, 1, "leave room for 20"],
      ["a region where SES receives nothing", ["--stage", "bad", "--region", "eu-central-2"], {}, 1, "does not receive mail"],
      ["mail that nobody told it of", ["--stage", "bad"], { INBOX_RECIPIENTS: "" }, 1, "Write .env.bad"],
      ["nobody there", ["--stage", "bad"], { AWS_ENDPOINT_URL: "http://127.0.0.1:9" }, 1, "Nothing answers at AWS_ENDPOINT_URL"],
    ];

    test.each(cases)("%s", async (_what, words, environment, code, sentence) => {
      const refused = await run(at().emulator, "deploy", words, { environment });
      expect(refused.code).toBe(code);
      expect(refused.said).toContain(sentence);
      expect(refused.said).not.toMatch(/^ {4}at /m);
      expect(await resourcesOf(at().emulator, "bad")).toEqual([]);
    });
  });
}
