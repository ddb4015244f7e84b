// What SST deploys: the stacks of stacks/app.ts, once every check has passed. `npx sst deploy --stage NAME` runs it.
import { join } from "node:path";
import type { SSTConfig } from "sst";
import { VisibleError } from "sst/error.js";
import { inboxStacks } from "./stacks/app.ts";
import { beforeDeploy, type Ready, withoutPreparing } from "./stacks/before-deploy.ts";
import { bundleFunction } from "./stacks/bundle.ts";
import { Halt } from "./stacks/halt.ts";
import { appName } from "./stacks/names.ts";

// SST builds this file into stacks/, where it is run and where its modules are.
const root = join(import.meta.dirname, "..");
// Only what deploys makes what the stacks lean on; comparing, building and removing must leave an account as it is.
const makeReady = ["deploy", "dev"].includes(process.argv[2] ?? "") ? beforeDeploy : withoutPreparing;
let ready: Promise<Ready> | undefined;

export default {
  async config({ stage = process.env.SST_STAGE ?? "dev", region }) {
    // Here, because SST prepares the account before it asks for the stacks.
    ready = makeReady(stage, region, root).catch(sayPlainly);
    const { settings } = await ready;
    return { name: appName, stage, region: settings.region };
  },
  async stacks(app) {
    const into = join(root, ".sst", "bundles", app.stage);
    const codeOf = (name: Parameters<typeof bundleFunction>[0]) => bundleFunction(name, root, into).folder;
    inboxStacks(app, { ...(await (ready ?? makeReady(app.stage, app.region, root))), codeOf });
  },
} satisfies SSTConfig;

/** SST shows only errors of this kind of its own without a trace. */
function sayPlainly(error: unknown): never {
  throw error instanceof Halt ? new VisibleError(error.message) : error;
}
