import { isMet, type Part, type Register, type Row } from './rows.ts'

// docs/reference/clauses.md, and what `npm run clauses` shows.

export interface Told {
  readonly register: Register
  readonly rows: readonly Row[]
}

/** How many of the sources' clauses, and how many of the practitioners' expectations, are met. */
export function totalsOf(told: readonly Told[]): string {
  const rows = told.flatMap((each) => each.rows)
  const count = (isOf: (row: Row) => boolean): string => {
    const found = rows.filter(isOf)
    return `${found.filter(isMet).length} of ${found.length}`
  }
  const isPractice = ({ id }: Row): boolean => id.startsWith('PRA-')
  const inPart = rows.filter((row) => row.kind === 'practice' && !isMet(row)).length
  return (
    `${count((row) => !isPractice(row))} clauses are carried, each part of a protocol missed by a walk where it is taken away; ` +
    `${count(isPractice)} of what practitioners expect is met whole, and ${inPart} in part.`
  )
}

export function pageOf(told: readonly Told[]): string {
  const sections = told.map(({ register, rows }) => `## ${register.document}\n\n${tableOf(rows)}`)
  return `${HEAD}\n${wrapped(totalsOf(told))}\n\n${sections.join('\n')}`
}

const HEAD = `# Clauses, and where a person meets each

Every clause of the five sources and every expectation of practitioners, in our own words; which parts of the protocols carry it;
a walk that fails without; and the page on which a person meets it. \`npm run clauses\` works it out from the protocols themselves,
takes each part away to see which walks miss it, shows every one, and writes this page. A route with a colon is
[one of the routes](routes.md); what is told as a notice is sent by mail as well, with no name in it.
`

/** How many places are named of a clause; all of them are shown on the screen. */
const MOST = 3

function tableOf(rows: readonly Row[]): string {
  const lines = rows.map((row) => `| ${row.id} | ${row.says} | ${carriedIn(row)} | ${metIn(row)} |`)
  return ['| row | says | carried by, and missed by | met on |', '| --- | --- | --- | --- |', ...lines, ''].join('\n')
}

function carriedIn(row: Row): string {
  if (row.kind === 'nothing') return 'nothing'
  if (row.kind === 'practice') return `"${row.practice.test.title}" (${row.practice.test.file})`
  const [first] = row.parts
  const more = row.parts.length - 1
  if (first === undefined) return 'nothing'
  return `${plain(first.name)} of ${first.protocol}: "${first.missedBy[0] ?? 'no walk'}"${more > 0 ? `; ${more} more` : ''}`
}

function metIn(row: Row): string {
  if (row.kind === 'nothing') return 'nowhere'
  if (row.kind === 'practice') {
    const where = row.practice.met.map((each) => `\`${each}\``).join(', ')
    return row.practice.missing === null ? where : `${where}. Missing: ${row.practice.missing}`
  }
  const places = placesOf(row.parts)
  const more = places.length > MOST ? `; ${places.length - MOST} more` : ''
  return `${places.slice(0, MOST).join('; ')}${more}`
}

/** Each place once, in the order of the parts. */
function placesOf(parts: readonly Part[]): readonly string[] {
  return [...new Set(parts.map(({ place }) => `${plain(place.called)} \`${place.route}\``))]
}

/** A bar would end the cell. */
function plain(text: string): string {
  return text.replaceAll('|', '/')
}

function wrapped(text: string): string {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && `${line} ${word}`.length > 128) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line].join('\n')
}

/** A row as the screen shows it: every part, a walk that misses it, and where it is met. */
export function shownOf(row: Row): string {
  const lines =
    row.kind === 'clause'
      ? row.parts.map(({ name, protocol, missedBy: [first, ...others], place }) => {
          const walk =
            first === undefined
              ? 'NO WALK MISSES IT'
              : `"${first}"${others.length > 0 ? ` and ${others.length} more` : ''}`
          return `${name} of ${protocol}: ${walk}; met as "${place.called}" on ${place.route}`
        })
      : [metIn(row), carriedIn(row)]
  return [`  ${row.id}${isMet(row) ? '' : '  NOT MET WHOLE'}`, ...lines.map((line) => `    ${line}`), ''].join('\n')
}
