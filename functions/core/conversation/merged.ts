// What it means to be part of another conversation, or to have parts.
import { Refused } from "../errors.ts";
import type { Conversation } from "./conversation.ts";

/** The conversation's own id first, then those that are shown with it. */
export function partsOf({ id, mergedIds = [] }: Pick<Conversation, "id" | "mergedIds">): string[] {
  return [id, ...mergedIds];
}

/** Nothing is written to a conversation that is part of another: it would be seen only there. */
export function alreadyMerged(into: string): Refused {
  return new Refused("conflict", "conversation.merged", "This conversation was merged into another one. Go on there.", { into });
}
