// The stacks, in order of dependence.
import type { Construct } from "constructs";
import { alarms } from "./alarms.ts";
import { api } from "./api.ts";
import { auth } from "./auth.ts";
import type { Build } from "./defaults.ts";
import { inbound } from "./inbound.ts";
import { outbound } from "./outbound.ts";
import { realtime } from "./realtime.ts";
import { receiving } from "./receiving.ts";
import { setUp } from "./set-up.ts";
import { schedule } from "./schedule.ts";
import { storage } from "./storage.ts";
import { stream } from "./stream.ts";
import { web } from "./web.ts";

export function inboxStacks(app: Construct, build: Build): void {
  const told = alarms(app, build);
  const door = web(app, build);
  const people = auth(app, build, door.origin);
  const kept = storage(app, build, door.origin);
  const out = outbound(app, build, kept, told);
  const sockets = realtime(app, build, door, kept, told);
  stream(app, build, kept, out, sockets, told);
  const comingIn = inbound(app, build, kept, told);
  schedule(app, build, kept, { inbound: comingIn.queue, outbound: out.queue }, told);
  // No emulator has receipt rules in CloudFormation.
  if (build.settings.emulator === undefined) receiving(app, build, kept, comingIn.notices, told);
  api(app, build, door, kept, people);
  setUp(app, build, kept);
}
