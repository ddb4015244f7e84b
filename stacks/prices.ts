// What AWS asks, in USD, and what our own work uses. Edit both tables to your region and your mail; `npm run cost` does the sum.

/** List prices of us-east-1, read 2026. Always-free allowances stand beside what they apply to. */
export const prices = {
  sesReceived: 0.0001,
  /** Each full 256 KB of a received mail. */
  sesReceivedChunk: 0.00009,
  sesSent: 0.0001,
  sesSentGb: 0.12,
  s3Put: 0.000005,
  s3Get: 0.0000004,
  s3List: 0.000005,
  s3GbMonth: 0.023,
  tableWrite: 0.625e-6,
  tableRead: 0.125e-6,
  tableGbMonth: 0.25,
  tableGbFree: 25,
  tableBackupGbMonth: 0.2,
  lambdaCall: 0.2e-6,
  lambdaCallsFree: 1e6,
  lambdaGbSecond: 0.0000133334,
  lambdaGbSecondsFree: 400_000,
  sqsRequest: 0.4e-6,
  sqsRequestsFree: 1e6,
  /** Lambda's pollers ask an idle queue this often a month. */
  sqsIdleRequests: 657_000,
  socketMessage: 1e-6,
  socketMinute: 0.25e-6,
  httpRequest: 1e-6,
  logGb: 0.5,
  logGbFree: 5,
  alarm: 0.1,
  alarmsFree: 10,
  metric: 0.3,
  metricsFree: 10,
} as const;

/** An average mail, an average agent, and what each costs us. The capacity units are estimates with room above; `npm run bench -- capacity` measures them. */
export const usage = {
  receivedKb: 145,
  receivedChunks: 0.4,
  sentKb: 60,
  sentAttachmentKb: 50,
  writesPerReceived: 20,
  readsPerReceived: 4,
  writesPerSent: 24,
  readsPerSent: 8,
  /** Opening, assigning, closing: people's work on one received mail. */
  writesOfWork: 15,
  apiCallsPerAgentDay: 400,
  readsPerApiCall: 3,
  workDays: 22,
  socketHoursPerDay: 8,
  /** Sockets that hear of a change, at most. */
  hearers: 6,
  changesPerMail: 2,
  tableKbPerMail: 3,
  receiveGbSeconds: 0.36,
  sendGbSeconds: 0.25,
  apiGbSeconds: 0.03,
  otherGbSeconds: 0.05,
  otherCallsPerMail: 6,
  logKbPerCall: 0.6,
  /** Every quarter of an hour. */
  scheduleRuns: 2920,
  /** `limits.reconcilePages`: the pages of a thousand mails that a run lists at most. */
  schedulePages: 100,
  /** What has gathered by then is what is stored. */
  months: 12,
} as const;
