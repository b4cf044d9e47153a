import { addDays, civilDateOf, type Day } from '../../engine/calendar/day.ts'
import type { Window } from './authority.ts'
import { knownOn } from './known.ts'
import type { DemonstrationChild, Enquiry, PreProceedings, ProtectionPlan, Referral } from './truth.ts'
import { AUTHORITY_CODE } from './upn.ts'
import { written } from './written.ts'

/** The collection years, by the year of their 31 March, from which the census has a child's sex, and pre-proceedings. */
const SEX_FROM = 2025
const PRE_PROCEEDINGS_FROM = 2026

/** Days after 31 March at which an authority has its census ready. */
const READY_AFTER = 60

/** The beginning of a census file, up to and with `<Children>`. */
export function censusHead({ censusDay, asOf }: Window): string {
  const ready = addDays(censusDay, READY_AFTER)
  const made = ready < asOf ? ready : asOf
  return `<?xml version="1.0" encoding="UTF-8"?>
<Message>
  <Header>
    <CollectionDetails>
      <Collection>CIN</Collection>
      <Year>${civilDateOf(censusDay).year}</Year>
      <ReferenceDate>${written(censusDay)}</ReferenceDate>
    </CollectionDetails>
    <Source>
      <SourceLevel>L</SourceLevel>
      <LEA>${AUTHORITY_CODE}</LEA>
      <SoftwareCode>Sightline demonstration</SoftwareCode>
      <Release>1</Release>
      <SerialNo>001</SerialNo>
      <DateTime>${written(made)}T09:00:00</DateTime>
    </Source>
  </Header>
  <Children>
`
}

export const CENSUS_FOOT = `  </Children>
</Message>
`

/** The child as the census of the year has it, or '' for one whose case was not open in the year. */
export function censusChild(child: DemonstrationChild, window: Window): string {
  const known = knownOn(child, window.censusDay)
  if (known === null) return ''
  const referrals = known.referrals.filter(({ closed }) => closed === null || closed >= window.firstDay)
  if (referrals.length === 0) return ''
  let text = '    <Child>\n      <ChildIdentifiers>\n'
  text += tag(8, 'LAchildID', known.id)
  text += tag(8, 'UPN', known.upn) + tag(8, 'FormerUPN', known.formerUpn) + tag(8, 'UPNunknown', known.upnUnknown)
  const isBorn = known.born <= window.censusDay
  text += isBorn ? dated(8, 'PersonBirthDate', known.born) : dated(8, 'ExpectedPersonBirthDate', known.expected)
  text += sex(known, window.censusDay, isBorn)
  text += dated(8, 'PersonDeathDate', known.died)
  text += '      </ChildIdentifiers>\n      <ChildCharacteristics>\n'
  text += `${tag(8, 'Ethnicity', known.ethnicity)}        <Disabilities>\n`
  for (const disability of known.disabilities) text += tag(10, 'Disability', disability)
  text += '        </Disabilities>\n      </ChildCharacteristics>\n'
  for (const referral of referrals) text += details(referral, window)
  return `${text}    </Child>\n`
}

function sex({ sex }: DemonstrationChild, censusDay: Day, isBorn: boolean): string {
  if (civilDateOf(censusDay).year >= SEX_FROM) return tag(8, 'Sex', isBorn ? sex : 'U')
  return tag(8, 'GenderCurrent', isBorn ? (sex === 'M' ? '1' : '2') : '0')
}

