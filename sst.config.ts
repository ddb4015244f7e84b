// What SST deploys: the stacks of stacks/app.ts, once every check has passed. `npm run deploy -- --stage NAME` runs it.
import { join } from "node:path";
import type { SSTConfig } from "sst";
import { inboxStacks } from "./stacks/app.ts";
import { beforeDeploy, settingsOnly } from "./stacks/before-deploy.ts";
import { bundleFunction } from "./stacks/bundle.ts";
import { appName } from "./stacks/names.ts";

// SST builds this file into stacks/, where it is run and where its modules are.
const root = join(import.meta.dirname, "..");
// What goes away needs no check, and nothing made for it.
const isRemoval = process.argv.includes("remove");
const ready = isRemoval ? settingsOnly : beforeDeploy;

export default {
  async config({ stage = process.env.SST_STAGE ?? "dev", region = process.env.AWS_REGION }) {
    // Here, because SST prepares the account before it asks for the stacks.
    const { settings } = await ready(stage, region, root);
    return { name: appName, stage, region: settings.region };
  },
  async stacks(app) {
    const into = join(root, ".sst", "bundles", app.stage);
    const codeOf = (name: Parameters<typeof bundleFunction>[0]) => bundleFunction(name, root, into).folder;
    inboxStacks(app, { ...(await ready(app.stage, app.region, root)), codeOf });
  },
} satisfies SSTConfig;
