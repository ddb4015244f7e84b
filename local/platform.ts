// The whole platform on one machine: the same handlers that Lambda runs, driven by the same events.
import { Hono } from "hono";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { names } from "./environment.ts";
import { localFunctions } from "./functions.ts";
import { type Handlers, loadHandlers } from "./handlers.ts";
import { localIssuer } from "./issuer.ts";
import { sqsConsumer } from "./lambda.ts";
import { domainOf } from "./mail-header.ts";
import { openOutbox, type Outbox } from "./outbox.ts";
import { localPage } from "./page.ts";
import { type Consume, openQueue, type Queue } from "./queue.ts";
import { queuesEndpoint } from "./queues.ts";
import { openRelay } from "./relay.ts";
import { openReports, type Report } from "./reports.ts";
import { localRoutes } from "./routes.ts";
import { sesEndpoint } from "./ses.ts";
import { simulatedDelivery } from "./simulator.ts";
import { startTimer } from "./timer.ts";
import { localSmtp } from "./smtp.ts";
import { localSockets } from "./sockets.ts";
import { type Pump, pumpStream } from "./stream.ts";
import { type OnStop, socketPath, startUnderlay, type Underlay, type UnderlayOptions } from "./underlay.ts";
import { verdictPlan } from "./verdicts.ts";

export interface PlatformOptions extends UnderlayOptions {
  /** An SMTP server to really send through. */
  readonly relay?: string | undefined;
  /** First wait before what failed is tried again. */
  readonly retryDelayMs?: number;
  /** How long after a send SES reports the delivery. */
  readonly deliveryDelayMs?: number;
}