function details(referral: Referral, window: Window): string {
  let text = '      <CINdetails>\n'
  text += dated(8, 'CINreferralDate', referral.on) + tag(8, 'ReferralSource', referral.source)
  if (!referral.noFurtherAction) text += tag(8, 'PrimaryNeedCode', referral.need)
  text += dated(8, 'CINclosureDate', referral.closed) + tag(8, 'ReasonForClosure', referral.reason)
  // A conference without an enquiry, for a plan that came from another authority, is told of here; the others below.
  const transferred = referral.conferences.find(({ enquiry, held }) => enquiry === '' && touches(held, window))
  text += dated(8, 'DateOfInitialCPC', transferred?.held ?? null)
  for (const each of referral.assessments) {
    if (each.until !== null && each.until < window.firstDay) continue
    text += `        <Assessments>\n${dated(10, 'AssessmentActualStartDate', each.from)}`
    text += dated(10, 'AssessmentAuthorisationDate', each.until)
    if (each.factors.length > 0) {
      text += '          <FactorsIdentifiedAtAssessment>\n'
      for (const factor of each.factors) text += tag(12, 'AssessmentFactors', factor)
      text += '          </FactorsIdentifiedAtAssessment>\n'
    }
    text += '        </Assessments>\n'
  }
  for (const { from, until } of referral.needPlans) {
    if (until !== null && until < window.firstDay) continue
    text += `        <CINPlanDates>\n${dated(10, 'CINPlanStartDate', from)}${dated(10, 'CINPlanEndDate', until)}`
    text += '        </CINPlanDates>\n'
  }
  for (const enquiry of referral.enquiries) text += section47(enquiry, referral, window)
  text += tag(8, 'ReferralNFA', referral.noFurtherAction ? 'true' : 'false')
  for (const plan of referral.plans) text += protectionPlan(plan, window)
  if (civilDateOf(window.censusDay).year >= PRE_PROCEEDINGS_FROM) {
    for (const each of referral.preProceedings) text += preProceedings(each, window)
  }
  return `${text}      </CINdetails>\n`
}

function section47(enquiry: Enquiry, referral: Referral, window: Window): string {
  const conference = referral.conferences.find((each) => each.enquiry === enquiry.id)
  const held = conference?.held ?? null
  if (!touches(enquiry.from, window) && !touches(held, window)) return ''
  let text = `        <Section47>\n${dated(10, 'S47ActualStartDate', enquiry.from)}`
  text += dated(10, 'InitialCPCtarget', conference?.target ?? null) + dated(10, 'DateOfInitialCPC', held)
  text += tag(10, 'ICPCnotRequired', enquiry.noConference ? 'true' : 'false')
  return `${text}        </Section47>\n`
}

function protectionPlan(plan: ProtectionPlan, window: Window): string {
  if (plan.until !== null && plan.until < window.firstDay) return ''
  let text = `        <ChildProtectionPlans>\n${dated(10, 'CPPstartDate', plan.from)}${dated(10, 'CPPendDate', plan.until)}`
  text += tag(10, 'InitialCategoryOfAbuse', plan.initialCategory)
  text += tag(10, 'LatestCategoryOfAbuse', plan.latestCategory)
  text += tag(10, 'NumberOfPreviousCPP', String(plan.previous))
  const reviews = plan.reviews.filter(({ held }) => touches(held, window))
  if (reviews.length > 0) {
    text += '          <Reviews>\n'
    for (const { held } of reviews) text += dated(12, 'CPPreviewDate', held)
    text += '          </Reviews>\n'
  }
  return `${text}        </ChildProtectionPlans>\n`
}

/** Dates of an earlier year are left out, as the collection's rules 9006 and 9009 to 9013 want it. */
function preProceedings(each: PreProceedings, window: Window): string {
  if (each.until !== null && each.until < window.firstDay) return ''
  const within = (on: Day | null): Day | null => (touches(on, window) ? on : null)
  const letter = within(each.letter)
  let text = `        <PreProceedingsandFGDM>\n${dated(10, 'PPStartDate', each.from)}${dated(10, 'LBPSentDate', letter)}`
  if (letter !== null) {
    text += tag(10, 'FGDMMeetingOffer', each.meetingOffered ? 'true' : 'false')
    if (each.meetingOffered) text += tag(10, 'FGDMMeetingFac', each.meetingHeld ? 'true' : 'false')
  }
  const firstMeeting = within(each.firstMeeting)
  text += dated(10, 'InitialPPMeetingDate', firstMeeting)
  if (firstMeeting !== null) text += tag(10, 'ReviewMeetingsCount', String(each.meetings.length))
  text += dated(10, 'StepDecisionDate', each.until)
  if (each.outcome !== null) text += tag(10, 'PPOutcome', each.outcome === 'apply' ? 'B' : 'A')
  return `${text}        </PreProceedingsandFGDM>\n`
}

function touches(on: Day | null, { firstDay, censusDay }: Window): boolean {
  return on !== null && on >= firstDay && on <= censusDay
}

const INDENTS = Array.from({ length: 13 }, (_, width) => ' '.repeat(width))

/** An element on a line of its own; nothing where it has no text. No text here holds a character that XML reserves. */
function tag(indent: number, name: string, text: string): string {
  return text === '' ? '' : `${INDENTS[indent]}<${name}>${text}</${name}>\n`
}

function dated(indent: number, name: string, on: Day | null): string {
  return tag(indent, name, written(on))
}
