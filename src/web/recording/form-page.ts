import { explainNames } from '../../documents/names-today/names-today.ts'
import { sayHappened, sayMoment } from '../../documents/pathway/titles.ts'
import type { BeforeRecording } from '../../record/pathways/before-recording.ts'
import type { Draft } from '../../record/pathways/drafts.ts'
import type { Lines } from '../../record/people/telephones.ts'
import { BODIES_TODAY } from '../names-today.ts'
import type { FormError } from '../route.ts'
import { sayAbout } from './asked-about.ts'
import { type Beginning, NOTHING } from './begins-with.ts'
import { readCapacity, sayCapacity } from './capacity.ts'
import { candidate, isKeptFrom } from './model/around.ts'
import type { Control } from './model/control.ts'
import { controlsOf } from './model/controls.ts'
import { happenedControl, hourOf } from './model/happened.ts'
import { namedForPosts } from './model/naming.ts'
import type { Fault } from './model/read-answers.ts'
import type { Reason } from './model/refused.ts'
import { type SaidAnswer, sayAnswers } from './model/said.ts'
import { ABOUT, ASKED, askedIn, BECAUSE, type Content } from './model/settled.ts'
import { toldApart } from './model/told-apart.ts'
import { idOf, textIn } from './model/typed.ts'
import { type OtherWay, otherWays } from './other-way.ts'
import { addressOfTarget, type Setting } from './setting.ts'
import { recalled, type ToldLast, toldBefore } from './told-last.ts'

/** The page on which a step's form is filled in. */
export interface FormPage {
  readonly action: string
  readonly hidden: readonly { readonly name: string; readonly value: string }[]
  readonly child: string
  readonly protocol: string
  /** In which role it is recorded, and for which agency where that is not their own. */
  readonly role: string
  /** Whether it raises a child, or tells of meeting one: then it opens with what to do in immediate danger (PRA-01, CWM-04). */
  readonly raises: boolean
  readonly help: Lines
  readonly warning: string | null
  readonly clauses: readonly { readonly id: string; readonly says: string }[]
  readonly reading: string | null
  /** Who the bodies that these texts name are today. */
  readonly explained: readonly string[]
  readonly begins: Omit<Beginning, 'typed'>
  readonly last: ToldLast | null
  /** What the protocol wants in sight of whoever fills it in. */
  readonly recalled: readonly SaidAnswer[]
  readonly earlier: readonly ToldLast[]
  /** What may be done instead. */
  readonly instead: readonly OtherWay[]
  readonly reasons: readonly Reason[]
  readonly controls: readonly Control[]
  /** Whom fields offer while a name is written; nobody where there are few enough to choose from lists. */
  readonly everybody: readonly string[]
  readonly corrects: { readonly when: string; readonly by: string; readonly answers: readonly SaidAnswer[] } | null
  readonly unfinished: { readonly href: string; readonly saved: string } | null
}

/** What a form page is made of beside its setting. */
export interface Filling {
  /** Who fills it in: what comes too late is kept for them alone. */
  readonly by: string
  readonly draft: string
  readonly revision: number
  readonly content: Content
  readonly faults: readonly Fault[]
  readonly reasons: readonly Reason[]
  readonly unfinished: Draft<Content> | null
  /** What a form that nobody has touched yet was filled in with. */
  readonly begins?: Beginning
  /** Whether the form asks when it happened, or where it is filled in has settled that. */
  readonly when: 'asked' | 'settled'
}

/** Whom or what a step is about, as its pages call it. */
function nameOf({ childName, rules }: Pick<BeforeRecording, 'childName' | 'rules'>): string {
  if (rules.protocol.subject === 'series of meetings') return rules.protocol.title
  return childName ?? 'A child whose name is not known here'
}

