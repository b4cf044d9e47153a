import type { By, Each, Name, OwedBy, Who } from './sentences/sentence.ts'

// What a protocol says of running a pathway: stages, steps with their questions and guards, meetings, notices, flags,
// documents and grants. Triggers and duties are in protocol.ts.

/** Where a pathway stands. */
export interface Stage {
  readonly id: Name
  readonly title: string
  /** Whether the pathway ends there: nothing is recorded in it any more, and no duty stays open. */
  readonly ends: boolean
}

export const QUESTION_TYPES = [
  'words',
  'yes or no',
  'day',
  'moment',
  'number',
  'choice',
  'choices',
  'person',
  'people',
  'agencies',
  'siblings',
  'contact',
  'attendance',
  'items',
] as const
export type QuestionType = (typeof QUESTION_TYPES)[number]

/** What the record can tell of a child, as the beginning of an answer. */
export const PROPOSALS = [
  'the name',
  'the identifier',
  'the birth',
  'the legal status',
  'the current plan',
  'reviews of the current plan',
  'earlier plans',
  'earlier child in need plans',
  'referrals and assessments',
  'earlier versions elsewhere',
] as const

/** What proposes the answer that was given before to the same question. */
export const EARLIER = 'the earlier answer'

/** What the record proposes as an answer: of the child; of the cases of another protocol; of what one step has brought up. */
export type Proposal =
  | { readonly kind: 'of-child'; readonly what: (typeof PROPOSALS)[number] }
  | { readonly kind: 'cases'; readonly protocol: Name }
  | { readonly kind: 'register'; readonly step: Name }
  /** What was answered to the same question before, in the same pathway. */
  | { readonly kind: 'earlier' }

/** When a question is shown, or its answer needed: always, or only after another answer of the same step. */
export type When =
  | { readonly kind: 'always' }
  | { readonly kind: 'never' }
  /** "when category-a includes other", "when agreed is no" */
  | { readonly kind: 'answer'; readonly question: Name; readonly is: string }
  /**
   * "when held-on is too late for hold-tier-1": the day answered, or with no question the moment at which it happens, lies
   * beyond the time by which something is owed that one of these steps would meet.
   */
  | { readonly kind: 'too-late'; readonly question: Name | null; readonly steps: readonly Name[] }

/**
 * One question of a step. `words`: text. `day`: YYYY-MM-DD. `moment`: RFC 3339. `choice`, `choices`: names of `options`.
 * `person`, `people`: identifiers of persons. `agencies`: identifiers of agencies. `siblings`: of the child's brothers and sisters. `contact`: when and with whom, or tried and
 * not reached. `attendance`: each post of a list with present, absent or not involved. `items`: a list whose items answer
 * `parts`.
 */
export interface Question {
  readonly id: Name
  readonly title: string
  readonly type: QuestionType
  readonly hint: string | null
  readonly cites: readonly string[]
  /** The roles that are asked; null for all. */
  readonly of: readonly Name[] | null
  readonly shown: When
  readonly needed: When
  /** The names and titles to choose from. */
  readonly options: ReadonlyMap<Name, string>
  /** What those of them mean of which the title does not say enough. */
  readonly meanings: ReadonlyMap<Name, string>
  /** The list, pool or group that a choice of people, agencies or posts is made from; null for no limit. */
  readonly from: Name | null
  /** What each person chosen must be. */
  readonly each: 'independent of the case' | null
  /** What the latest answer is called wherever the case is shown; null where it is not shown there. */
  readonly withTheCase: string | null
  /** Its answer says who did not agree with what was agreed in the same record; null where it tells nothing of that kind. */
  readonly tells: 'dissent' | null
  /** The answers that tell of a death or a serious injury: a notification must be considered. */
  readonly seriousIncident: readonly Name[]
  /** The meeting of which a sitting is planned for the day that is answered; null where none is. */
  readonly plans: Name | null
  /** What the record proposes as its answer. */
  readonly proposed: readonly Proposal[]
  /** Of each item of a list. */
  readonly parts: readonly Question[]
}

/** What must hold before a step may be recorded. A guard that fails gives a refusal that names the clause and the remedy. */
export type Guard = {
  /** The clauses that ask for it; none where those of the step do. */
  readonly cites: readonly string[]
  /** What to do instead; null where the step says it. */
  readonly otherwise: string | null
} /** A step was recorded before in this pathway (`since`: after this stage was last entered). */ & (
  | { readonly kind: 'earlier'; readonly step: Name; readonly outcome: Name | null; readonly since: Name | null }
  /** An answer given in this very step; `with` another question that must then be answered. */
  | { readonly kind: 'answer'; readonly question: Name; readonly is: string; readonly with: Name | null }
  /** Everybody whom a meeting needs is marked present in the attendance that this step records. */
  | { readonly kind: 'present'; readonly meeting: Name; readonly question: Name }
  /** No duty of this name is still open. */
  | { readonly kind: 'met'; readonly duty: Name }
  /** A duty of this name is overdue: whoever else acts waits until then. */
  | { readonly kind: 'overdue'; readonly duty: Name }
  /** The child is on a protection plan on the day it happens. */
  | { readonly kind: 'on-plan'; readonly on: boolean }
  /** By what files tell, a trigger is met on the day it happens, or may be. */
  | { readonly kind: 'trigger-met'; readonly trigger: Name }
  /** One of these meetings has a sitting on the day it happens. */
  | { readonly kind: 'sitting'; readonly meetings: readonly Name[] }
  /** It happens on or after, or on or before, the day that was answered when another step was last recorded. */
  | { readonly kind: 'not-before' | 'not-after'; readonly step: Name; readonly question: Name }
  /** Recorded by somebody other than whoever recorded that step. */
  | { readonly kind: 'another-person'; readonly step: Name }
  /** Whoever records it is not among the people named in answer to this question of the same step. */
  | { readonly kind: 'not-themselves'; readonly question: Name }
  /** An agency for which somebody holds this role is among those named in answer to this question of the same step. */
  | { readonly kind: 'agency-named'; readonly role: Name; readonly question: Name }
  | { readonly kind: 'either'; readonly guards: readonly Guard[] }
)

