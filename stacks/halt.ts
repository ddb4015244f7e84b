// A reason to stop before anything is made, in a sentence that says what to do.

export class Halt extends Error {
  override readonly name: string = "Halt";
}

/** The command was told something that it does not know: its usage is shown too. */
export class Misused extends Halt {
  override readonly name = "Misused";
}
