// Tests of the deployment, apart from the others because they need what only deploying needs: `npm --prefix stacks ci`.
// stacks: assertions on the templates · deployed: a deployment to an emulator, driven through its own endpoints
import { join } from "node:path";
import { defineConfig, type Plugin } from "vitest/config";

/** As in tests/vitest.config.ts. */
const retry = process.env.CI ? 1 : 0;

const root = new URL("../..", import.meta.url).pathname;

export default defineConfig({
  root,
  test: {
    silent: "passed-only",
    projects: [
      {
        plugins: [modulesOfStacks()],
        test: { name: "stacks", retry, include: ["tests/stacks/**/*.test.ts"], testTimeout: 30_000, hookTimeout: 90_000 },
      },
      {
        plugins: [modulesOfStacks()],
        test: {
          name: "deployed",
          retry,
          include: ["tests/deployed/**/*.test.ts"],
          testTimeout: 240_000,
          hookTimeout: 400_000,
          fileParallelism: false,
        },
      },
    ],
  },
});

/** These tests use the modules of stacks/, and no others may. */
function modulesOfStacks(): Plugin {
  return {
    name: "modules-of-stacks",
    enforce: "pre",
    resolveId(id, importer) {
      const isOurs = importer?.includes("/tests/stacks/") || importer?.includes("/tests/deployed/");
      if (!isOurs || !/^(aws-cdk-lib|cdk-nag|constructs|esbuild|@aws-sdk\/)/.test(id)) return null;
      return this.resolve(id, join(root, "stacks", "app.ts"), { skipSelf: true });
    },
  };
}
