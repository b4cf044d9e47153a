import type { Filling } from './filling.ts'

interface Named {
  readonly name: string
  /** One bit of its own among its siblings where it may stand only once; 0 where it may be repeated. */
  readonly once: number
}

/** An element that holds a value. */
export interface Leaf extends Named {
  readonly kind: 'leaf'
  readonly read: (into: Filling, text: string, line: number, name: string) => void
}

/** An element that holds elements. */
export interface Group extends Named {
  readonly kind: 'group'
  /** In the order of the collection. */
  readonly children: readonly Element[]
  readonly open: (into: Filling, line: number) => void
  readonly close: (into: Filling) => void
}

export type Element = Leaf | Group

/** Elements as the table in `structure.ts` writes them down; `many` where one may be repeated. */
export type Given = GivenLeaf | GivenGroup

interface GivenLeaf {
  readonly read: (into: Filling, text: string, line: number, name: string) => void
  readonly many?: boolean
}

interface GivenGroup {
  readonly holds: Readonly<Record<string, Given>>
  readonly open?: (into: Filling, line: number) => void
  readonly close?: (into: Filling) => void
  readonly many?: boolean
}

/** Makes a group of what is written down of it; `place` is its place among its siblings, at most 30. */
export function group(name: string, given: GivenGroup, place = 0): Group {
  const children = Object.entries(given.holds).map(([each, held], index) =>
    'holds' in held ? group(each, held, index) : leaf(each, held, index),
  )
  return {
    kind: 'group',
    name,
    once: given.many === true ? 0 : 1 << place,
    children,
    open: given.open ?? nothing,
    close: given.close ?? nothing,
  }
}

function leaf(name: string, given: GivenLeaf, place: number): Leaf {
  return {
    kind: 'leaf',
    name,
    once: given.many === true ? 0 : 1 << place,
    read: given.read,
  }
}

export function nothing(): void {}
