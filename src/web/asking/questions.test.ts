import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day } from '../../engine/calendar/day.ts'
import { fieldsOf, type Question, readTyped, saidOf } from './questions.ts'

const QUESTIONS: readonly Question[] = [
  { name: 'why', label: 'Why', missing: 'Say why', as: { kind: 'lines' } },
  { name: 'on', label: 'The day', missing: 'Enter the day', as: { kind: 'day' } },
  {
    name: 'who',
    label: 'Who',
    as: {
      kind: 'some',
      options: [
        { value: 'a', text: 'Ann Invented' },
        { value: 'b', text: 'Bo Invented' },
      ],
    },
  },
  { name: 'note', label: 'Note', asked: 'sometimes', as: { kind: 'line' } },
]

const WHOLE = { why: ' A reason\r\nand more ', 'on-day': '27', 'on-month': 'March', 'on-year': '2026', who: ['a', 'b'] }

describe('a form', () => {
  it('is read as words, days and choices, and said again in words', () => {
    const { typed, errors } = readTyped(QUESTIONS, WHOLE)
    assert.deepEqual(errors, [])
    assert.equal(typed.text('why'), 'A reason\r\nand more')
    assert.equal(typed.day('on'), day('2026-03-27'))
    assert.deepEqual(typed.some('who'), ['a', 'b'])
    assert.deepEqual(
      saidOf(QUESTIONS, typed).map(({ lines }) => lines),
      [['A reason', 'and more'], ['27 March 2026'], ['Ann Invented', 'Bo Invented'], ['Nothing']],
    )
  })

  it('names what is missing, too long, no day, or not offered, each by its field', () => {
    const found = (body: Parameters<typeof readTyped>[1]) => readTyped(QUESTIONS, body).errors.map(({ field }) => field)
    assert.deepEqual(found({}), ['why', 'on-day'])
    // What nobody can see is nothing.
    assert.deepEqual(found({ ...WHOLE, why: ' \u200b\u2060 ' }), ['why'])
    assert.deepEqual(found({ ...WHOLE, why: 'x'.repeat(5_001) }), ['why'])
    assert.deepEqual(found({ ...WHOLE, 'on-month': '13' }), ['on-month'])
    assert.deepEqual(found({ ...WHOLE, who: ['a', 'forged'] }), ['who-1'])
    assert.deepEqual(found({ ...WHOLE, note: 'x'.repeat(201) }), ['note'])
  })

  it('shows again what was typed, beside what is wrong with it', () => {
    const body = { ...WHOLE, 'on-month': '13' }
    const fields = fieldsOf(QUESTIONS, body, readTyped(QUESTIONS, body).errors)
    assert.deepEqual(
      fields.map(({ name, box, optional }) => [name, box, optional]),
      [
        ['why', '', false],
        ['on', 'month', false],
        ['who', '', false],
        ['note', '', false],
      ],
    )
    assert.ok(fields[1]?.error !== '' && fields[1]?.boxes.month === '13')
    assert.deepEqual(
      fields[2]?.options.map(({ chosen }) => chosen),
      [true, true],
    )
  })
})

describe('one of very many', () => {
  const options = Array.from({ length: 400 }, (_, i) => ({ value: `p${i}`, text: `Person${i} Invented, A council` }))
  const twins = ['a', 'b'].map((value) => ({ value, text: `Ann Twin, ${value === 'a' ? 'A council' : 'A school'}` }))
  const questions: readonly Question[] = [
    { name: 'who', label: 'Who', missing: 'Say who', as: { kind: 'pick', options: [...options, ...twins] } },
  ]
  const look = (who: string) => {
    const { typed, errors } = readTyped(questions, { who })
    const [field] = fieldsOf(questions, { who }, errors)
    return { who: typed.text('who'), error: errors[0]?.text, kind: field?.kind, value: field?.value, field }
  }

  it('is written by name, and known by it or by its value', () => {
    for (const who of ['person7 invented', 'Person7 Invented, A council', 'p7']) {
      const { field: _, ...seen } = look(who)
      assert.deepEqual(seen, { who: 'p7', error: undefined, kind: 'name', value: 'Person7 Invented, A council' })
    }
  })

  it('is chosen among those alone who are called so', () => {
    const { who, error, kind, field } = look('ann twin')
    assert.deepEqual([who, kind, field?.options.map(({ value }) => value)], ['', 'pick', ['a', 'b']])
    assert.match(error ?? '', /Several people are called “ann twin”/)
    assert.equal(look('b').who, 'b')
  })

  it('is asked for again where nobody is called so, or nothing is written', () => {
    assert.match(look('Zed').error ?? '', /Nobody here is called “Zed”/)
    assert.equal(look('Zed').value, 'Zed')
    assert.equal(look('').error, 'Say who')
  })
})
