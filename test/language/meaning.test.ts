// A file whose form and names are right, and which still cannot be meant.
import { SAMPLE } from './sample.ts'
import { BY_DIRECTOR, DUTY, eachIsFound, oneMoreDuty, type Seed } from './seeds.ts'

/** A trigger that takes over one more stage, written below what it opens or suggests. */
function takingOver(what: string, below: string, stage: string, message: RegExp, remedy: RegExp): Seed {
  return [`a trigger that takes over ${what}`, below, `${below}\n    takes over: [«${stage}]`, message, remedy]
}

const LISTED_AND_OPENED = SAMPLE.slice(SAMPLE.indexOf('  listed: On'), SAMPLE.indexOf('\n  many-referrals:'))

const TRIGGERS: readonly Seed[] = [
  [
    'a condition about something else',
    'referrals: 3 within 24 months',
    '«lasting for: 15 months',
    /"lasting for" says nothing of a child/,
    /protection plan/,
  ],
  [
    'such a condition within "all of"',
    'referrals: 3 within 24 months',
    'all of: [{ open to social care: yes }, «{ latest category: neglect }]',
    /"latest category"/,
    /protection plan/,
  ],
  [
    'such a condition within "not"',
    'referrals: 3 within 24 months',
    'not:\n        «conference asked for: yes',
    /"conference asked for"/,
    /enquiry/,
  ],
  [
    'what does not hold before a plan began',
    'met:\n      earliest of:\n        - lasting for: 15 months',
    'met:\n      «earliest of:\n        - not: { latest category: neglect }\n        - lasting for: 15 months',
    /"not" alone holds before the protection plan began/,
    /all of/,
  ],
  [
    'such a condition of another child',
    'referrals: 3 within 24 months',
    'another child of the family:\n        «conference asked for: yes',
    /says nothing of a protection plan/,
    /enquiry/,
  ],
  [
    'a condition that is named as it was written',
    'referrals: 3 within 24 months',
    '«age at its start at least: 10',
    /"age at its start at least"/,
    /placement/,
  ],
  [
    'a condition of one child for a family',
    'child\n    met:\n      referrals',
    'family\n    met:\n      «referrals',
    /says nothing of a family/,
    /for each: child/,
  ],
  [
    'a trigger for each conference',
    'for each: child',
    'for each: «review conference',
    /files tell of/,
    /^Write one of: child, family, protection plan, child in need plan, enquiry, placement\.$/,
  ],
  ['a trigger for each step', 'for each: child', 'for each: «record-visit', /files tell of/, /placement/],
  ['a trigger with an answer', 'for each: child', 'for each: «child where known is yes', /no answers/, /"met"/],
  ['an unknown stage to open', 'opens: asked-for', 'opens: «asked', /stage "asked"/, /Known/],
  takingOver('an unknown stage', 'opens: asked-for', 'list', /stage "list"/, /mean "listed"/),
  takingOver(
    'the stage that it opens',
    'opens: asked-for',
    'asked-for',
    /where the trigger opens one/,
    /Take this stage/,
  ),
  takingOver('a stage and opens none', 'suggests: Consider a meeting.', 'listed', /opens no pathway/, /"opens"/),
  [
    'a trigger that takes over what has ended',
    LISTED_AND_OPENED,
    `${LISTED_AND_OPENED.replace('On the list', '{ title: Off the list, ends: yes }')}\n    takes over: [«listed]`,
    /has ended/,
    /Take this stage/,
  ],
]

