import { z } from 'zod'
import { paperDocx, paperPdf, sayNoPdf } from '../documents/papers/files.ts'
import type { Paper } from '../documents/papers/paper.ts'
import type { Answer, RefusedPage } from './route.ts'

/** "tier-1-report.pdf" in a path: a paper, in one of the two forms in which it is made. */
export const paperName = z
  .string()
  .max(120)
  .regex(/^[a-z0-9-]+\.(pdf|docx)$/)
  .transform((text) => {
    const [document = '', form = ''] = text.split('.')
    return { document, form }
  })

const TYPES: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
}

/** A paper as the file that was asked for; where no PDF can be made, why, and what to take instead. */
export async function paperFile(
  paper: Paper,
  { document, form }: z.output<typeof paperName>,
  back: RefusedPage['back'],
): Promise<Answer> {
  const file = { kind: 'file', name: `${document}.${form}`, as: 'download' } as const
  const type = TYPES[form] ?? 'application/octet-stream'
  if (form === 'docx') return { ...file, type, content: Buffer.from(await paperDocx(paper)) }
  const pdf = await paperPdf(paper)
  if (pdf.ok) return { ...file, type, content: Buffer.from(pdf.value) }
  const { says, instead } = sayNoPdf(pdf.refusal)
  return {
    kind: 'refused',
    title: 'This cannot be made as PDF',
    reasons: [{ why: says, clauses: '', instead }],
    back,
  }
}
