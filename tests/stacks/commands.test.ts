// The commands: which words they take, which inboxes they make of them, and what `npx sst` runs.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { placeOptions, readWords } from "../../stacks/command.ts";
import { adminCommand } from "../../stacks/first-steps.ts";
import { Halt, Misused } from "../../stacks/halt.ts";
import { wantedInboxes } from "../../stacks/wanted-inboxes.ts";

const root = join(import.meta.dirname, "../..");

describe("words", () => {
  test("are options with their values", () => {
    expect({ ...readWords(["--stage", "prod", "--region=eu-west-1"], placeOptions) }).toEqual({
      stage: "prod",
      region: "eu-west-1",
    });
  });

  test.each([[["--stge", "prod"]], [["prod"]], [["--stage"]], [["--stage", "--region"]]])("%j is a misuse", (words) => {
    expect(() => readWords(words, placeOptions)).toThrow(Misused);
  });
});

describe("inboxes", () => {
  const wanted = (recipients: string[], options: string[] = [], company?: string) =>
    wantedInboxes({ recipients, stage: "prod" }, { options, ...(company ? { company } : {}) });

  test("there is one for each address that mail comes to, named after it", () => {
    expect(wanted(["support@acme.test", "customer-care@acme.test", "acme.org"])).toEqual([
      { name: "Support", addresses: ["support@acme.test"], displayName: "Support" },
      { name: "Customer care", addresses: ["customer-care@acme.test"], displayName: "Customer care" },
    ]);
  });

  test("whole domains need to be told which", () => {
    expect(wanted(["acme.test"])).toEqual([]);
    expect(wanted(["acme.test"], ["Support@acme.test=Help = desk"], "Acme")).toEqual([
      { name: "Help = desk", addresses: ["support@acme.test"], displayName: "Acme Help = desk" },
    ]);
  });

  test("an option takes the place of what an address would be named, and may add addresses to forward to", () => {
    expect(wanted(["support@acme.test", "in.acme.test"], ["support@acme.test,support@in.acme.test"])).toEqual([
      { name: "Support", addresses: ["support@acme.test", "support@in.acme.test"], displayName: "Support" },
    ]);
  });

  test.each([["sales@acme.test=Sales"], ["sales@sub.acme.org=Sales"], ["support@acme.test,help@acme.test=Support"]])(
    "%s whose mail does not come here is refused",
    (option) => {
      expect(() => wanted(["support@acme.test", "acme.org"], [option])).toThrow(
        /receives no mail for .*INBOX_RECIPIENTS in \.env\.prod/,
      );
      expect(() => wanted(["support@acme.test", "acme.org"], [option])).toThrow(Halt);
    },
  );

  test.each(["Support", "=Support", "support@=Support", "a@b.test,,c@b.test=X"])("%j is a misuse", (option) => {
    expect(() => wanted(["acme.test"], [option])).toThrow(Misused);
  });

  test("a deployment says what to type, and for whole domains which inbox to begin with", () => {
    expect(adminCommand({ stage: "prod", recipients: ["support@acme.test", "acme.org"] })).toBe(
      'npm run admin -- --stage prod --email you@example.com --name "Your Name"',
    );
    expect(adminCommand({ stage: "dev", recipients: ["acme.org"] })).toMatch(
      /--stage dev .* --inbox support@acme\.org="Support"$/,
    );
  });
});

describe("npx sst", () => {
  const folder = mkdtempSync(join(tmpdir(), "inbox-launcher-"));
  const stacks = join(folder, "stacks");
  const lock = join(stacks, "package-lock.json");
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  beforeAll(() => {
    cpSync(join(root, "stacks/sst"), join(stacks, "sst"), { recursive: true });
    mkdirSync(join(folder, "node_modules"));
    symlinkSync(join(root, "node_modules/tsx"), join(folder, "node_modules/tsx"));
    // A manifest of nothing but a package beside it, so that installing needs no network.
    mkdirSync(join(folder, "theirs/cli"), { recursive: true });
    writeFileSync(join(folder, "theirs/package.json"), JSON.stringify({ name: "sst", version: "1.0.0", type: "module" }));
    writeFileSync(join(folder, "theirs/cli/sst.js"), "console.log('theirs', process.cwd(), ...process.argv.slice(2));");
    const dependencies = { sst: "file:../theirs" };
    writeFileSync(join(stacks, "package.json"), JSON.stringify({ name: "s", version: "1.0.0", dependencies }));
    const packages = {
      "": { name: "s", version: "1.0.0", dependencies },
      "../theirs": { name: "sst", version: "1.0.0" },
      "node_modules/sst": { resolved: "../theirs", link: true },
    };
    writeFileSync(lock, JSON.stringify({ name: "s", version: "1.0.0", lockfileVersion: 3, requires: true, packages }));
    writeFileSync(join(stacks, "print-cost.ts"), "console.log('ours', ...process.argv.slice(2)); process.exitCode = 7;");
  });

  const sst = (...words: string[]) => {
    // Installing that would need the network fails here.
    const env = { ...process.env, npm_config_offline: "true" };
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(stacks, "sst/run.mjs"), ...words], { cwd: folder, env });
    return { code: status, said: `${stdout}${stderr}` };
  };

  test.each([[[]], [["deplyo"]], [["--stage", "prod"]], [["toString"]]])(
    "%j shows the usage, installs nothing and ends with 2",
    (words) => {
      const { code, said } = sst(...words);
      expect(code).toBe(2);
      expect(said).toContain("Usage: npx sst COMMAND");
      expect(said).not.toContain("Installing");
    },
  );

  test("--help is no mistake", () => expect(sst("--help")).toMatchObject({ code: 0 }));

  test("installs what deploying needs once, says so first, and gives back the command's own code", () => {
    const first = sst("cost", "--agents", "5");
    expect(first.said).toMatch(/^Installing what deploying needs, about 880 MB[\s\S]*ours --agents 5/);
    expect(first.code).toBe(7);
    expect(sst("cost")).toEqual({ code: 7, said: "ours\n" });
  });

  test("installs again when the lock file is younger", () => {
    const later = new Date(Date.now() + 1000);
    utimesSync(lock, later, later);
    expect(sst("cost").said).toContain("Installing");
    const earlier = new Date(Date.now() - 60_000);
    utimesSync(lock, earlier, earlier);
    expect(sst("cost").said).not.toContain("Installing");
  });

  test("hands everything else to SST itself, from its folder, on the project around it", () => {
    const { code, said } = sst("diff", "--stage", "prod");
    expect(code).toBe(0);
    expect(said).toContain(`theirs ${stacks} diff --stage prod --root ${folder}`);
  });

  test("is what npm installs here", () => {
    const { status, stdout } = spawnSync(join(root, "node_modules/.bin/sst"), ["--help"]);
    expect(status).toBe(0);
    expect(String(stdout)).toContain("Usage: npx sst COMMAND");
  });
});
