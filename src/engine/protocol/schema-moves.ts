import { z } from 'zod'
import { name, words } from './schema-words.ts'

// How a pathway that runs by an earlier version goes on by this one.

const renamed = (what: string) => z.record(name, name).optional().meta({ description: what })

const duty = z.union([
  name,
  z.strictObject({
    to: name,
    due: z.enum(['as promised', 'anew']).optional().meta({
      description: 'Whether its day stays as it was promised, or is reckoned anew by this version.',
    }),
  }),
  z.strictObject({ ends: words.meta({ description: 'Why nobody owes it any more.' }) }),
])

const move = z.strictObject({
  stages: renamed('Each stage of the earlier version that is called otherwise here: { old-name: new-name }.'),
  steps: renamed('Each step that is called otherwise here.'),
  questions: renamed('Each question that is called otherwise here, and asks the same.'),
  duties: z.record(name, duty).optional().meta({
    description: 'Each duty that is called otherwise here, is reckoned anew, or ends with the move.',
  }),
})

export const movesFrom = z.record(z.string().min(1).max(40), move).meta({
  description:
    'Each earlier version from which a pathway may be moved. What bears the same name in both goes on by itself.',
})