export function formPage(
  setting: Setting,
  filling: Filling,
): { readonly model: FormPage; readonly errors: readonly FormError[] } {
  const { step, around, before, target, corrected, about } = setting
  const { content, faults } = filling
  const { protocol } = before.rules
  const { says, told, parts, owed } = filling.begins ?? NOTHING
  const controls = allControls(setting, filling)
  const [last = null, ...earlier] = toldBefore(setting)
  const { on } = target
  const model: FormPage = {
    action: addressOfTarget(target),
    hidden: [
      ['draft', filling.draft],
      ['revision', String(filling.revision)],
      ['version', String(content.version)],
      ['role', content.role],
      ['pathway', on.pathway],
      ['by', filling.by],
      ...(askedIn(content.typed) === null ? [] : [[ASKED, askedIn(content.typed) ?? ''] as const]),
      ...('caseId' in on || on.supersedes === null ? [] : [['corrects', on.supersedes] as const]),
    ].map(([name = '', value = '']) => ({ name, value })),
    child: nameOf(before),
    protocol: protocol.title,
    role: sayCapacity(content.role, around),
    help: setting.help,
    raises:
      (step.at.kind === 'start' && protocol.subject !== 'series of meetings') ||
      protocol.flags.some(({ whenSeen }) => whenSeen === step.id),
    warning: step.warning,
    clauses: step.cites.map((id) => ({ id, says: before.rules.clause(id)?.says ?? '' })),
    reading: step.reading,
    explained: explainNames(textsOf(setting), BODIES_TODAY),
    begins: {
      says: [...(about === null ? [] : [`About: ${sayAbout(about, around, before.view)}`]), ...says],
      told,
      parts,
      owed,
    },
    last,
    earlier,
    instead: otherWays(setting),
    recalled: recalled(setting),
    reasons: filling.reasons,
    controls,
    everybody: (namedForPosts(around) ?? []).flatMap(({ value, text }) => (isKeptFrom(value, around) ? [] : [text])),
    corrects:
      corrected === null
        ? null
        : {
            when: sayHappened(corrected.entry.happened),
            by: candidate(corrected.entry.by, around).name,
            answers: sayAnswers(step.asks, corrected.entry.answers, around),
          },
    unfinished:
      filling.unfinished === null
        ? null
        : { href: `/drafts/${filling.unfinished.draft}`, saved: sayMoment(filling.unfinished.saved) },
  }
  return { model, errors: errorsOf(faults, controls) }
}

/** Every text of a step in which a body may be named as it was called then. */
function textsOf({ step, before: { rules } }: Setting): readonly string[] {
  const clauses = step.cites.map((id) => rules.clause(id)?.says ?? '')
  const { title, source } = rules.protocol
  return [title, source.document, step.title, step.reading ?? '', ...clauses, ...step.asks.map((each) => each.title)]
}

function allControls(
  { step, around, before, duties, corrected }: Setting,
  { content, faults, when }: Filling,
): readonly Control[] {
  const { typed } = content
  const { role } = readCapacity(content.role)
  const asked = controlsOf({
    questions: step.asks,
    outcomes: step.outcomes,
    outcomeTitle: step.chooses ? 'How did it come out?' : null,
    role,
    typed,
    faults,
    around,
  })
  const because: Control = {
    id: BECAUSE,
    name: BECAUSE,
    label: 'What was wrong with what was recorded?',
    hint: 'Everybody who can read this sees the reason. What was recorded stays, beside what you record now.',
    error: faults.find(({ field }) => field === BECAUSE)?.says ?? null,
    cites: [],
    kind: 'textarea',
    value: textIn(typed, BECAUSE),
    rows: 3,
  }
  const about: Control = {
    id: ABOUT,
    name: ABOUT,
    label: 'Which of these does it answer?',
    hint: null,
    error: faults.find(({ field }) => field === ABOUT)?.says ?? null,
    cites: [],
    kind: 'radios',
    isInline: false,
    options: duties.map((duty, i) => ({
      id: i === 0 ? ABOUT : `${ABOUT}_${i + 1}`,
      value: duty.id,
      text: duty.duty.title,
      detail: toldApart(duty, around, before.view),
      isChosen: textIn(typed, ABOUT) === duty.id,
      reveals: [],
    })),
  }
  return [
    ...(corrected === null ? [] : [because]),
    ...(duties.length === 0 ? [] : [about]),
    ...asked,
    ...(when === 'asked' ? [happenedControl(typed, faults, hourOf(step, around), step.title)] : []),
  ]
}

/** The errors in the order of their fields, each leading to what can be put right; of one field the first. */
function errorsOf(faults: readonly Fault[], controls: readonly Control[]): readonly FormError[] {
  const all = controls.flatMap(within)
  const placeOf = (field: string): number => {
    const at = all.findLastIndex(({ name }) => field === name || field.startsWith(`${name}.`))
    return at < 0 ? all.length : at
  }
  return faults
    .toSorted((a, b) => placeOf(a.field) - placeOf(b.field))
    .map(({ field, says }) => ({ field: all.find(({ name }) => name === field)?.id ?? idOf(field), text: says }))
}

function within(control: Control): readonly Control[] {
  switch (control.kind) {
    case 'radios':
      return [control, ...control.options.flatMap(({ reveals }) => reveals.flatMap(within))]
    case 'checkboxes':
      return [
        control,
        ...control.groups.flatMap(({ options }) => options.flatMap(({ reveals }) => reveals.flatMap(within))),
      ]
    case 'contact':
      return [control, ...control.reached.flatMap(({ reveals }) => reveals.flatMap(within))]
    case 'items':
      return [control, ...control.rows.flatMap(({ fields }) => fields.flatMap(within))]
    case 'textarea':
    case 'input':
    case 'select':
    case 'somebody':
    case 'date':
    case 'moment':
    case 'attendance':
      return [control]
    default:
      return control satisfies never
  }
}
