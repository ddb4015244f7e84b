// One JSON line an event, with named fields only: no secret and no mail body can slip in under a name that is not here.

export interface LogFields {
  readonly requestId?: string;
  readonly route?: string;
  readonly status?: number;
  readonly durationMs?: number;
  readonly conversationId?: string;
  readonly messageId?: string;
  readonly inboxId?: string;
  readonly memberId?: string;
  readonly sesMessageId?: string;
  readonly objectKey?: string;
  readonly state?: string;
  readonly reason?: string;
  readonly count?: number;
  readonly error?: unknown;
}

const fieldNames = new Set<string>([
  ...["requestId", "route", "status", "durationMs", "conversationId", "messageId", "inboxId", "memberId"],
  ...["sesMessageId", "objectKey", "state", "reason", "count", "error"],
]);

export const log = {
  info: (event: string, fields: LogFields = {}) => write("info", event, fields),
  warn: (event: string, fields: LogFields = {}) => write("warn", event, fields),
  error: (event: string, fields: LogFields = {}) => write("error", event, fields),
};

function write(level: "info" | "warn" | "error", event: string, fields: LogFields): void {
  for (const name of Object.keys(fields)) if (!fieldNames.has(name)) throw new Error(`log field ${name} is not known`);
  const line = JSON.stringify({
    level,
    event,
    ...fields,
    ...(fields.error === undefined ? {} : { error: faultText(fields.error) }),
  });
  (level === "error" ? console.error : console.log)(line);
}

/** The kind and place of a fault. Messages of faults may quote input, so they are cut short. */
function faultText(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const place = error.stack?.split("\n")[1]?.trim() ?? "";
  return `${error.name}: ${error.message.slice(0, 200)} ${place}`;
}
