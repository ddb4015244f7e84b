// The monthly bill, item by item: what the templates stand for while nothing happens, and what mail and people add.
import { prices, usage } from "./prices.ts";

export interface Load {
  readonly inbound: number;
  readonly outbound: number;
  readonly agents: number;
}

/** What of the templates costs by being there. */
export interface Standing {
  readonly polledQueues: number;
  readonly alarms: number;
  readonly metrics: number;
}

export interface Item {
  readonly name: string;
  readonly dollars: number;
}

export function bill(load: Load, standing: Standing): Item[] {
  return [
    ...mail(load),
    ...storage(load),
    ...machines(load, standing),
    ...schedule(load),
    ...people(load),
    ...watching(standing),
  ];
}

export function total(items: readonly Item[]): number {
  return items.reduce((sum, { dollars }) => sum + dollars, 0);
}

function mail({ inbound, outbound }: Load): Item[] {
  return [
    { name: "SES, received", dollars: inbound * (prices.sesReceived + usage.receivedChunks * prices.sesReceivedChunk) },
    { name: "SES, sent", dollars: outbound * (prices.sesSent + (usage.sentAttachmentKb / 1e6) * prices.sesSentGb) },
  ];
}

function storage({ inbound, outbound, agents }: Load): Item[] {
  const mails = inbound + outbound;
  const objectsGb = ((inbound * usage.receivedKb + outbound * (usage.sentKb + usage.sentAttachmentKb)) * usage.months) / 1e6;
  const tableGb = (mails * usage.tableKbPerMail * usage.months) / 1e6;
  const writes = inbound * (usage.writesPerReceived + usage.writesOfWork) + outbound * usage.writesPerSent;
  const reads = inbound * usage.readsPerReceived + outbound * usage.readsPerSent + apiCalls(agents) * usage.readsPerApiCall;
  return [
    { name: "S3, requests", dollars: mails * 2 * (prices.s3Put + prices.s3Get) },
    { name: `S3, ${objectsGb.toFixed(1)} GB after ${usage.months} months`, dollars: objectsGb * prices.s3GbMonth },
    { name: "DynamoDB, writes", dollars: writes * prices.tableWrite },
    { name: "DynamoDB, reads", dollars: reads * prices.tableRead },
    { name: "DynamoDB, storage", dollars: past(tableGb, prices.tableGbFree) * prices.tableGbMonth },
    { name: "DynamoDB, point-in-time recovery", dollars: tableGb * prices.tableBackupGbMonth },
  ];
}

function machines({ inbound, outbound, agents }: Load, { polledQueues }: Standing): Item[] {
  const mails = inbound + outbound;
  const calls = mails * (1 + usage.otherCallsPerMail) + apiCalls(agents);
  const gbSeconds =
    inbound * usage.receiveGbSeconds +
    outbound * usage.sendGbSeconds +
    mails * usage.otherGbSeconds +
    apiCalls(agents) * usage.apiGbSeconds;
  const requests = polledQueues * prices.sqsIdleRequests + mails * 4;
  const logGb = (calls * usage.logKbPerCall) / 1e6;
  return [
    { name: "Lambda, calls", dollars: past(calls, prices.lambdaCallsFree) * prices.lambdaCall },
    { name: "Lambda, work", dollars: past(gbSeconds, prices.lambdaGbSecondsFree) * prices.lambdaGbSecond },
    { name: `SQS, ${polledQueues} polled queues`, dollars: past(requests, prices.sqsRequestsFree) * prices.sqsRequest },
    { name: "CloudWatch, logs", dollars: past(logGb, prices.logGbFree) * prices.logGb },
  ];
}

/** A run lists the bucket, or the next part of it, and looks once at each mail and each reply. */
function schedule({ inbound, outbound }: Load): Item[] {
  const pages = Math.min(usage.schedulePages, 1 + Math.floor((inbound * usage.months) / 1000));
  const lists = usage.scheduleRuns * pages * prices.s3List;
  const reads = (inbound + outbound + usage.scheduleRuns * 4) * prices.tableRead;
  const writes = usage.scheduleRuns * 2 * prices.tableWrite;
  const work = pages > 1 ? `, ${pages} pages a run` : "";
  return [{ name: `Schedule${work}`, dollars: lists + reads + writes }];
}

function people({ inbound, outbound, agents }: Load): Item[] {
  const told = (inbound + outbound) * usage.changesPerMail * Math.min(agents, usage.hearers);
  const minutes = agents * usage.workDays * usage.socketHoursPerDay * 60;
  return [
    { name: "API Gateway, requests", dollars: apiCalls(agents) * prices.httpRequest },
    { name: "API Gateway, sockets", dollars: told * prices.socketMessage + minutes * prices.socketMinute },
  ];
}

function watching({ alarms, metrics }: Standing): Item[] {
  return [
    { name: `CloudWatch, ${alarms} alarms`, dollars: past(alarms, prices.alarmsFree) * prices.alarm },
    { name: `CloudWatch, ${metrics} metric of ours`, dollars: past(metrics, prices.metricsFree) * prices.metric },
  ];
}

function apiCalls(agents: number): number {
  return agents * usage.workDays * usage.apiCallsPerAgentDay;
}

function past(amount: number, free: number): number {
  return Math.max(0, amount - free);
}
