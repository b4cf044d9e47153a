import type { Day } from '../calendar/day.ts'
import type { Instant } from '../calendar/instant.ts'
import type { Outcome, Question, Stage, Step } from '../protocol/pathway-parts.ts'
import type { Duty } from '../protocol/protocol.ts'
import type { Name, Who } from '../protocol/sentences/sentence.ts'
import type { Occasion, Standing } from '../watch/occasions.ts'
import type { ChildhoodEnd } from '../watch/told.ts'
import type { DueDerivation, NoDueDay } from './derivation.ts'
import type { Answers, Entry } from './entry.ts'
import type { Tie } from './people.ts'

/** What is asked: a day to stand on, and what was known by when. Both are moments, so that an evening is told from its morning. */
export interface Asking {
  readonly asOf: Instant
  readonly knownAt: Instant
}

/** Why a step may not be taken: typed, never an exception. `cites` names the clauses, `instead` what to do. */
export type Refusal = Why & {
  readonly cites: readonly string[]
  readonly instead: string | null
}

/** What stands in the way. */
export type Why =
  | { readonly kind: 'unknown-step'; readonly step: Name }
  | { readonly kind: 'not-open' | 'already-open' | 'ended' }
  | { readonly kind: 'wrong-stage'; readonly at: Name; readonly wanted: readonly Name[] }
  | { readonly kind: 'wrong-role'; readonly role: Name; readonly wanted: readonly Who[] }
  /** The person acts in a role that they do not hold on that day. */
  | { readonly kind: 'role-not-held'; readonly role: Name }
  /** They act for an agency for which they do not hold the role. */
  | { readonly kind: 'agency-not-theirs'; readonly agency: string; readonly role: Name }
  /** They hold the role for several agencies, and any of them would do: they say for which they act. */
  | { readonly kind: 'agency-needed'; readonly role: Name; readonly agencies: readonly string[] }
  /** The step belongs to this case's own holder of the role, and this is somebody else (or nobody is known). */
  | { readonly kind: 'not-the-own'; readonly wanted: Who; readonly own: string | null }
  | { readonly kind: 'unanswered'; readonly question: Name }
  | { readonly kind: 'not-asked'; readonly question: Name }
  | { readonly kind: 'bad-answer'; readonly question: Name; readonly why: string }
  /** A post was there, and nobody says by whom, and it is not clear: it has no holder, or several. */
  | { readonly kind: 'nobody-named'; readonly question: Name; readonly post: Name }
  /** Somebody was there for a post that is not theirs, and nothing says in whose place and why. */
  | { readonly kind: 'not-their-post'; readonly question: Name; readonly post: Name; readonly person: string }
  /** Whoever is named as having been there for a post is kept from the case on that day. */
  | { readonly kind: 'kept-out'; readonly question: Name; readonly post: Name; readonly person: string }
  | { readonly kind: 'no-outcome' | 'unknown-outcome'; readonly outcomes: readonly Name[] }
  | { readonly kind: 'needs-earlier'; readonly step: Name; readonly outcome: Name | null }
  | { readonly kind: 'needs-answer'; readonly question: Name; readonly is: string }
  | { readonly kind: 'absent'; readonly meeting: Name; readonly posts: readonly Name[] }
  | { readonly kind: 'not-independent'; readonly person: string; readonly ties: readonly Tie[] }
  /** The step is for those who have part in the case, and neither this person nor their agency has. */
  | { readonly kind: 'no-tie'; readonly person: string; readonly role: Name }
  /** Whoever records it has named themselves in answer to this question, which asks for somebody else. */
  | { readonly kind: 'chose-themselves'; readonly question: Name }
  /** None of these agencies, for which somebody holds the role, is named in answer to this question. */
  | {
      readonly kind: 'agency-not-named'
      readonly role: Name
      readonly question: Name
      readonly agencies: readonly string[]
    }
  | { readonly kind: 'duty-open'; readonly duty: Name; readonly count: number }
  | { readonly kind: 'not-overdue'; readonly duty: Name }
  | { readonly kind: 'not-on-plan' | 'on-plan' }
  /** By what files tell it is not met on that day. */
  | { readonly kind: 'trigger-not-met'; readonly trigger: Name }
  /** None of these meetings sits on that day (null: none has sat yet); the sittings nearest to it, where there are any. */
  | {
      readonly kind: 'no-sitting'
      readonly meetings: readonly Name[]
      readonly on: Day | null
      readonly before: Day | null
      readonly after: Day | null
    }
  /** It lies before, or after, the day that was answered in another step. */
  | {
      readonly kind: 'before-day' | 'after-day'
      readonly step: Name
      readonly question: Name
      readonly on: Day
      readonly asked: Day
    }
  | { readonly kind: 'same-person'; readonly step: Name }
  | { readonly kind: 'none-of'; readonly refusals: readonly Refusal[] }
  /** What the entry answers is no duty of this step, must be said, or has been answered or has lapsed. */
  | { readonly kind: 'about-unknown' | 'about-needed' | 'about-done'; readonly about: string | null }
  /** What the entry answers is met only from a later day on. */
  | { readonly kind: 'about-early'; readonly about: string; readonly from: Day }
  | { readonly kind: 'in-the-future'; readonly happened: Instant }
  /** The time at which it happened is none. */
  | { readonly kind: 'no-moment' }
  /** It is not there, or has been corrected already. */
  | { readonly kind: 'nothing-to-supersede'; readonly entry: string }
  /** An entry of this identifier is there already. */
  | { readonly kind: 'already-recorded'; readonly entry: string }
  /** An entry is said to be recorded long after now: what is recorded now could not come after it. */
  | { readonly kind: 'recorded-ahead'; readonly entry: string; readonly recorded: Instant }
  /** A correction says why. */
  | { readonly kind: 'no-reason' }
  /** On that day the pathway ran by a version that has no such step. */
  | { readonly kind: 'not-in-version'; readonly step: Name; readonly version: string }
  /** The pathway runs by that version already. */
  | { readonly kind: 'moved-already'; readonly version: string }
  /** The version says nothing of how a pathway of another one goes on by it. */
  | { readonly kind: 'move-unsaid'; readonly from: string; readonly version: string }
  /** Something that is live has no place in the version to which the pathway is to be moved. */
  | {
      readonly kind: 'no-place'
      readonly what: 'stage' | 'duty' | 'flag'
      readonly name: Name
      readonly title: string
      readonly version: string
    }
  /** The version uses the name of a question for one that is answered otherwise. */
  | { readonly kind: 'question-reused'; readonly question: Name; readonly version: string }
  /** A backdated entry or a correction after which a later entry would not stand; that one must be superseded first. */
  | { readonly kind: 'later-would-not-stand'; readonly entry: string; readonly refusals: readonly Refusal[] }