export interface Platform {
  /** The page's origin. */
  readonly url: string;
  readonly smtpPort: number;
  readonly dataDir: string;
  readonly dynamoEndpoint: string;
  readonly s3Endpoint: string;
  /** True when this start made the workspace. */
  readonly isFresh: boolean;
  /** Resolves when nothing is under way: no mail in or out, no change untold, no event unread. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

/** @throws TakenError when a port or the folder is somebody else's */
export async function startPlatform(options: PlatformOptions): Promise<Platform> {
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const stopOne of stops.splice(0).reverse()) await stopOne();
  };
  try {
    const onStop: OnStop = (stopOne) => stops.push(stopOne);
    return { ...(await start(options, onStop)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(options: PlatformOptions, onStop: OnStop): Promise<Omit<Platform, "stop">> {
  const { dataDir } = options;
  const underlay = await startUnderlay(options, onStop);
  const { door, tableEndpoint: dynamoEndpoint, bucketsEndpoint: s3Endpoint } = underlay;
  const handlers = await loadHandlers();
  const isFresh = await handlers.seedWorkspace();
  await handlers.bindMembers(`${door.origin}/issuer`);

  const mail = await startMailOut(options, handlers, onStop);
  const work = await startWork(options, underlay, handlers, mail, onStop);
  onStop(startTimer(handlers.schedule));
  const verdicts = verdictPlan();
  await openSite(options, underlay, handlers, { ...mail, verdicts, nudge: work.nudge });
  const smtp = await localSmtp({
    port: options.smtpPort ?? 0,
    folder: join(dataDir, "incoming"),
    s3Endpoint,
    bucket: names.rawBucket,
    verdicts,
    isRecipient: async (address) => domainOf(address) === names.replyDomain || !!(await handlers.findInboxByAddress(address)),
    notify: (envelope) => work.inbound.send(envelope),
  });
  onStop(smtp.stop);
  return { url: door.origin, smtpPort: smtp.port, dataDir, dynamoEndpoint, s3Endpoint, isFresh, idle: work.idle };
}

interface MailOut {
  readonly outbox: Outbox;
  readonly report: Report;
  readonly deliver: (mail: Parameters<Report>[0]) => Promise<void>;
  readonly queues: readonly Queue[];
}

async function startMailOut(options: PlatformOptions, { feedback }: Handlers, onStop: OnStop): Promise<MailOut> {
  const { dataDir, relay: url, deliveryDelayMs, retryDelayMs = usualRetryMs } = options;
  const folder = join(dataDir, "queues");
  const outbox = await openOutbox(join(dataDir, "outbox"));
  const { queue, report } = await openReports({ folder, configurationSet: names.configurationSet, feedback, retryDelayMs });
  onStop(queue.stop);
  if (url === undefined) return { outbox, report, deliver: simulatedDelivery(report, deliveryDelayMs), queues: [queue] };
  const relay = await openRelay({ url, folder, outbox, report, retryDelayMs });
  onStop(relay.queue.stop);
  return { outbox, report, deliver: relay.deliver, queues: [queue, relay.queue] };
}

const usualRetryMs = 1000;

/** A reply may hold 25 MB in memory, and its tries must outlast the claim of a sender that died; mail that comes in does neither. */
type Pace = Pick<Parameters<typeof openQueue>[0], "batchSize" | "concurrency" | "retryDelayMs">;

/** The queues, the stream and the sockets, each driving its handler. */
async function startWork(options: PlatformOptions, underlay: Underlay, handlers: Handlers, mail: MailOut, onStop: OnStop) {
  const { dataDir, retryDelayMs = usualRetryMs } = options;
  const folder = join(dataDir, "queues");
  let pump: Pump | undefined;
  const nudge = () => pump?.nudge();
  const consumeBy = (name: string, handler: Parameters<typeof sqsConsumer>[1]): Consume => {
    const consume = sqsConsumer(name, handler);
    return (batch) => consume(batch).finally(nudge);
  };
  const openFor = async (name: string, handler: Parameters<typeof sqsConsumer>[1], pace: Pace) => {
    const consume = consumeBy(name, handler);
    const queue = await openQueue({ name, folder: join(folder, name), consume, ...pace });
    onStop(queue.stop);
    return queue;
  };

  const { calls, endpoint } = await localFunctions({ functions: handlers.byName, folder, retryDelayMs });
  onStop(calls.stop);
  const { connect, disconnect } = handlers;
  const sockets = localSockets({ path: socketPath, origin: underlay.door.origin, connect, disconnect });
  sockets.attach(underlay.door.server);
  onStop(sockets.stop);
  const outbound = await openFor(names.outboundQueue, handlers.send, {
    batchSize: 1,
    concurrency: 2,
    retryDelayMs: 5 * retryDelayMs,
  });
  const inbound = await openFor(names.inboundQueue, handlers.receive, { batchSize: 5, concurrency: 4, retryDelayMs });
  const ses = sesEndpoint({ ...mail, configurationSet: names.configurationSet, mayDomainSend: domainCheck(handlers) });
  const aws = new Hono()
    .route("/", queuesEndpoint({ [inbound.name]: inbound, [outbound.name]: outbound }))
    .route("/", endpoint)
    .route("/", ses)
    .route("/", sockets.endpoint);
  underlay.answerAsAws((request) => aws.fetch(request));
  const stream = { endpoint: underlay.tableEndpoint, tableName: names.table, folder: join(dataDir, "stream") };
  pump = await pumpStream({ ...stream, handler: handlers.dispatch, retryDelayMs });
  onStop(pump.stop);
  return { inbound, nudge, idle: idleOf([inbound, outbound, calls, ...mail.queues], pump) };
}

function domainCheck({ listInboxes }: Handlers): (domain: string) => Promise<boolean> {
  return async (domain) => {
    const own = (await listInboxes()).flatMap((inbox) => inbox.addresses.map(domainOf));
    return [names.replyDomain, ...own].includes(domain);
  };
}

/** Work makes work, so it is over only when a whole round of looking has found nothing and moved nothing. */
function idleOf(queues: readonly Queue[], pump: Pump): () => Promise<void> {
  const finished = () => queues.reduce((sum, queue) => sum + queue.finished(), pump.handled());
  return async () => {
    for (;;) {
      const before = finished();
      for (const queue of queues) await queue.idle();
      await pump.caughtUp();
      if (finished() === before && queues.every((queue) => queue.count() === 0)) return;
    }
  };
}

interface SiteParts extends MailOut {
  readonly verdicts: ReturnType<typeof verdictPlan>;
  readonly nudge: () => void;
}

async function openSite({ dataDir }: PlatformOptions, underlay: Underlay, handlers: Handlers, parts: SiteParts): Promise<void> {
  const { door, secrets, socketAddress, bucketsEndpoint } = underlay;
  const { listMembers: members, startSession, schedule, api } = handlers;
  const { outbox, report, verdicts, nudge } = parts;
  const issuer = await localIssuer({
    origin: door.origin,
    folder: join(dataDir, "issuer"),
    clientId: names.clientId,
    clientSecret: secrets.clientSecret,
    cookieKey: secrets.cookieKey,
    signingKey: secrets.issuerKey,
    members,
  });
  const local = localRoutes({ outbox, report, verdicts, members, schedule, startSession });
  door.open({
    issuer,
    api: async (request) => {
      const answer = await api.fetch(request);
      if (request.method !== "GET") nudge();
      return answer;
    },
    local: (request) => local.fetch(request),
    page: localPage({ folder: join(projectRoot, "web", "dist"), connectTo: [socketAddress, bucketsEndpoint] }),
  });
}

export const projectRoot = fileURLToPath(new URL("..", import.meta.url)).replace(/[\\/]$/, "");
