// A member at the API of a running platform: signs in by the local door and speaks JSON.
import type { ConversationPage, ConversationView, EntryView, ReceivedView, SentView } from "../../functions/api/views.ts";

export interface Answer<Body> {
  readonly status: number;
  readonly body: Body;
  readonly headers: Headers;
}

export type ApiMember = Awaited<ReturnType<typeof signIn>>;

export async function signIn(url: string, email: string) {
  const answer = await fetch(`${url}/local/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email }),
  });
  if (!answer.ok) throw new Error(`sign-in of ${email}: ${answer.status}`);
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(";")[0])
    .join("; ");

  async function call<Body>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<Body>> {
    const response = await fetch(path.startsWith("http") ? path : `${url}/api/v1${path}`, {
      method,
      redirect: "manual",
      headers: {
        cookie,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.includes("json");
    return { status: response.status, body: (isJson ? JSON.parse(text) : text) as Body, headers: response.headers };
  }

  return {
    cookie,
    call,
    get: <Body = Record<string, unknown>>(path: string) => call<Body>("GET", path),
    post: <Body = Record<string, unknown>>(path: string, body: unknown, headers?: Record<string, string>) =>
      call<Body>("POST", path, body, headers),
    put: (path: string, body?: unknown) => call<Record<string, unknown>>("PUT", path, body),
    remove: (path: string) => call<Record<string, unknown>>("DELETE", path),

    /** The conversations of a folder, newest first. */
    async list(folder = "all", inbox?: string): Promise<ConversationView[]> {
      const inboxQuery = inbox ? `&inbox=${inbox}` : "";
      return (await call<{ items: ConversationView[] }>("GET", `/conversations?folder=${folder}&limit=100${inboxQuery}`)).body
        .items;
    },
    async open(conversationId: string): Promise<ConversationPage> {
      return (await call<ConversationPage>("GET", `/conversations/${conversationId}`)).body;
    },
    /** The conversation with this subject. */
    async find(subject: string): Promise<ConversationPage> {
      const found = (await this.list()).find((one) => one.subject === subject);
      if (!found) throw new Error(`no conversation "${subject}"`);
      return this.open(found.id);
    },
    async reply(conversation: ConversationView, html: string, more: Record<string, unknown> = {}) {
      return call<{ id: string; version: number; code?: string }>("POST", `/conversations/${conversation.id}/replies`, {
        html,
        version: conversation.version,
        ...more,
      });
    },
  };
}

export function receivedIn(page: ConversationPage): ReceivedView[] {
  return page.entries.filter((entry: EntryView): entry is ReceivedView => entry.kind === "received");
}

export function sentIn(page: ConversationPage): SentView[] {
  return page.entries.filter((entry: EntryView): entry is SentView => entry.kind === "sent");
}