/** How a duty of a pathway stands at the moment asked. */
export type DutyStanding =
  | { readonly kind: 'met'; readonly at: Instant; readonly late: boolean; readonly by: string }
  | { readonly kind: 'open' }
  | { readonly kind: 'overdue' }
  | { readonly kind: 'lapsed'; readonly at: Instant; readonly why: WhyLapsed }
  /** Its day has passed, only a file could tell whether it was met, and none does. */
  | { readonly kind: 'not-known' }

/**
 * What ended a duty unmet. `followed`: the next of what it was owed for has come. `no-longer-met`: the trigger that opened it holds no more. `moved`: the pathway was moved to a version
 * that owes it no longer.
 */
export type WhyLapsed =
  | 'left-stage'
  | 'other-duty-met'
  | 'followed'
  | 'recorded'
  | 'plan-ended'
  | 'life-event'
  | 'no-longer-met'
  | 'pathway-ended'
  | 'moved'

export interface PathwayDuty {
  /** Its identity: the duty's name, and what it is owed for. The same in every evaluation of the same entries. */
  readonly id: string
  readonly duty: Duty
  /** The entry, sitting, item, trigger or stage that opened it, in its own identity. */
  readonly of: string
  /** The agency that it is owed by or for, where each of several has its own; null where none is meant. */
  readonly agency: string | null
  /** What was answered where it was opened, in its own item first; null where no record opened it. */
  readonly answers: Answers | null
  readonly opened: Instant
  /** The persons who owe it: the first of `owed by` with somebody in it. Empty: nobody is there, which is itself owed. */
  readonly owedBy: readonly string[]
  readonly who: Who
  readonly due:
    | { readonly day: Day; readonly at: Instant | null; readonly derivation: DueDerivation }
    | { readonly none: NoDueDay }
  readonly standing: DutyStanding
  /** Who is told if it is overdue, never those who owe it, and from which day on; null where it has no day yet. */
  readonly tell: readonly string[]
  readonly tellFrom: Day | null
  /** The day from which on a record meets it; null where any does. */
  readonly metFrom: Day | null
  /** Where it was opened before the pathway was moved: what it was called then, and the entry that carried it over last. */
  readonly carried: { readonly as: Duty; readonly by: string } | null
}

