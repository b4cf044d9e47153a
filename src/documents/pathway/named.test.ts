import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day } from '../../engine/calendar/day.ts'
import { shownOf } from './given.test-data.ts'
import { withNames } from './named.ts'

describe('a view with names', () => {
  const { view } = shownOf('cases-of-most-concern', day('2026-05-20'))
  const everybody = new Set(
    JSON.stringify(view.entries)
      .match(/"by":"[^"]+"/g)
      ?.map((said) => said.slice(6, -1)),
  )

  it('calls people by their names wherever a page says who', () => {
    const names = new Map([...everybody].map((id) => [id, `Named ${id}`]))
    const said = withNames(view, names)
    for (const { entry } of said.entries) assert.match(entry.by, /^Named /)
    for (const { owedBy, tell } of said.duties) {
      for (const person of [...owedBy, ...tell]) assert.ok(!names.has(person), person)
    }
    for (const { to } of said.notices) for (const person of to) assert.ok(!names.has(person), person)
    for (const { takers } of said.offers) for (const { person } of takers) assert.ok(!names.has(person), person)
  })

  it('calls entries by their place in the list, also where one corrects another', () => {
    const said = withNames(view, new Map())
    assert.deepEqual(
      said.entries.map(({ entry }) => entry.id),
      view.entries.map((_, place) => String(place + 1)),
    )
  })

  it('calls the entry that a day rests on by its place as well', () => {
    const said = withNames(view, new Map())
    const places = new Set(said.entries.map(({ root }) => root))
    const rests = JSON.stringify(said.duties).match(/"kind":"recorded"[^}]*\}?[^}]*"entry":"[^"]+"/g) ?? []
    assert.ok(rests.length > 0)
    for (const each of rests) assert.ok(places.has(/"entry":"([^"]+)"$/.exec(each)?.[1] ?? ''), each)
  })

  it('leaves whoever is not named as they are', () => {
    assert.deepEqual(
      withNames(view, new Map()).duties.map(({ owedBy }) => owedBy),
      view.duties.map(({ owedBy }) => owedBy),
    )
  })
})
