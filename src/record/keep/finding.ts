/** What was found of one thing: well, worth somebody's look, or wrong. What is not well says what to do. */
export interface Finding {
  readonly about: string
  readonly state: 'well' | 'look' | 'wrong'
  readonly says: string
}
