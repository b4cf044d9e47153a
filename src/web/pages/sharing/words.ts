import { sayNotKept } from '../../../record/database/keepable.ts'
import type { Basis, NotShared } from '../../../record/sharing/shares.ts'

/** Why sharing may be lawful, in plain words, each with where it says so. */
export const BASIS_TITLES: Readonly<Record<Basis, { readonly text: string; readonly hint: string }>> = {
  'public-task': {
    text: 'Our public task',
    hint: 'They need it so that they or we can do what the law gives us to do. UK GDPR, Article 6(1)(e)',
  },
  safeguarding: {
    text: 'Safeguarding a child',
    hint: 'It is needed to keep a child safe or to promote their welfare. Working Together to Safeguard Children; Data Protection Act 2018, Schedule 1, paragraph 18',
  },
  'legal-obligation': {
    text: 'The law says that we must',
    hint: 'A statute or a court asks for it. UK GDPR, Article 6(1)(c)',
  },
  'vital-interests': {
    text: 'Somebody’s life is at risk',
    hint: 'It cannot wait, and nobody can be asked. UK GDPR, Article 6(1)(d)',
  },
  'crime-and-disorder': {
    text: 'Preventing crime and disorder',
    hint: 'It goes to the police, a council, health, probation or the fire service. Crime and Disorder Act 1998, section 115',
  },
  consent: {
    text: 'They agreed',
    hint: 'They were told what goes to whom and what for, could have said no, and can take it back. UK GDPR, Article 6(1)(a)',
  },
}

interface Said {
  readonly why: string
  readonly instead: string
}

/** Why it was not shared, and what to do instead. */
export function sayNotShared(refusal: NotShared): Said {
  return refusal.kind === 'not-kept'
    ? { why: sayNotKept(refusal), instead: 'Write it again.' }
    : NOT_SHARED[refusal.kind]
}

const NOT_SHARED: Readonly<Record<Exclude<NotShared['kind'], 'not-kept'>, Said>> = {
  'not-allowed': {
    why: 'Who manages the case decides what of it is shared, and you do not manage it.',
    instead: 'Ask whoever manages the case.',
  },
  'nobody-such': {
    why: 'They are not here any more, or it is you yourself.',
    instead: 'Choose somebody whose account is open.',
  },
  excluded: {
    why: 'They are kept out of this case or of its child.',
    instead: 'Choose somebody else of their agency, or ask your privacy officer.',
  },
  sealed: {
    why: 'The case is sealed: only who is let in by name sees any of it.',
    instead: 'Let them in by name, or ask your privacy officer.',
  },
  'no-purpose': { why: 'Nothing says what it is for.', instead: 'Say what it is for.' },
  'no-reason': { why: 'Names are taken out, and nothing says why.', instead: 'Say why.' },
  'no-such-end': {
    why: 'It ends on a day that has come, or that is more than a year away.',
    instead: 'Enter a day within a year.',
  },
}
