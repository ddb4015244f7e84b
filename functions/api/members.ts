// GET /members: the people and teams that work can be given to.
import { Hono } from "hono";
import { type AccessLevel, mayBeAssigned, mayInInbox } from "../core/access.ts";
import { listInboxes } from "../store/inboxes.ts";
import { listMembers, listTeams } from "../store/members.ts";
import { answers } from "./answers.ts";
import { may } from "./may.ts";
import * as shapes from "./shapes.ts";
import type { MemberView } from "./views.ts";

export const members = new Hono().get(
  "/",
  may("member.list"),
  answers(200, "The members who may sign in, and the teams", shapes.members),
  async (c) => {
    const [everybody, teams, inboxes] = await Promise.all([listMembers(), listTeams(), listInboxes()]);
    const seen = inboxes.filter((inbox) => mayInInbox(c.var.viewer, "conversation.read", inbox.id));
    const where = (memberId: string, isSo: (level: AccessLevel | undefined) => boolean) =>
      seen.filter(({ access }) => isSo(access[memberId])).map(({ id }) => id);
    const items = everybody
      .filter(({ isDisabled }) => !isDisabled)
      .map(({ id, name, email, role, teamIds }): MemberView => {
        const worksIn = where(id, mayBeAssigned);
        const manages = where(id, (level) => level === "manage");
        return { id, name, email, role, teamIds, worksIn, manages };
      });
    return c.json({ items, teams });
  },
);
