import assert from 'node:assert/strict'
import { it } from 'node:test'
import { rolesOfSeveralTitles } from './roles-in-several.ts'

it('names each role that protocols call differently, with the protocols of each title, and no other', () => {
  const found = rolesOfSeveralTitles([
    {
      id: 'one',
      roles: new Map([
        ['chair', 'Chair of the first panel'],
        ['worker', 'Social worker'],
      ]),
    },
    {
      id: 'two',
      roles: new Map([
        ['chair', 'Chair of the second panel'],
        ['worker', 'Social worker'],
      ]),
    },
    {
      id: 'three',
      roles: new Map([
        ['chair', 'Chair of the Second Panel'],
        ['clerk', 'Clerk'],
      ]),
    },
  ])
  assert.deepEqual(found, [
    {
      role: 'chair',
      titles: [
        { title: 'Chair of the second panel', protocols: ['two', 'three'] },
        { title: 'Chair of the first panel', protocols: ['one'] },
      ],
    },
  ])
})
