// GET /members: the people and teams that work can be given to.
import { Hono } from "hono";
import { mayBeAssigned, mayInInbox } from "../core/access.ts";
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
    const worksIn = (memberId: string) => seen.filter(({ access }) => mayBeAssigned(access[memberId])).map(({ id }) => id);
    const items = everybody
      .filter(({ isDisabled }) => !isDisabled)
      .map(({ id, name, email, role, teamIds }): MemberView => ({ id, name, email, role, teamIds, worksIn: worksIn(id) }));
    return c.json({ items, teams });
  },
);
