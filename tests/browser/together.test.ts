// Two people before the same inbox: each sees what the other does, and nobody answers over somebody's head.
import type { Page } from "playwright-core";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { sendBySmtp } from "../helpers/platform.ts";
import { textMail } from "../helpers/text-mail.ts";
import { openStage, type Stage } from "./page.ts";
import {
  addNote,
  button,
  conversation,
  editor,
  eventually,
  gone,
  heading,
  message,
  note,
  open,
  row,
  send,
  startReply,
} from "./parts.ts";

let stage: Stage;
let ana: Page;
let beto: Page;
let subject: string;
let count = 0;

beforeAll(async () => {
  stage = await openStage();
  ana = await stage.openAs("ana@acme.test");
  beto = await stage.openAs("beto@acme.test");
  return () => stage.stop();
});

beforeEach(async () => {
  subject = `Question ${++count}`;
  await stage.platform.deliver(textMail({ subject, messageId: `question-${count}@client.example` }), { to: "support@acme.test" });
  for (const page of [ana, beto]) {
    await page.goto("/");
    await open(page, subject);
  }
});

const sentNow = async () => (await stage.platform.outbox()).filter((mail) => mail.subject === `Re: ${subject}`).length;

describe("what a colleague does appears by itself", () => {
  test("a note", async () => {
    await addNote(beto, "She called, too.");
    await note(ana, "She called, too.").waitFor();
  });

  test("an assignment: in the header, in the list and in the timeline", async () => {
    await beto.keyboard.press("i");
    await button(ana, /^Beto/).waitFor();
    await conversation(ana).getByText("Beto Núñez took this conversation").waitFor();
    await row(ana, subject).getByText("Assigned to Beto Núñez").waitFor({ state: "attached" });
  });

  test("closing: it leaves the list of who looks at what is open", async () => {
    await beto.keyboard.press("e");
    await gone(row(ana, subject));
    await heading(ana, subject).waitFor();
    await button(ana, /^Reopen/).waitFor();
  });

  test("an answer, with how far it has come", async () => {
    await startReply(beto, "We are on it.");
    await send(beto);
    await ana
      .getByRole("article", { name: /^Message from Beto/ })
      .getByText("Delivered", { exact: true })
      .waitFor();
  });
});

describe("somebody was quicker while I wrote", () => {
  test("I am shown what they wrote, nothing goes out, and after a look my reply can go", async () => {
    await startReply(ana, "Mine comes second.");
    await startReply(beto, "Mine came first.");
    await send(beto);
    await ana.getByRole("article", { name: /^Message from Beto/ }).waitFor();

    await send(ana);
    const banner = ana.getByRole("alert").filter({ hasText: "Something new came in while you wrote." });
    await banner.getByText("Beto Núñez replied: Mine came first.").waitFor();
    await stage.platform.idle();
    expect(await sentNow()).toBe(1);

    await banner.getByRole("button", { name: "Review" }).click();
    await gone(banner);
    expect(await editor(ana).innerText()).toBe("Mine comes second.");
    await stage.platform.idle();
    expect(await sentNow()).toBe(1);

    await send(ana);
    await gone(editor(ana));
    await eventually(sentNow).toBe(2);
  });

  test("or I send it all the same", async () => {
    await startReply(ana, "Never mind.");
    await sendBySmtp(
      stage.platform.smtpPort,
      Buffer.from(
        textMail({ subject: `Re: ${subject}`, inReplyTo: `question-${count}@client.example`, text: "Solved, thank you." }),
      ),
      { to: "support@acme.test" },
    );
    await message(ana, "Solved, thank you.").waitFor();
    await send(ana);
    await ana.getByText("Lucía wrote: Solved, thank you.").waitFor();
    await button(ana, "Send anyway").click();
    await gone(editor(ana));
    await eventually(sentNow).toBe(1);
  });

  test("even when the page has not heard of it: the server stops the reply", async () => {
    const deaf = await stage.openAs("ana@acme.test", {
      prepare: (context) => context.routeWebSocket(/.*/, () => undefined),
    });
    await open(deaf, subject);
    await startReply(deaf, "I heard nothing.");
    await addNote(beto, "Wait for the workshop.");
    await send(deaf);
    await deaf.getByText("Beto Núñez added a note: Wait for the workshop.").waitFor();
    await stage.platform.idle();
    expect(await sentNow()).toBe(0);
    expect(await editor(deaf).innerText()).toBe("I heard nothing.");
    await deaf.context().close();
  });
});
