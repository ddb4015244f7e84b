// A member answers: files first, then the reply against what they have seen.
import { number, object, record, string } from "valibot";
import { ApiError, type Member } from "./member.ts";
import type { DemoFile, Step } from "./story.ts";

const attempts = 3;

/** @returns the id of the message */
export async function reply(
  member: Member,
  { id, inboxId }: { id: string; inboxId: string },
  { html, cc = [], files = [] }: Extract<Step, { kind: "answer" }>,
): Promise<string> {
  const attachments = await Promise.all(files.map((file) => upload(member, inboxId, file)));
  const content = { html, cc: cc.map(({ name, address }) => ({ name, address })), attachments };
  for (let attempt = 1; ; attempt++) {
    try {
      return await replyOnce(member, `/api/v1/conversations/${id}`, content);
    } catch (error) {
      // Somebody uses the page while the demo plays: then the reply is written again, against what they did.
      const isStale = error instanceof ApiError && error.status === 409;
      if (!isStale || attempt === attempts) throw error;
    }
  }
}

async function replyOnce(member: Member, path: string, content: object): Promise<string> {
  const { conversation } = await member.get(path, object({ conversation: object({ version: number() }) }));
  const { version } = conversation;
  return (await member.post(`${path}/replies`, { ...content, version }, object({ id: string() }))).id;
}

async function upload(member: Member, inboxId: string, { filename, contentType, content }: DemoFile) {
  const ticket = await member.post(
    "/api/v1/uploads",
    { inboxId, filename, contentType, sizeBytes: content.length },
    object({ id: string(), address: string(), headers: record(string(), string()) }),
  );
  const put = await fetch(ticket.address, { method: "PUT", headers: ticket.headers, body: new Uint8Array(content) });
  if (!put.ok) throw new Error(`${filename} could not be uploaded: ${put.status}`);
  return { uploadId: ticket.id, filename, contentType };
}
