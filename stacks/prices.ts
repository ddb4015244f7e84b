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

/**
 * An average mail, an average agent, and what each costs us. The reads and writes are capacity units with a little room above
 * what is measured: `npm run bench -- capacity` prints both beside each other, and a test holds that none is below.
 */
export const usage = {
  receivedKb: 145,
  receivedChunks: 0.4,
  sentKb: 60,
  sentAttachmentKb: 50,
  writesPerReceived: 20,
  readsPerReceived: 16,
  writesPerSent: 24,
  readsPerSent: 20,
  /** Reading, assigning, closing: people's work on one received mail. */
  writesOfWork: 24,
  apiCallsPerAgentDay: 400,
  readsPerApiCall: 7,
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
  schedulePages: 50,
  /** What has gathered by then is what is stored. */
  months: 12,
} as const;

/** Kinds of resources that cost something by being there, which `standing.ts` counts, or by what is done, which `cost.ts` adds up. */
export const costly = [
  ...["AWS::CloudWatch::Alarm", "AWS::Logs::MetricFilter", "AWS::Lambda::EventSourceMapping"],
  ...["AWS::ApiGatewayV2::Api", "AWS::DynamoDB::GlobalTable", "AWS::Lambda::Function", "AWS::Logs::LogGroup", "AWS::S3::Bucket"],
  ...["AWS::SES::ReceiptRule", "AWS::SQS::Queue"],
] as const;

/** Kinds that cost nothing, or nothing that a team comes near: a million notices, ten million page views, ten thousand people. */
export const free = [
  ...["AWS::ApiGatewayV2::Integration", "AWS::ApiGatewayV2::Route", "AWS::ApiGatewayV2::Stage"],
  ...["AWS::CloudFormation::CustomResource", "AWS::CloudFront::Distribution", "AWS::CloudFront::Function"],
  ...["AWS::CloudFront::OriginAccessControl", "AWS::CloudFront::ResponseHeadersPolicy"],
  ...["AWS::Cognito::UserPool", "AWS::Cognito::UserPoolClient", "AWS::Cognito::UserPoolDomain", "AWS::Cognito::UserPoolGroup"],
  ...["AWS::Events::Rule", "AWS::Scheduler::Schedule", "AWS::Scheduler::ScheduleGroup"],
  ...["AWS::IAM::Policy", "AWS::IAM::Role", "AWS::Lambda::EventInvokeConfig", "AWS::Lambda::Permission"],
  ...["AWS::S3::BucketPolicy", "AWS::SES::ConfigurationSet", "AWS::SES::ConfigurationSetEventDestination"],
  ...["AWS::SNS::Subscription", "AWS::SNS::Topic", "AWS::SNS::TopicPolicy", "AWS::SQS::QueuePolicy"],
] as const;
