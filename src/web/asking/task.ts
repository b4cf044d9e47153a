import { z } from 'zod'
import {
  type Answer,
  type Asked,
  type AuditEvent,
  type FormError,
  type Permission,
  type Route,
  route,
} from '../route.ts'
import { type Body, type Field, fieldsOf, type Question, readTyped, saidOf, type Typed } from './questions.ts'

/** Something that is done by a form: asked, looked at once more, and then done. */
export interface Task {
  readonly title: string
  /** Above the title: whom or what it is about. */
  readonly caption: string
  readonly intro: readonly string[]
  /** What it is about, one by one; each may lead to doing it of that one alone. */
  readonly listed: readonly { readonly text: string; readonly href: string; readonly act: string }[]
  /** What stands under that list; '' where nothing does. */
  readonly more: string
  /** What could go wrong, in a line; '' where nothing could. */
  readonly warning: string
  readonly questions: readonly Question[]
  /** What the last button says: "Restrict the case". */
  readonly button: string
  readonly back: { readonly href: string; readonly text: string }
  /** What the page saw and is told again when it is done: the version. */
  readonly carries: Readonly<Record<string, string>>
  /** What the form holds before anybody has typed. */
  readonly begins: Body
  /** What is wrong with answers that can be read one by one. */
  readonly faults: (typed: Typed) => readonly FormError[]
  /** What will come of it, said before it is done. */
  readonly follows: (typed: Typed) => readonly string[]
}

/** A task with nothing said of it but what it must say. */
export const PLAIN = {
  caption: '',
  intro: [],
  listed: [],
  more: '',
  warning: '',
  carries: {},
  begins: {},
  faults: () => [],
  follows: () => [],
} satisfies Partial<Task>

/** What was typed, and what the page had seen. */
export interface Done {
  readonly typed: Typed
  readonly carried: (name: string) => string
}

const words = z.string().max(20_000)
const body = z.object({ do: z.enum(['check', 'change', 'do']) }).catchall(z.union([words, z.array(words).max(200)]))

const NO_PARAMS = z.object({})

interface Given<P extends z.ZodObject> {
  readonly path: string
  readonly permission: Permission
  /** As a route has it: for what a screen left open must not do. */
  readonly freshMinutes?: number
  /** What the page notes, and what doing it notes. */
  readonly notes: { readonly page: AuditEvent; readonly done: AuditEvent }
  readonly params: P
  /** The task as it stands for whoever asks; or an answer where there is none. */
  readonly task: (asked: Asked<z.output<P>, object, object>) => Promise<Task | Answer>
  readonly act: (asked: Asked<z.output<P>, object, object>, done: Done) => Promise<Answer>
}

/** The page that asks, and the form that comes back to the same address: to be looked at once more, and to be done. */
export function taskRoutes<P extends z.ZodObject = typeof NO_PARAMS>(given: Given<P>): readonly [Route, Route] {
  const { path, permission, notes, params } = given
  const fresh = given.freshMinutes === undefined ? {} : { freshMinutes: given.freshMinutes }
  return [
    route({
      method: 'GET',
      path,
      permission,
      ...fresh,
      audit: notes.page,
      params,
      handle: async (asked) => {
        const task = await given.task(asked)
        return 'kind' in task ? task : askPage(task, path, asked.params, task.begins, task.carries, [])
      },
    }),
    route({
      method: 'POST',
      path,
      permission,
      ...fresh,
      audit: notes.done,
      params,
      body,
      handle: async (asked) => {
        const task = await given.task(asked)
        if ('kind' in task) return task
        const { do: doing, ...typedIn } = asked.body
        const carried = Object.fromEntries(Object.keys(task.carries).map((name) => [name, String(typedIn[name] ?? '')]))
        const { typed, errors: unread } = readTyped(task.questions, typedIn)
        const errors = unread.length > 0 ? unread : task.faults(typed)
        if (doing === 'change') return askPage(task, path, asked.params, typedIn, carried, [])
        if (errors.length > 0) return askPage(task, path, asked.params, typedIn, carried, errors)
        if (doing === 'check') return checkPage(task, path, asked.params, typedIn, carried, typed)
        return given.act(asked, { typed, carried: (name) => carried[name] ?? '' })
      },
    }),
  ]
}

type Params = Readonly<Record<string, unknown>>

/** What a page that asks shows. */
export interface AskModel {
  readonly action: string
  readonly caption: string
  readonly intro: readonly string[]
  readonly listed: Task['listed']
  readonly more: string
  readonly warning: string
  readonly fields: readonly Field[]
  readonly carries: readonly { readonly name: string; readonly value: string }[]
  readonly back: Task['back']
}

function askPage(
  task: Task,
  path: string,
  params: Params,
  typed: Body,
  carried: Task['carries'],
  errors: readonly FormError[],
): Answer {
  const { title, caption, intro, listed, more, warning, back } = task
  const model: AskModel = {
    action: addressOf(path, params),
    caption,
    intro,
    listed,
    more,
    warning,
    fields: fieldsOf(task.questions, typed, errors),
    carries: hiddenOf(carried),
    back,
  }
  return { kind: 'page', template: 'ask.njk', title, model, errors }
}

function checkPage(
  task: Task,
  path: string,
  params: Params,
  body: Body,
  carried: Task['carries'],
  typed: Typed,
): Answer {
  const fields = task.questions.flatMap(({ name, as }) => {
    const names = as.kind === 'day' ? [`${name}-day`, `${name}-month`, `${name}-year`] : [name]
    return names.flatMap((each) => [body[each] ?? []].flat().map((value) => ({ name: each, value })))
  })
  const model = {
    action: addressOf(path, params),
    caption: task.caption,
    rows: saidOf(task.questions, typed),
    follows: task.follows(typed),
    warning: task.warning,
    hidden: [...hiddenOf(carried), ...fields],
    button: task.button,
    back: task.back,
  }
  return { kind: 'page', template: 'check.njk', title: checking('Check before you go on', lower(task.title)), model }
}

/** The title of a page on which something is read once more before it is done: one colon in it, whatever that is called. */
export function checking(asks: string, title: string): string {
  return `${asks}: ${title.replaceAll(': ', ' – ')}`
}

function lower(title: string): string {
  return `${title.charAt(0).toLowerCase()}${title.slice(1)}`
}

function hiddenOf(carried: Task['carries']) {
  return Object.entries(carried).map(([name, value]) => ({ name, value }))
}

function addressOf(path: string, params: Params): string {
  return path.replaceAll(/:([a-z]+)/g, (_, name: string) => String(params[name] ?? ''))
}
