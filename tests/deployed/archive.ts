// The sources of an earlier release, from the project's own history, with the modules of today.
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "./stage.ts";

/** A folder as a checkout of that commit would be, installed. It goes away with the process. */
export function releaseAt(commit: string): string {
  if (git("cat-file", "-e", `${commit}^{commit}`).status !== 0) {
    throw new Error(
      `The history here lacks the previous release, ${commit}. ` +
        `Fetch it with "git fetch --depth 1 origin ${commit}", or all of it with "git fetch --unshallow", and run again.`,
    );
  }
  const folder = mkdtempSync(join(tmpdir(), "inbox-release-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  const tar = join(folder, "release.tar");
  done(git("archive", "--format=tar", `--output=${tar}`, commit));
  done(spawnSync("tar", ["-xf", tar, "-C", folder], { encoding: "utf8" }));
  rmSync(tar);
  for (const modules of ["node_modules", "stacks/node_modules"]) symlinkSync(join(root, modules), join(folder, modules), "dir");
  copyFileSync(join(import.meta.dirname, "seed.ts"), join(folder, "tests", "deployed", "seed.ts"));
  return folder;
}

function git(...words: string[]) {
  return spawnSync("git", words, { cwd: root, encoding: "utf8" });
}

function done({ status, stderr }: { status: number | null; stderr: string }): void {
  if (status !== 0) throw new Error(stderr);
}