/** Somebody who may take a step, in which role, and for which of its duties where the duty decides who may. */
export interface Taker {
  readonly person: string
  readonly role: Name
  readonly about: string | null
}

/** A step that may be taken now, by whom. */
export interface Offer {
  readonly step: Step
  readonly by: readonly Who[]
  readonly takers: readonly Taker[]
  readonly asks: readonly Question[]
  readonly outcomes: readonly Outcome[]
  /** The open duties that it would meet. */
  readonly meets: readonly string[]
}

/** A step that nobody may take now, with every reason. Steps of other stages are told apart from those guarded here. */
export interface Refused {
  readonly step: Step
  readonly refusals: readonly Refusal[]
}

/** Why an entry is told of and not counted: the protocol or the record holds nothing that it could mean. */
export type NotCounted =
  | 'unknown-step'
  | 'unknown-outcome'
  | 'unknown-trigger'
  /** What it says it corrects is not there, was recorded later, or has been corrected already. */
  | 'supersedes-nothing'
  /** Another entry bears its identifier. */
  | 'repeated'
  /** Its times are no moments. */
  | 'no-moment'
  /** It would open the pathway, and that was open. */
  | 'already-open'
  /** It belongs to what waited until the pathway started by itself. */
  | 'taken-over'
  /** The pathway had ended: what begins anew is a pathway of its own. */
  | 'ended'
  /** It moves the pathway to a version of its protocol that is not there. */
  | 'unknown-version'

/** An entry as told, with what corrected it. `from` and `to` are the stages that it led between; null where it moved nothing. */
export interface EntryView {
  readonly entry: Entry
  /** A start by itself that nobody has recorded yet: files tell of it. */
  readonly derived: boolean
  /** The first entry of its chain of corrections: what it opened, met and made is known by it. */
  readonly root: string
  /** Of a start by itself: the day on which files say the trigger was met; null where they tell of none, and of any other entry. */
  readonly metByFiles: Day | null
  /** The version by which the pathway ran when it happened; null for that under which it was opened. */
  readonly under: string | null
  readonly supersededBy: string | null
  readonly ignored: NotCounted | null
  readonly from: Name | null
  readonly to: Name | null
}

export interface NoticeView {
  readonly id: Name
  readonly of: string
  readonly at: Instant
  readonly to: readonly string[]
  /** Relations with nobody in them: an open obligation to find out who it is (WOK-16). */
  readonly nobody: readonly Who[]
  /** The entry that corrected the one for which it was sent: it stays as it was sent. */
  readonly correctedBy: string | null
  readonly mailbox: Name | null
}

export interface FlagView {
  readonly id: Name
  readonly agency: string
  readonly state: 'asked' | 'placed' | 'removal-asked' | 'removed'
  readonly since: Instant
  /** When it was asked for. */
  readonly asked: Instant
  /** The duty that its agency meets by saying that it is placed, or, once that is asked, that it is gone; null where none is. */
  readonly duty: string | null
  /** The entry with which the agency said what is in place; null while it has not. */
  readonly placedIn: string | null
}

/**
 * A trigger and what it does here: it `opened` this pathway, `opens` one that is not open yet, is `noted` in one that was
 * open already, or `took-over` that one, or only `suggests`.
 */
export interface TriggerView {
  readonly occasion: Occasion
  readonly standing: Standing
  /** The day on which it was noticed, by whoever recorded it or by the files; null where nobody has. */
  readonly noticed: Day | null
  readonly does: 'opened' | 'took-over' | 'opens' | 'noted' | 'suggests'
}

/** What nobody was told to do and somebody must: it is never silent. */
export type Obligation = ToSettle & {
  /** Who settles it: nobody where even they are not known. */
  readonly owedBy: readonly string[]
  /** By when: the day of what waits for it; null where it has none. */
  readonly due: Day | null
}

