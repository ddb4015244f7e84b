// A reason to stop before anything is made, in a sentence that says what to do.

export class Halt extends Error {
  override readonly name = "Halt";
}
