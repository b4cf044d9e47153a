import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as parse from './parse.ts'
import { closest, type Read } from './reader.ts'

/** A sentence that is wrong, the column of the fault (from 0), and what its message and its remedy must speak of. */
type Wrong = readonly [sentence: string, column: number, message: RegExp, remedy: RegExp]

const DUE: readonly Wrong[] = [
  ['', 0, /too early/, /"by".*"at the next".*whole number/],
  ['5 working days after', 20, /too early/, /"it".*name of a step/],
  ['10 working days aftr it', 16, /"aftr"/, /mean "after"/],
  ['10 workin days after it', 3, /"workin"/, /mean "working days"/],
  ['10 Working Days after it', 3, /"Working"/, /mean "working days"/],
  ['15 month after it', 3, /"month"/, /mean "months"/],
  ['1 months after it', 2, /"months"/, /mean "month"/],
  ['0 months after it', 0, /"0"/, /whole number from 1/],
  ['10000 days after it', 0, /"10000"/, /to 9999/],
  ['1.5 months after it', 0, /"1.5"/, /whole number/],
  ['fifteen months after it', 0, /"fifteen"/, /in figures: 15/],
  ['10 days after the latter of it and its start', 14, /"the"/, /mean "the later of"/],
  ['by the later of it or its start', 19, /"or"/, /"and"/],
  ['by its conferance', 7, /"conferance"/, /mean "conference"/],
  ['by its eleventh review conference', 7, /"eleventh"/, /"first"/],
  ['by its second review', 14, /"review"/, /"review conference"/],
  ['10 days after entring listed', 14, /"entring" is read as a name/, /mean "entering"/],
  ['10 days after entering', 22, /too early/, /name of a stage/],
  ['bi it', 0, /"bi"/, /mean "by"/],
  ['in 3 days', 0, /"in"/, /whole number/],
  ['by it please', 6, /after the end/, /", then every"/],
  ['by it, then evry 6 months', 5, /after the end/, /mean ", then every"/],
  ['by it, and again after each visit', 17, /"after"/, /whole number/],
  ['1 day after it, and again before it', 26, /"before"/, /"after"/],
  ['at the next core-group or conference', 36, /too early/, /", whichever is first"/],
  ['at the next Core Group', 12, /"Core"/, /a name is small letters/],
]

const EACH: readonly Wrong[] = [
  ['reciew conference', 0, /"reciew"/, /mean "review conference"/],
  ['protection plans', 0, /"protection" is read as a name/, /mean "protection plan"/],
  ['Child', 0, /"Child"/, /mean "child"/],
  ['sitting smt', 0, /"sitting"/, /mean "sitting of"|"sitting of"/],
  ['item of agencies', 16, /too early/, /"in"/],
  ['agency with flag', 0, /"agency"/, /mean "agency with a flag"/],
  ['hold-tier-1 from the eleventh', 21, /"eleventh"/, /mean "seventh"/],
  ['review-at-smt where oversight is', 32, /too early/, /name of an answer/],
  ['review-at-smt where oversight are yes', 30, /"are"/, /"is"/],
  ['review-at-smt wher oversight is yes', 14, /after the end/, /mean "where"/],
]

const WHO: readonly Wrong[] = [
  ['the childs conference-chair', 0, /"the"/, /mean "the child's"/],
  ["the child's", 11, /too early/, /name of a role/],
  ['Service Manager', 0, /"Service"/, /small letters, digits and hyphens/],
  ['service manager', 8, /after the end/, /", else"/],
  ['director else team-manager', 9, /"else"|after the end/, /", else"/],
  ['every holder service-manager', 0, /"every"/, /mean "every holder of"|"every holder of"/],
  ['whoever reported it', 0, /"whoever"/, /mean "whoever recorded it"/],
]

const REST: readonly (readonly [rule: (text: string) => Read<unknown>, wrong: Wrong])[] = [
  [parse.parseWhile, ['listed and removed', 7, /after the end/, /"or"/]],
  [parse.parseBy, ['director, else clerk', 8, /after the end/, /"or"/]],
  [parse.parseWhile, ['', 0, /too early/, /name of a stage/]],
  [parse.parseLapses, ['if the plan ends', 0, /"if"/, /"when"/]],
  [parse.parseLapses, ['when the plan end', 5, /"the"/, /mean "the plan ends"/]],
  [parse.parseLapses, ['when analysis has met', 14, /"has"/, /mean "is met"/]],
  [parse.parseLapses, ['when analysis is met for the same revue', 21, /after the end/, /mean "for the same review"/]],
  [parse.parseIfOverdue, ['director', 0, /"director"/, /"tell"/]],
  [parse.parseIfOverdue, ['tell director in 3 days', 14, /after the end/, /"after"/]],
  [parse.parseThreshold, ['15 month', 3, /"month"/, /mean "months"/]],
  [parse.parseThreshold, ['10 working days', 3, /"working"/, /"months".*"days"/]],
  [parse.parseThreshold, ['over 18 months', 0, /"over"/, /"more than"/]],
  [parse.parseCountWithin, ['3 in 24 months', 2, /"in"/, /"within"/]],
  [parse.parseCountWithin, ['three within 24 months', 0, /"three"/, /in figures: 3/]],
]

const ALL = [
  ...DUE.map((wrong) => [parse.parseDue, wrong] as const),
  ...EACH.map((wrong) => [parse.parseEach, wrong] as const),
  ...WHO.map((wrong) => [parse.parseOwedBy, wrong] as const),
  ...REST,
]

for (const [read, [sentence, column, message, remedy]] of ALL) {
  test(`"${sentence}" is refused at column ${column}`, () => {
    const found = read(sentence)
    assert.ok(!found.ok, `"${sentence}" was accepted`)
    assert.equal(found.fault.column, column)
    assert.match(found.fault.message, message)
    assert.match(found.fault.remedy, remedy)
  })
}

test('a word is offered only where it is near enough to have been meant', () => {
  assert.equal(closest('dutys', ['duties', 'stages']), 'duties')
  assert.equal(closest('Roles', ['roles', 'duties']), 'roles')
  assert.equal(closest('roles', ['roles']), undefined)
  assert.equal(closest('zebra', ['duties', 'stages']), undefined)
  assert.equal(closest('', ['duties']), undefined)
})
