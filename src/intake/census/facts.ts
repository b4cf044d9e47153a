import { type Day, formatDay } from '../../engine/calendar/day.ts'
import type { GivenFact } from '../../engine/facts/cohort.ts'
import type { Origin } from '../../engine/facts/fact.ts'
import { isCode } from './codes.ts'
import type { AssessmentRecord, ChildRecord, EpisodeRecord, On, Said } from './record.ts'
import type { Teller } from './teller.ts'

/**
 * Makes the facts of each child of one census.
 *
 * What ends before it begins is taken to go on (`ended`). What has no first day cannot be a fact and is told. What is listed
 * twice (one kind, one first day) is taken once. A census gives nothing an identifier, so a referral and a plan are known by
 * their first days (`referral 2023-05-02`, `plan 2023-06-14`), which name them wholly within one child; an assessment names
 * its referral and a review its plan by them.
 */
export class FactMaker {
  readonly #source: number
  readonly #teller: Teller
  readonly #referrals = new KeysByDay('referral')
  readonly #plans = new KeysByDay('plan')
  #facts: GivenFact[] = []

  /** @param source the import's number in the cohort */
  constructor(source: number, teller: Teller) {
    this.#source = source
    this.#teller = teller
  }

  factsOf(child: ChildRecord): readonly GivenFact[] {
    this.#facts = []
    for (const episode of child.episodes) this.#addEpisode(episode)
    return this.#facts
  }

  #addEpisode(episode: EpisodeRecord): void {
    const { referred } = episode
    const referral = referred === null ? '' : this.#referrals.of(referred.value)
    if (referred === null) this.#noFirstDay('referral', 'CINreferralDate', episode.line)
    else {
      this.#add({
        kind: 'referral',
        from: referred.value,
        until: ended(referred, episode.closed),
        key: referral,
        origin: this.#at(referred.line),
        need: episode.need,
        noFurtherAction: episode.noFurtherAction,
      })
    }
    for (const assessment of episode.assessments) {
      const { start } = assessment
      if (start === null) this.#noFirstDay('assessment', 'AssessmentActualStartDate', assessment.line)
      else {
        this.#add({
          kind: 'assessment',
          from: start.value,
          until: ended(start, assessment.authorised),
          key: '',
          origin: this.#at(start.line),
          factors: assessment.factors,
          service: serviceAfter(assessment, episode),
          referral,
        })
      }
    }
    this.#addEnquiries(episode)
    for (const { start, end, line } of episode.inNeedPlans) {
      if (start === null) this.#noFirstDay('child in need plan', 'CINPlanStartDate', line)
      else {
        const until = ended(start, end)
        this.#add({ kind: 'child-in-need-plan', from: start.value, until, key: '', origin: this.#at(start.line) })
      }
    }
    this.#addPlans(episode)
    this.#addPreProceedings(episode)
  }

  /**
   * A census gives an enquiry no end. It is taken to run to its conference, and where there was none to have happened on its
   * first day: an open end would let the next year's census, which does not list it any more, seem to withdraw it.
   */
  #addEnquiries(episode: EpisodeRecord): void {
    for (const { start, target, conference, conferenceNotRequired, line } of episode.enquiries) {
      if (start === null) this.#noFirstDay('section 47 enquiry', 'S47ActualStartDate', line)
      else {
        this.#add({
          kind: 'enquiry',
          from: start.value,
          until: ended(start, conference) ?? start.value,
          key: '',
          origin: this.#at(start.line),
          conferenceTarget: target?.value ?? null,
          conferenceNotRequired,
        })
      }
      if (conference !== null) this.#addConference(conference, target?.value ?? null)
    }
    if (episode.conference !== null) this.#addConference(episode.conference, null)
  }

  #addConference({ value, line }: On, target: Day | null): void {
    this.#add({ kind: 'conference', from: value, until: value, key: '', origin: this.#at(line), target, meeting: '' })
  }

  #addPlans(episode: EpisodeRecord): void {
    for (const plan of episode.plans) {
      const { start } = plan
      const key = start === null ? '' : this.#plans.of(start.value)
      if (start === null) this.#noFirstDay('child protection plan', 'CPPstartDate', plan.line)
      else {
        this.#add({
          kind: 'protection-plan',
          from: start.value,
          until: ended(start, plan.end),
          key,
          origin: this.#at(start.line),
          initialCategory: codeOf(plan.initialCategory),
          latestCategory: codeOf(plan.latestCategory),
          statedPrevious: plan.statedPrevious,
          conference: '',
        })
      }
      for (const { value, line } of plan.reviews) {
        this.#add({ kind: 'review', from: value, until: value, key: '', origin: this.#at(line), plan: key, due: null })
      }
    }
  }

  /**
   * A period of pre-proceedings runs from the decision to begin (`PPStartDate`) to the decision to step down or go on
   * (`StepDecisionDate`), or where that is missing to the application to court (`CourtAppDate`); its outcome is the
   * collection's own code. The same block tells of family group decision making; one that tells of that alone is no period.
   */
  #addPreProceedings(episode: EpisodeRecord): void {
    for (const { start, decided, toCourt, outcome, familyMeeting, line } of episode.preProceedings) {
      if (start === null) {
        if (decided !== null || toCourt !== null || !familyMeeting) {
          this.#noFirstDay('period of pre-proceedings', 'PPStartDate', line)
        }
        continue
      }
      const until = ended(start, decided ?? toCourt)
      this.#add({ kind: 'pre-proceedings', from: start.value, until, key: '', origin: this.#at(start.line), outcome })
    }
  }

  #at(line: number): Origin {
    return { source: this.#source, file: 0, line }
  }

  #add(fact: GivenFact): void {
    const twin = this.#facts.find((known) => known.kind === fact.kind && known.from === fact.from)
    if (twin === undefined) this.#facts.push(fact)
    else if (fact.kind !== 'conference') this.#listedTwice(fact, twin)
  }

  #noFirstDay(what: string, element: string, line: number): void {
    this.#teller.tell(line, {
      weight: 'refused',
      rule: 'no-first-day',
      message: `This ${what} has no ${element} that can be read, and is not taken.`,
      remedy: `Give it its ${element} in the case system.`,
    })
  }

  #listedTwice(fact: GivenFact, twin: GivenFact): void {
    const ends = (on: Day | null): string => (on === null ? 'still open' : `until ${formatDay(on)}`)
    const same = fact.until === twin.until
    const differs = same ? '' : `; this one ${ends(fact.until)}, that one ${ends(twin.until)}`
    this.#teller.tell(fact.origin.line, {
      weight: same ? 'doubtful' : 'refused',
      rule: 'listed-twice',
      message:
        `The child has two facts of the kind ${fact.kind} that begin on ${formatDay(fact.from)} ` +
        `(the other in line ${twin.origin.line})${differs}. The one that stands first is taken.`,
      remedy: 'Remove the one that is wrong from the case system.',
    })
  }
}