/** What is to be settled, and on what it waits. */
export type ToSettle =
  /**
   * A relation has nobody in it: somebody is to be found. `of`: the duty or the notice that waits for it; for the `silence` of
   * a duty nobody is there to be told but those who owe it.
   */
  | { readonly kind: 'find-who'; readonly who: Who; readonly of: string; readonly for: 'duty' | 'notice' | 'silence' }
  /** The trigger that opened this pathway does not hold by what is known now: confirm that it goes on, or close it. */
  | { readonly kind: 'confirm-or-close'; readonly entry: string; readonly trigger: Name }
  /** A trigger is met and has opened nothing: nothing was open, or what was had ended before. */
  | { readonly kind: 'open'; readonly trigger: Name; readonly met: Day }
  /**
   * Something was recorded that rests on the child's being on a plan (or on none), and the files are `silent` about that day
   * or say the `contrary`.
   */
  | {
      readonly kind: 'confirm-plan'
      readonly entry: string
      readonly on: boolean
      readonly files: 'silent' | 'contrary'
    }
  /** A meeting is held every so often, and no sitting is planned by the day by which it must be. */
  | { readonly kind: 'plan-sitting'; readonly meeting: Name; readonly who: Who }

/** Everything that is shown of one pathway at a moment. */
export interface View {
  /** The child has died or has turned 18; null where neither is known by then. */
  readonly childhoodEnd: ChildhoodEnd | null
  readonly stage: Stage | null
  readonly since: Instant | null
  /** The version by which it runs then, as the history calls it; null for that under which it was opened. */
  readonly version: string | null
  readonly entries: readonly EntryView[]
  readonly duties: readonly PathwayDuty[]
  readonly offers: readonly Offer[]
  readonly refused: readonly Refused[]
  readonly triggers: readonly TriggerView[]
  readonly obligations: readonly Obligation[]
  readonly notices: readonly NoticeView[]
  readonly flags: readonly FlagView[]
  /** Within which agency it is kept; null where whoever sees the case sees it. */
  readonly kept: KeptWithin | null
  readonly grants: readonly {
    readonly id: Name
    /** Everybody who sees it now. */
    readonly persons: readonly string[]
    /** By what they do: whoever comes to hold a role sees it from then on, and whoever leaves it does not. */
    readonly scopes: readonly GrantScope[]
    readonly compartments: readonly string[]
  }[]
  readonly documents: readonly { readonly id: Name; readonly of: string }[]
  /** Until which moment nothing of this changes by time alone. */
  readonly validUntil: Instant | null
}

/** The agency that keeps a pathway: whichever leads the case, or that of whoever raised it; nobody where that is not known. */
export type KeptWithin =
  | { readonly kind: 'lead' }
  | { readonly kind: 'agency'; readonly agency: string }
  | { readonly kind: 'nobody' }

/** To what a protocol's grant is tied: a role that people hold, an agency that carries a flag, or somebody themselves. */
export type GrantScope =
  | { readonly kind: 'role'; readonly role: Name }
  | { readonly kind: 'agency'; readonly agency: string }
  | { readonly kind: 'person'; readonly person: string }

/** Somebody recording a step: what guards and questions look at. */
export type Act = Pick<Command, 'outcome' | 'by' | 'role' | 'agency' | 'happened' | 'answers' | 'about'>

/** What somebody wants to record. */
export interface Command {
  readonly step: Name | null
  readonly outcome: Name | null
  readonly by: string
  readonly role: Name
  /** The agency for which they act, where they hold the role for several; else that for which they hold it. */
  readonly agency?: string | null
  readonly happened: Instant
  readonly answers: Answers
  readonly about: string | null
  readonly supersedes: string | null
  readonly because: string | null
}

/** What follows from an entry, for the shell to carry out: data, never done here. */
export type Effect =
  | { readonly kind: 'notice'; readonly notice: NoticeView }
  | { readonly kind: 'document'; readonly document: Name }
  | { readonly kind: 'flag'; readonly flag: FlagView }
  | { readonly kind: 'stage'; readonly from: Name | null; readonly to: Name }
  | { readonly kind: 'agenda'; readonly meeting: Name; readonly sitting: string | null }
  /** A sitting is to be planned for the day for which it was called, where there is none on it. */
  | ({ readonly kind: 'sitting' } & PlannedSitting)

/** A sitting that is planned because somebody called it for a case. */
export interface PlannedSitting {
  readonly meeting: Name
  readonly on: Day
  /** When it begins; null where only its day was told. */
  readonly at: Instant | null
}

export type Decision =
  /** `starts`: starts by itself that nobody has recorded yet, to be recorded before the entry. */
  | { readonly ok: true; readonly starts: readonly Entry[]; readonly entry: Entry; readonly effects: readonly Effect[] }
  | { readonly ok: false; readonly refusals: readonly Refusal[] }
