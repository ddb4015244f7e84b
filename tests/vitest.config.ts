import solid from "vite-plugin-solid";
import { defineConfig } from "vitest/config";

/** Where a machine is shared and nobody looks, a test may try again. The gate names each one that needed it: that may be a race. */
const retry = process.env.CI ? 1 : 0;

// pure: core, api and handlers, no server · local: against the local platform · browser: Chromium drives the page
export default defineConfig({
  root: new URL("..", import.meta.url).pathname,
  test: {
    // Handlers log a line an event; what passes need not be read.
    silent: "passed-only",
    maxWorkers: "100%",
    projects: [
      {
        plugins: [solid()],
        resolve: { conditions: ["development", "browser"] },
        test: {
          name: "web",
          retry,
          include: ["tests/web/**/*.test.{ts,tsx}"],
          environment: "happy-dom",
          setupFiles: ["tests/web/setup.ts"],
          testTimeout: 60_000,
          server: { deps: { inline: [/kobalte|lucide-solid|solid-presence|solid-js|@solidjs|solid-query|virtua/] } },
        },
      },
      {
        test: {
          name: "pure",
          retry,
          include: ["tests/**/*.test.ts"],
          exclude: [
            "tests/web/**",
            "tests/local/**",
            "tests/store/**",
            "tests/flows/**",
            "tests/browser/**",
            "tests/stacks/**",
            "tests/deployed/**",
          ],
          // Property tests count cases, not milliseconds: a busy machine may take its time.
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: "local",
          retry,
          include: ["tests/{local,store,flows}/**/*.test.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "browser",
          include: ["tests/browser/**/*.test.ts"],
          // Two browsers and two platforms share the machine: a click may come too late. A fault fails every time.
          retry: 1,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
