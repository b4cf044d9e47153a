/** What the exit status tells a script. Documented in docs/reference/scan.md. */
export const EXIT = {
  /** Everything that was asked was done. */
  done: 0,
  /** It was done, and some of what the files hold could not be taken; the findings say what. */
  partly: 1,
  /** The command was written wrongly. Nothing was done. */
  usage: 2,
  /** Nothing in the files could be read. */
  nothingRead: 3,
  /** A protocol, calendar or register of clauses is faulty. Nothing was done. */
  faultyProtocol: 4,
  /** The result could not be written where it was asked for. */
  notWritten: 5,
  /** The record cannot be opened, or something is wrong with it; what was said names the remedy. */
  noRecord: 6,
} as const

export type ExitStatus = (typeof EXIT)[keyof typeof EXIT]

/** The command was written wrongly: what is wrong, and what to write. */
export class UsageFault extends Error {
  readonly remedy: string
  constructor(message: string, remedy: string) {
    super(message)
    this.remedy = remedy
  }
}

/** The result could not be written. */
export class WritingFault extends Error {}
