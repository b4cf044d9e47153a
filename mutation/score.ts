import type { Found } from './kept.ts'
import { type Mutant, textOf } from './mutant.ts'

interface Judged {
  readonly mutant: Mutant
  readonly verdict: Found[string]['verdict']
}

/** Wilson's interval for a share at 95%, which holds near 100% and for small samples too. */
function interval(hits: number, of: number): readonly [number, number] {
  const z = 1.96
  const share = hits / of
  const middle = (share + (z * z) / (2 * of)) / (1 + (z * z) / of)
  const half = (z / (1 + (z * z) / of)) * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of))
  return [middle - half, middle + half]
}

const percent = (share: number): string => `${(100 * share).toFixed(1)}%`

/**
 * By folder: how many mutants there are, how many were drawn, what became of them, and the share that a test noticed of those
 * that the compiler takes. The last row weighs the folders by their mutants.
 */
export function table(
  folders: readonly string[],
  all: readonly Mutant[],
  judged: readonly Judged[],
): readonly string[] {
  const rows: string[] = [
    '',
    '| folder | mutants | drawn | refused by the compiler | killed | out of time | survived | not run | score | 95% interval |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |',
  ]
  let weighed = 0
  let variance = 0
  for (const folder of folders) {
    const there = all.filter((mutant) => mutant.folder === folder).length
    const drawn = judged.filter(({ mutant }) => mutant.folder === folder)
    const count = (kind: Judged['verdict']['kind']): number =>
      drawn.filter(({ verdict }) => verdict.kind === kind).length
    const [refused, killed, late] = [count('refused by the compiler'), count('killed'), count('out of time')]
    const valid = drawn.length - refused
    const share = (killed + late) / valid
    const [low, high] = interval(killed + late, valid)
    const weight = there / all.length
    weighed += weight * share
    variance += weight ** 2 * ((share * (1 - share)) / valid)
    rows.push(
      `| ${folder} | ${there} | ${drawn.length} | ${refused} | ${killed} | ${late} | ${count('survived')} | ${count('not run')} | ` +
        `${percent(share)} | ${percent(low)} to ${percent(high)} |`,
    )
  }
  const half = 1.96 * Math.sqrt(variance)
  const [low, high] = [weighed - half, Math.min(1, weighed + half)]
  rows.push(
    `| all, weighed by mutants | ${all.length} | ${judged.length} | | | | | | ${percent(weighed)} | ${percent(low)} to ${percent(high)} |`,
  )
  return rows
}

/** What no test noticed, each with its place and both texts. */
export function survivorLines(judged: readonly Judged[]): readonly string[] {
  const survived = judged.filter(({ verdict }) => verdict.kind === 'survived' || verdict.kind === 'not run')
  return survived.flatMap(({ mutant, verdict }) => {
    const line = textOf(mutant.file).split('\n')[mutant.line - 1]?.trim() ?? ''
    const short = (text: string): string =>
      (text.length > 160 ? `${text.slice(0, 160)}...` : text).replaceAll('\n', ' ')
    return [
      `${mutant.id} ${verdict.kind}: ${mutant.file}:${mutant.line} ${mutant.kind}`,
      `    ${line}`,
      `  - ${short(mutant.original)}`,
      `  + ${short(mutant.replacement)}`,
    ]
  })
}
