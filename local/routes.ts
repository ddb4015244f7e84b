// The routes that exist on this machine only, for scripts, tests and the curious: /local/*.
import { Hono } from "hono";
import * as v from "valibot";
import type { Asked, Ran } from "../functions/schedule/handler.ts";
import type { Member } from "../functions/store/members.ts";
import { pageHeaders } from "./html.ts";
import type { Outbox, OutboxMail } from "./outbox.ts";
import { outboxPage, rawLink } from "./outbox-page.ts";
import type { Report } from "./reports.ts";
import { mailEventTypes } from "./ses-events.ts";
import { type VerdictPlan, verdictValues } from "./verdicts.ts";

export interface RoutesOptions {
  readonly outbox: Outbox;
  readonly report: Report;
  readonly verdicts: VerdictPlan;
  readonly members: () => Promise<readonly Member[]>;
  readonly schedule: (asked: Asked) => Promise<Ran>;
  readonly startSession: (memberId: string) => Promise<{ cookie: string }>;
}

const session = v.strictObject({ email: v.pipe(v.string(), v.email()) });
const event = v.strictObject({
  outboxId: v.string(),
  type: v.picklist(mailEventTypes),
  recipients: v.optional(v.pipe(v.array(v.string()), v.minLength(1))),
  reason: v.optional(v.string()),
  isPermanent: v.optional(v.boolean()),
});
const verdict = v.optional(v.picklist(verdictValues));
const nextVerdicts = v.strictObject({
  spam: verdict,
  virus: verdict,
  spf: verdict,
  dkim: verdict,
  dmarc: verdict,
  count: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 1),
});

const scheduleNow = v.strictObject({ minAgeMinutes: v.optional(v.pipe(v.number(), v.minValue(0))) });

export function localRoutes({ outbox, report, verdicts, members, schedule, startSession }: RoutesOptions): Hono {
  const routes = new Hono().basePath("/local");

  routes.post("/session", async (c) => {
    const { email } = await input(c.req.raw, session);
    const member = (await members()).find((one) => one.email.toLowerCase() === email.toLowerCase() && !one.isDisabled);
    if (!member) throw new BadInput("email.unknown", `No member has the address ${email}.`);
    c.header("set-cookie", (await startSession(member.id)).cookie);
    return c.json({ id: member.id, name: member.name, email: member.email });
  });

  routes.get("/outbox", async (c) => {
    const mails = await outbox.list();
    if (prefersHtml(c.req.header("accept"))) return c.body(outboxPage(mails), 200, pageHeaders);
    return c.json(mails.map(shown));
  });

  routes.get("/outbox/:id/raw", async (c) => {
    const id = c.req.param("id");
    if (!(await outbox.find(id))) return c.json({ code: "mail.missing", message: "There is no such mail in the outbox." }, 404);
    const headers = {
      "content-type": "message/rfc822",
      "content-disposition": `attachment; filename="${id}.eml"`,
      "x-content-type-options": "nosniff",
    };
    return c.body(new Uint8Array(await outbox.raw(id)), 200, headers);
  });

  routes.post("/events", async (c) => {
    const { outboxId, recipients, reason, isPermanent, type } = await input(c.req.raw, event);
    const mail = await outbox.find(outboxId);
    if (!mail) throw new BadInput("outboxId.unknown", "There is no such mail in the outbox.");
    await report(mail, {
      type,
      ...(recipients === undefined ? {} : { recipients }),
      ...(reason === undefined ? {} : { reason }),
      ...(isPermanent === undefined ? {} : { isPermanent }),
    });
    return c.body(null, 204);
  });

  routes.post("/verdicts", async (c) => {
    const { count, ...given } = await input(c.req.raw, nextVerdicts);
    verdicts.set(Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)), count);
    return c.body(null, 204);
  });

  routes.post("/schedule", async (c) => {
    const { minAgeMinutes } = await input(c.req.raw, scheduleNow);
    return c.json(await schedule(minAgeMinutes === undefined ? {} : { minAgeMinutes }));
  });

  routes.notFound((c) => c.json({ code: "route.missing", message: "There is no such local route." }, 404));
  routes.onError((error, c) => {
    if (error instanceof BadInput) return c.json({ code: error.code, message: error.message }, 400);
    throw error;
  });
  return routes;
}

class BadInput extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** JSON of that shape. The content type is asked for because other sites' pages cannot send it unasked. */
async function input<Schema extends v.GenericSchema>(request: Request, schema: Schema): Promise<v.InferOutput<Schema>> {
  if (!/^application\/json\b/.test(request.headers.get("content-type") ?? "")) {
    throw new BadInput("content-type", "Send JSON with content-type: application/json.");
  }
  const body: unknown = await request.json().catch(() => {
    throw new BadInput("body.invalid", "The body is not JSON.");
  });
  const result = v.safeParse(schema, body);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new BadInput(`${v.getDotPath(issue) ?? "body"}.invalid`, issue.message);
}

function prefersHtml(accept = ""): boolean {
  const kinds = accept.split(",").map((kind) => kind.split(";")[0]?.trim());
  const html = kinds.indexOf("text/html");
  const json = kinds.indexOf("application/json");
  return html >= 0 && (json < 0 || html < json);
}

/** What is told of a mail. */
function shown({ id, at, from, to, cc, bcc, subject, headers, destinations, tags }: OutboxMail) {
  return { id, at, from, to, cc, bcc, subject, headers, destinations, tags, raw: rawLink(id) };
}