/** Where a step leads by one of its outcomes. */
export interface Outcome {
  readonly id: Name
  readonly title: string
  /** Null where the pathway stays where it is. */
  readonly to: Name | null
  readonly cites: readonly string[]
}

/** At which stages a step may be recorded. `start`: it opens a pathway. */
export type At =
  | { readonly kind: 'start' }
  | { readonly kind: 'any' }
  | { readonly kind: 'stages'; readonly stages: readonly Name[] }

export interface Step {
  readonly id: Name
  readonly title: string
  readonly cites: readonly string[]
  readonly at: At
  readonly by: By
  readonly asks: readonly Question[]
  readonly needs: readonly Guard[]
  /** One outcome of its own name where the step leads to one place; several to choose from; none where it moves nothing. */
  readonly outcomes: readonly Outcome[]
  /** Whether whoever records it chooses among the outcomes. */
  readonly chooses: boolean
  /** What a refusal says to do instead; null where each guard says it well enough. */
  readonly otherwise: string | null
  /** What this is not for, said before anything is asked (PRA-01, CWM-04, CWM-30). */
  readonly warning: string | null
  /** Questions of which the latest answer stands before what is asked: what whoever records it needs in sight. */
  readonly recalls: readonly Name[]
  readonly reading: string | null
}

/** Something that people must be told, with a receipt for each recipient. */
export interface Notice {
  readonly id: Name
  readonly title: string
  readonly cites: readonly string[]
  /** What sends it: a step recorded or a stage entered. */
  readonly forEach: Each
  /** Each of these is told: the first of each list with somebody in it. */
  readonly to: readonly OwedBy[]
  /** A mailbox of the authority that also gets the reference; null for none. */
  readonly mailbox: Name | null
  readonly says: string
  readonly reading: string | null
}

/** An alert that each agency places on its own system. */
export interface Flag {
  readonly id: Name
  readonly title: string
  readonly cites: readonly string[]
  readonly forEach: Each
  readonly while: readonly Name[]
  /** The step with which an agency says that it placed it, and that it took it off; null where nobody says so. */
  readonly placedBy: Name | null
  readonly removedBy: Name | null
  /** What the document calls it officially, where the title says it more kindly; null where that is the title. */
  readonly code: string | null
  /** The question of the step that places it whose answer is the agency's own number for it; null where none is asked. */
  readonly reference: Name | null
  /** The duty on whose day it is looked at again; null where it is looked at on none. */
  readonly reviewedBy: Name | null
  /** The step that an agency with the flag records when it meets whom it is about; null for none. */
  readonly whenSeen: Name | null
}

/** A sitting of a group: who chairs, who belongs, who is invited, what is talked about. */
export interface Meeting {
  readonly id: Name
  readonly title: string
  readonly cites: readonly string[]
  readonly chair: readonly Who[]
  /** Posts that must be there, and can never be marked as not involved. */
  readonly always: readonly Name[]
  /** Posts that must be there, or be marked as not involved. */
  readonly needs: readonly Name[]
  readonly invites: readonly Name[]
  /** Posts of whom it is considered, with a reason, whether to invite them. */
  readonly considers: readonly Name[]
  /** The questions whose answers are posts that come for the one case: the latest record that asks one says which. */
  readonly chosenIn: readonly Name[]
  /** Who is never invited: the family, at Tier 1. */
  readonly never: readonly string[]
  readonly agenda: readonly string[]
  /** The longest time between two sittings, in months; null where it is held when called. */
  readonly everyMonths: number | null
  readonly reading: string | null
}

/** A document that a step or a sitting makes, by its headings. */
export interface DocumentPart {
  readonly id: Name
  readonly title: string
  readonly cites: readonly string[]
  /** The steps or the meeting that make it; null where it is a list of cases that no record of one case makes. */
  readonly madeBy: Each | null
  /** The stages through which a case stands in it: it then holds every such case. Empty: it is of the one case. */
  readonly while: readonly Name[]
  /** Its head leaves out whom it is about, who recorded it and when: it goes to people who need not know. */
  readonly namesNobody: boolean
  readonly headings: readonly DocumentHeading[]
}

export interface DocumentHeading {
  readonly title: string
  /** What stands under it in every such document. */
  readonly says: string | null
  /**
   * Questions; `each QUESTION` for all who answered it since such a document was last made; `happened` for when it happened;
   * `entering STAGE` for when a stage was entered.
   */
  readonly from: readonly string[]
}

/** Within which agency the pathways of a protocol are kept: the one that leads the case, or that of whoever raised it. */
export interface Kept {
  readonly within: 'lead' | 'raiser'
  readonly cites: readonly string[]
  readonly reading: string | null
}

/** Who may see the case because of where it stands (security.md: access is granted by protocols, as data). */
export interface Grant {
  readonly id: Name
  readonly cites: readonly string[]
  readonly who: readonly Who[]
  readonly while: readonly Name[]
  readonly compartments: readonly string[]
}
