// What a case expects of a body that was folded: the visible reply, without regard to white space.
import type { Expectation, OneOrMore } from "./expectation.ts";

/** One line for each expectation of the reply that does not hold. */
export function checkReply(text: string, reply: string, expect: Expectation): string[] {
  const shown = bare(reply);
  const wrong: [isWrong: boolean | undefined, what: string][] = [
    [expect.reply !== undefined && shown !== bare(expect.reply), `reply: ${difference(reply, expect.reply ?? "")}`],
    [expect.replyTextNoSpace !== undefined && shown !== expect.replyTextNoSpace, "replyTextNoSpace"],
    [expect.replyStartsWith !== undefined && !shown.startsWith(bare(expect.replyStartsWith)), "replyStartsWith"],
    [expect.replyIsWhole && shown !== bare(text), `replyIsWhole: …${JSON.stringify(reply.slice(-80))}`],
    ...each(expect.replyContains, "replyContains", (words) => !shown.includes(bare(words))),
    ...each(expect.replyNotContains, "replyNotContains", (words) => shown.includes(bare(words))),
    ...each(expect.replyMatches, "replyMatches", (pattern) => !regular(pattern).test(reply)),
    ...each(expect.replyNotMatches, "replyNotMatches", (pattern) => regular(pattern).test(reply)),
  ];
  return wrong.filter(([isWrong]) => isWrong).map(([, what]) => what);
}

function bare(text: string): string {
  return text.replace(/\s+/g, "");
}

function each(wanted: OneOrMore | undefined, key: string, isWrong: (one: string) => boolean): [boolean, string][] {
  return [wanted ?? []].flat().map((one) => [isWrong(one), `${key}: ${one}`]);
}

/** `/^On/m` as it stands in a manifest. */
function regular(written: string): RegExp {
  const end = written.lastIndexOf("/");
  return new RegExp(written.slice(1, end), written.slice(end + 1));
}

function difference(ours: string, wanted: string): string {
  const word = bare(ours).length > bare(wanted).length ? "too much" : "words lost";
  return `${word}: …${JSON.stringify(ours.trimEnd().slice(-60))} instead of …${JSON.stringify(wanted.trimEnd().slice(-60))}`;
}
