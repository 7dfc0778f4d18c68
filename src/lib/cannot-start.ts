/** Something outside the program stops it from starting; the message is one or more whole sentences for the operator. */
export class CannotStart extends Error {
  override name = 'CannotStart'
}
