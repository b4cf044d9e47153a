import type { Finding, Findings, RuleCount } from '../../../intake/finding.ts'
import { sayNumber } from '../words.ts'
import { type Content, html, type Markup } from './markup.ts'
import { fileName, hiddenCaption, numberCell, tableHead } from './table.ts'

/** How many places of each rule are named on the page. */
const SHOWN_OF_EACH = 10

const WEIGHTS: readonly { readonly weight: Finding['weight']; readonly title: string; readonly says: string }[] = [
  {
    weight: 'refused',
    title: 'Not taken',
    says: 'A value, row or file that could not be read as what it should be. It is in none of the numbers above.',
  },
  {
    weight: 'doubtful',
    title: 'Taken, and doubtful',
    says: 'It is in the numbers above, and something about it is wrong or unlikely.',
  },
  { weight: 'note', title: 'To know', says: 'Nothing is wrong, and what is shown rests on it.' },
]

/** What was found in the files: rule by rule, with place and remedy. */
export function* findingsSection(findings: Findings): Iterable<Markup> {
  yield html`<h2 id="findings">What was found in the files</h2>
    `
  if (findings.counts.length === 0) yield html`<p>Nothing was refused, and nothing looked doubtful.</p>`
  for (const { weight, title, says } of WEIGHTS) {
    const counts = findings.counts.filter((each) => each.weight === weight).sort((a, b) => b.count - a.count)
    if (counts.length === 0) continue
    yield html`<h3>${title}: ${sayNumber(findings.total(weight))}</h3><p>${says}</p>
      <table class="stack found">${hiddenCaption(title)}
      ${tableHead(['Rule', '#How often', 'What, and what to do'])}<tbody>
      ${counts.map((count) => ruleRow(count, findings))}</tbody></table>
      `
  }
}

function ruleRow({ rule, weight, count }: RuleCount, findings: Findings): Markup {
  const kept = findings.kept.filter((each) => each.rule === rule && each.weight === weight)
  const shown = kept.slice(0, SHOWN_OF_EACH)
  const [first] = kept
  const more = count > shown.length ? html`<li>and ${sayNumber(count - shown.length)} more</li>` : null
  return html`<tr><th scope="row">${rule}</th>${numberCell(count)}
    <td>${first === undefined ? null : html`${first.message}<p>What to do: ${first.remedy}</p>`}
    <details><summary>Where${count > 1 ? ', and what each one says' : null}</summary>
    <ul>${shown.map(place)}${more}</ul></details></td></tr>
    `
}

function place({ file, line, child, message }: Finding): Content {
  const where = `${fileName(file)}${line === null ? '' : `, line ${line}`}`
  const whose = child === null ? null : html`, child <bdi>${child}</bdi>`
  return html`<li><bdi>${where}</bdi>${whose}: ${message}</li>
    `
}
