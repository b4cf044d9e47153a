import { type Bar, type Comparison, type Cost, isMet, type Row, ratioOf, type Unit } from '../comparison.ts'

/** The page's own beginning; below it stands one part for each comparison. */
const OPENING = `# Benchmarks

What \`npm run bench\` measured. It writes this page; \`npm run bench -- NAME\` runs one comparison and writes its part alone.
The peers are installed in \`bench/\`, apart from Sightline, which needs none of them.

In each comparison all contenders get the same data in one process; their answers are found equal before anything is timed;
rounds alternate between them. A cost is the median of the rounds, with the least and the most in brackets: processor time, or
time on the wall where a contender waits for something. Times drift from machine to machine and from day to day; ratios hold
better. "Times as fast" is the peer's cost over ours, "times the cost" is ours over the peer's.
`

export interface Ran {
  readonly comparison: Comparison
  readonly rows: readonly Row[]
}

/** Where and when a comparison ran. Neither names the machine. */
export interface Circumstances {
  readonly cores: number
  readonly node: string
  /** An ISO date. */
  readonly date: string
}

/** The comparisons that a page tells of, by their names, in its order. */
export function namesOn(page: string): string[] {
  return partsOf(page).map(({ name }) => name)
}

/** The page with these comparisons' parts in place of what it said of them; parts stand in the order of their names. */
export function written(page: string, ran: ReadonlyMap<string, Ran>, circumstances: Circumstances): string {
  const parts = new Map(partsOf(page).map(({ name, text }) => [name, text]))
  for (const [name, each] of ran) parts.set(name, partOf(name, each, circumstances))
  const names = [...parts.keys()].sort()
  return [OPENING, ...names.map((name) => parts.get(name) ?? '')].join('\n')
}

/** The page without the parts of comparisons that there are no more. */
export function kept(page: string, names: readonly string[]): string {
  const parts = partsOf(page).filter(({ name }) => names.includes(name))
  return [OPENING, ...parts.map(({ text }) => text)].join('\n')
}

/** One row as a line on a screen. */
export function lineOf(row: Row): string {
  const peer = row.peer === undefined ? '' : `; ${row.peer.name} ${costText(row.peer)}`
  return `${row.what}: ${row.ours.name} ${costText(row.ours)}${peer}; ${ratioText(row)} ${verdict(row)}`.trimEnd()
}

function partsOf(page: string): { name: string; text: string }[] {
  return page
    .split(/^(?=## )/m)
    .filter((text) => text.startsWith('## '))
    .map((text) => ({ name: /^## (.*)$/m.exec(text)?.[1] ?? '', text: `${text.trimEnd()}\n` }))
}

function partOf(name: string, { comparison, rows }: Ran, { cores, node, date }: Circumstances): string {
  const lines = rows.map((row) => {
    const peer = row.peer === undefined ? '' : `${row.peer.name}: ${costText(row.peer)}`
    const cells = [row.what, `${row.ours.name}: ${costText(row.ours)}`, peer, ratioText(row), barText(row.bar)]
    return `| ${[...cells, verdict(row)].map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  })
  return `## ${name}

${comparison.title}

${comparison.data}

Measured on ${date} with Node ${node} on ${cores} cores.

| what | ours | peer | ratio | bar | |
| --- | --- | --- | --- | --- | --- |
${lines.join('\n')}
`
}

function verdict(row: Row): string {
  if (row.bar.kind === 'none') return ''
  if (isMet(row)) return 'met'
  return `MISSED: ${row.ifMissed ?? 'not explained'}`
}

function ratioText(row: Row): string {
  const ratio = ratioOf(row)
  if (ratio === undefined) return ''
  const faster = row.bar.kind === 'times as fast' || row.bar.kind === 'none'
  return `${rounded(ratio)} times ${faster ? 'as fast' : 'the cost'}`
}

function barText(bar: Bar): string {
  switch (bar.kind) {
    case 'times as fast':
      return `at least ${rounded(bar.atLeast)} times as fast`
    case 'times the cost':
      return `at most ${rounded(bar.atMost)} times the cost`
    case 'cost':
      return `at most ${rounded(bar.atMost)}`
    case 'none':
      return ''
    default:
      return bar satisfies never
  }
}

function costText({ median, least, most, unit }: Cost): string {
  const [name, size] = scaleOf(median, unit)
  return `${rounded(median / size)} ${name} (${rounded(least / size)} to ${rounded(most / size)})`
}

/** The unit in which a cost reads best, and how many of its own units that holds. */
function scaleOf(cost: number, unit: Unit): readonly [string, number] {
  if (unit === 'ns' && cost >= 1e6) return ['ms', 1e6]
  if (unit === 'ns' && cost >= 1e3) return ['µs', 1e3]
  if (unit === 'ms' && cost >= 1e4) return ['s', 1e3]
  return [unit, 1]
}

/** Three figures are more than a measurement can carry. */
function rounded(value: number): string {
  const figures = value === 0 ? 0 : Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))))
  const text = value.toLocaleString('en-GB', { maximumFractionDigits: Math.min(figures, 6) })
  return value >= 1000 ? Number(value.toPrecision(3)).toLocaleString('en-GB') : text
}