/** Identifiers of things that are known by a day: one string for each day, since making and hashing it anew costs most. */
class KeysByDay {
  readonly #what: string
  readonly #keys = new Map<Day, string>()

  constructor(what: string) {
    this.#what = what
  }

  of(on: Day): string {
    const known = this.#keys.get(on)
    if (known !== undefined) return known
    const key = `${this.#what} ${formatDay(on)}`
    this.#keys.set(on, key)
    return key
  }
}

/**
 * Whether a service followed an assessment. A census does not say so itself. It is `yes` where a child in need plan or a
 * protection plan of the same referral begins on or after the assessment's first day; `no` where the referral was closed
 * as assessed with no further action (RC8) and no plan and no section 47 enquiry of it begins on or after that day;
 * otherwise unknown, since a service may be given without a plan.
 */
function serviceAfter({ start }: AssessmentRecord, episode: EpisodeRecord): 'yes' | 'no' | 'unknown' {
  const follows = (each: { readonly start: On | null }): boolean =>
    start !== null && each.start !== null && each.start.value >= start.value
  if (episode.inNeedPlans.some(follows) || episode.plans.some(follows)) return 'yes'
  return episode.reason === 'RC8' && !episode.enquiries.some(follows) ? 'no' : 'unknown'
}

/** A category as it is given, were it one that rules 8905 and 8910 do not know; '' where it is no code at all. */
function codeOf(said: Said<string> | null): string {
  return said !== null && isCode(said.value) ? said.value : ''
}

/**
 * The day something ended; null while it goes on. An end before the beginning is none: of a plan that may be running, a child
 * must not vanish behind a slip of the keyboard. The dataset's reader takes it alike.
 */
function ended(start: On, end: On | null): Day | null {
  return end === null || end.value < start.value ? null : end.value
}
