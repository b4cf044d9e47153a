import { dropDraft } from '../../record/pathways/drafts.ts'
import { type Recorded, recordStep, type Submission } from '../../record/pathways/record-step.ts'
import type { Bound } from '../../record/transaction.ts'

/**
 * Records what a draft came to. The draft's name is the key: sent twice, it is recorded once. With the entry the draft goes, and
 * where it was refused it stays.
 */
export async function recordDraft(bound: Bound, submission: Submission): Promise<Recorded> {
  const recorded = await recordStep(bound, submission)
  if (recorded.ok) await dropDraft(bound, submission.key)
  return recorded
}