const DUTIES: readonly Seed[] = [
  [
    'a duty for each of itself',
    DUTY,
    oneMoreDuty(...BY_DIRECTOR, 'for each: «extra', 'due: by it'),
    /itself/,
    /what opens it/,
  ],
  [
    '"it" with nothing to stand for',
    DUTY,
    oneMoreDuty(...BY_DIRECTOR, 'while: listed', 'due: «by it'),
    /"it" stands for nothing/,
    /for each/,
  ],
  [
    '"its" with nothing to stand for',
    DUTY,
    oneMoreDuty(...BY_DIRECTOR, 'while: listed', 'due: «by its end'),
    /"its" stands for nothing/,
    /for each/,
  ],
  [
    'the conference of a plan',
    DUTY,
    oneMoreDuty(...BY_DIRECTOR, 'for each: protection plan', 'due: «by its conference'),
    /protection plan has no conference/,
    /enquiry/,
  ],
  [
    'the reviews of an enquiry',
    DUTY,
    oneMoreDuty(...BY_DIRECTOR, 'for each: enquiry', 'due: «by its first review conference'),
    /enquiry has no review/,
    /protection plan/,
  ],
  [
    'the day of a plan',
    DUTY,
    oneMoreDuty(...BY_DIRECTOR, 'for each: protection plan', 'due: «by its day'),
    /only an item of a list/,
    /item of/,
  ],
  [
    'the start of a child',
    DUTY,
    oneMoreDuty(...BY_DIRECTOR, 'for each: many-referrals', 'due: «1 day after its start'),
    /child has no start/,
    /placement/,
  ],
  [
    'the end of a step',
    DUTY,
    oneMoreDuty(...BY_DIRECTOR, 'for each: record-visit', 'due: «1 day after its end'),
    /has no end/,
    /"it"/,
  ],
  [
    'a trigger that does not open it',
    DUTY,
    oneMoreDuty(...BY_DIRECTOR, 'for each: protection plan', 'due: «by the trigger being met'),
    /no trigger opens/,
    /for each/,
  ],
  [
    'a trigger while a stage lasts',
    DUTY,
    oneMoreDuty(...BY_DIRECTOR, 'while: listed', 'due: «by the trigger being noticed'),
    /no trigger opens/,
    /for each/,
  ],
  [
    'an answer that nobody gives',
    DUTY,
    oneMoreDuty(...BY_DIRECTOR, 'for each: «long-plan where serious is yes', 'due: by it'),
    /nobody gives an answer/,
    /away/,
  ],
  [
    'an agency that is nowhere',
    DUTY,
    oneMoreDuty('owed by: «that agency', 'met by: record-visit', 'for each: long-plan', 'due: by it'),
    /"that agency"/,
    /agency with a flag/,
  ],
  [
    'a recorder of what nobody records',
    DUTY,
    oneMoreDuty('owed by: «whoever recorded it', 'met by: record-visit', 'for each: long-plan', 'due: by it'),
    /nobody records/,
    /a step/,
  ],
  [
    'owed by anyone',
    DUTY,
    oneMoreDuty(
      'owed by: «anyone independent of the case',
      'met by: record-visit',
      'for each: long-plan',
      'due: by it',
    ),
    /anyone owes, nobody/,
    /Name a role/,
  ],
  [
    'silence that tells the one who owes it',
    DUTY,
    oneMoreDuty(...BY_DIRECTOR, 'for each: long-plan', 'due: by it', '«if overdue: tell director'),
    /only director is told/,
    /who else/,
  ],
  [
    'silence that tells one of all those who owe it',
    DUTY,
    oneMoreDuty(...BY_DIRECTOR, 'for each: long-plan', 'due: by it', "«if overdue: tell the case's director"),
    /only director is told/,
    /who else/,
  ],
  [
    'such silence by default',
    DUTY,
    oneMoreDuty('owed by: team-manager', 'met by: record-visit', 'for each: long-plan', 'due: by it').replace(
      'extra',
      '«extra',
    ),
    /only team-manager is told/,
    /who else/,
  ],
  [
    'the end of a plan where there is none',
    DUTY,
    oneMoreDuty(...BY_DIRECTOR, 'for each: many-referrals', 'due: by it', 'lapses: «when the plan ends'),
    /child has no plan/,
    /"lapses"/,
  ],
  [
    'a next one of what comes once',
    DUTY,
    oneMoreDuty(...BY_DIRECTOR, 'for each: child', 'due: by it', 'replaced by the next: «yes'),
    /never followed by a next one/,
    /take this away/,
  ],
  [
    'lapsing because it is met',
    DUTY,
    oneMoreDuty(...BY_DIRECTOR, 'for each: long-plan', 'due: by it', 'lapses: «when extra is met'),
    /needs no lapse/,
    /another duty/,
  ],
  [
    'the same review of different things',
    DUTY,
    oneMoreDuty(
      ...BY_DIRECTOR,
      'for each: protection plan',
      'due: by it',
      'lapses: «when hold-meeting is met for the same review',
    ),
    /not owed for the same/,
    /same "for each"/,
  ],
  [
    'a step by whoever recorded what only another step is about',
    '    reading: A month is taken.\n\nsteps:\n  record-meeting:\n    title: Record the meeting\n    cites: [SAM-03]\n' +
      '    by: team-manager\n',
    `    reading: A month is taken.\n${oneMoreDuty(
      'owed by: whoever recorded it',
      'for each: record-meeting',
      'due: 1 day after it',
      'met by: record-visit',
    ).replace(`\n${DUTY}`, '')}\n\nsteps:\n  record-meeting:\n    title: Record the meeting\n    cites: [SAM-03]\n` +
      '    by: «whoever recorded it\n',
    /no duty that this step meets/,
    /name a role/,
  ],
  [
    'a step by whoever recorded what nobody recorded',
    "[SAM-04]\n    by: the child's social-worker\n    asks:",
    '[SAM-04]\n    by: «whoever recorded it\n    asks:',
    /no duty that this step meets/,
    /name a role/,
  ],
]

const SOURCE: readonly Seed[] = [
  ['a day that does not exist', 'issued: 2020-01', 'issued: «2020-02-30', /no day 2020-02-30/, /exists/],
  ['a review due on no day', 'review due: 2021-01-31', 'review due: «2021-02-29', /no day 2021-02-29/, /exists/],
  [
    'a review due before the issue',
    'review due: 2021-01-31',
    'review due: «2019-01-31',
    /before it was issued/,
    /Correct/,
  ],
]

eachIsFound([...TRIGGERS, ...DUTIES, ...SOURCE])
