import type { DayTyped } from '../../dates.ts'

/** What every field of a form has. `cites`: the clauses that ask for it. */
interface Asked {
  /** The identifier of the first thing in it that can be focused: where an error's link leads. */
  readonly id: string
  readonly name: string
  readonly label: string
  readonly hint: string | null
  readonly error: string | null
  readonly cites: readonly string[]
}

/** One of several to choose from, with what is asked where it is chosen. */
export interface Option {
  readonly id: string
  readonly value: string
  readonly text: string
  readonly detail: string | null
  readonly isChosen: boolean
  readonly reveals: readonly Control[]
}

export interface DateBoxes extends DayTyped {
  readonly id: string
  readonly name: string
  /** Which of the boxes is at fault. */
  readonly wrong: string | null
}

/** One post of a meeting. */
export interface PostControl {
  readonly id: string
  readonly name: string
  readonly title: string
  readonly error: string | null
  readonly options: readonly Option[]
  /** Chosen from a list; of very many somebody is written by name, and there is none. */
  readonly who: {
    readonly id: string
    readonly name: string
    readonly groups: readonly OptionGroup[]
    readonly value: string | null
  }
  /** Why somebody was there in place of whoever holds the post. */
  readonly instead: {
    readonly id: string
    readonly name: string
    readonly value: string
    readonly error: string | null
  }
}

/** Where further people are written, of very many. */
export interface OthersControl {
  readonly id: string
  readonly name: string
  readonly value: string
  readonly error: string | null
}

export interface OptionGroup {
  readonly title: string | null
  readonly options: readonly Option[]
}

/** A field of a form, by the component that shows it. */
export type Control = Asked &
  (
    | { readonly kind: 'textarea'; readonly value: string; readonly rows: number }
    | { readonly kind: 'input'; readonly value: string; readonly isNumber: boolean }
    | { readonly kind: 'radios'; readonly isInline: boolean; readonly options: readonly Option[] }
    | { readonly kind: 'checkboxes'; readonly groups: readonly OptionGroup[]; readonly others: OthersControl | null }
    | { readonly kind: 'somebody'; readonly value: string }
    | { readonly kind: 'select'; readonly groups: readonly OptionGroup[] }
    | { readonly kind: 'date'; readonly date: DateBoxes }
    | { readonly kind: 'moment'; readonly date: DateBoxes; readonly time: TimeBox }
    | {
        readonly kind: 'contact'
        readonly date: DateBoxes
        readonly time: TimeBox
        readonly reached: readonly Option[]
      }
    | { readonly kind: 'attendance'; readonly posts: readonly PostControl[]; readonly never: readonly string[] }
    | {
        readonly kind: 'items'
        readonly rows: readonly ItemRow[]
        readonly question: string
        readonly rowsName: string
      }
  )

export interface TimeBox {
  readonly id: string
  readonly name: string
  readonly value: string
  readonly isWrong: boolean
}

export interface ItemRow {
  readonly number: number
  readonly fields: readonly Control[]
}
