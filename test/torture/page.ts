import type { Finding, Proof } from './proof.ts'

/** The page's own beginning; below it stands one part for each proof. */
const OPENING = `# Reliability

What \`npm run torture\` measured. It writes this page; \`npm run torture -- NAME\` runs one proof and writes its part alone.
\`npm test\` runs a small share of each. Every figure comes from a real PostgreSQL that the proof starts for itself, with
\`fsync\`, \`synchronous_commit\` and \`full_page_writes\` on. Times drift from machine to machine and from day to day; where two
are held against each other they were measured in one run, in turn.
`

/** Where and when a proof ran. It does not name the machine. */
export interface Circumstances {
  readonly cores: number
  readonly node: string
  /** An ISO date. */
  readonly date: string
  readonly seconds: number
}

/** The page with one proof's part in place of what it said of it, without those of proofs that there are no more. */
export function written(page: string, names: readonly string[], name: string, part: string): string {
  const parts = new Map([...partsOf(page), [name, part] as const])
  const kept = [...parts].filter(([each]) => names.includes(each)).sort(([a], [b]) => (a < b ? -1 : 1))
  return [OPENING, ...kept.map(([, text]) => text)].join('\n')
}

function partsOf(page: string): (readonly [string, string])[] {
  const parts = page.split(/^(?=## )/m).filter((text) => text.startsWith('## '))
  return parts.map((text) => [/^## (.*)$/m.exec(text)?.[1] ?? '', `${text.trimEnd()}\n`] as const)
}

export function partOf(
  name: string,
  { title, proves }: Proof,
  findings: readonly Finding[],
  { cores, node, date, seconds }: Circumstances,
): string {
  const rows = findings.map(({ what, measured, bar, ...rest }) => {
    const cells = [what, measured, bar ?? '', verdict({ bar, ...rest })]
    return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  })
  return `## ${name}

${title}

${proves}

Measured on ${date} with Node ${node} on ${cores} cores, in ${seconds} s.

| what | measured | bar | |
| --- | --- | --- | --- |
${rows.join('\n')}
`
}

/** One finding as a line on a screen. */
export function lineOf({ what, measured, bar, ...rest }: Finding): string {
  return `${what}: ${measured}${bar === null ? '' : `; ${bar}`}; ${verdict({ bar, ...rest })}`
}

function verdict({ bar, met, ifMissed }: Pick<Finding, 'bar' | 'met' | 'ifMissed'>): string {
  if (bar === null) return ''
  return met ? 'met' : `MISSED: ${ifMissed ?? 'not explained'}`
}
