import { quotedValue } from '../../quoted.ts'
import { legalStatus, placement } from '../codes.ts'
import { table } from '../table.ts'

export const legalStatuses = table({
  name: 'ssd_legal_status',
  prefix: 'lega_',
  holds: 'legal-status',
  columns: {
    lega_legal_status_id: {},
    lega_person_id: { needed: true },
    lega_legal_status: { needed: true },
    lega_legal_status_start_date: { needed: true, date: true, formerly: ['lega_legal_status_start'] },
    lega_legal_status_end_date: { needed: true, date: true, formerly: ['lega_legal_status_end'] },
  },
  read(row, dataset) {
    const id = row.person('lega_person_id')
    const span = id === '' ? undefined : row.span('lega_legal_status_start_date', 'lega_legal_status_end_date')
    if (span === undefined) return
    const code = row.code('lega_legal_status', legalStatus)
    if (code === '') {
      row.refuse('code-missing', 'The row names no legal status; it was not taken.', 'Fill it in and export again.')
      return
    }
    const child = dataset.childOf(id, row)
    const key = row.id('lega_legal_status_id')
    if (dataset.isNew(key, child, row)) dataset.add(child, { kind: 'legal-status', ...span, key, code }, row)
  },
})

/** Read only to tell whose a placement is that names its period of care and not its child. */
export const careEpisodes = table({
  name: 'ssd_cla_episodes',
  prefix: 'clae_',
  holds: null,
  columns: { clae_person_id: { needed: true }, clae_cla_id: { needed: true } },
  read(row, dataset) {
    const person = row.person('clae_person_id')
    const period = row.id('clae_cla_id')
    if (person === '' || period === '') return
    dataset.childOf(person, row)
    const known = dataset.inCare.get(period)
    if (known === undefined) dataset.inCare.set(period, person)
    else if (known !== person) {
      row.doubt(
        'period-of-two-children',
        `The period of care ${quotedValue(period)} belongs to another child too (${quotedValue(known)}), and is taken as that child's.`,
        'Correct clae_cla_id.',
      )
    }
  },
})

/** Where no distance is known the collection writes 999.9 miles. */
const NO_DISTANCE = 999

export const placements = table({
  name: 'ssd_cla_placement',
  prefix: 'clap_',
  holds: 'placement',
  columns: {
    clap_cla_placement_id: {},
    clap_person_id: {},
    clap_cla_id: {},
    clap_cla_placement_start_date: { needed: true, date: true },
    clap_cla_placement_type: { needed: true },
    clap_cla_placement_distance: {},
    clap_cla_placement_end_date: { needed: true, date: true },
  },
  oneOf: ['clap_person_id', 'clap_cla_id'],
  read(row, dataset) {
    const period = row.id('clap_cla_id')
    const owner = row.id('clap_person_id') === '' ? dataset.inCare.get(period) : row.person('clap_person_id')
    if (owner === undefined) {
      row.refuse(
        'child-missing',
        'The placement names no child, and its period of care is not in ssd_cla_episodes; the row was not taken.',
        'Give ssd_cla_episodes too, or export clap_person_id.',
      )
      return
    }
    row.about(owner)
    const span = row.span('clap_cla_placement_start_date', 'clap_cla_placement_end_date')
    if (span === undefined) return
    const code = row.code('clap_cla_placement_type', placement)
    if (code === '') {
      row.refuse(
        'code-missing',
        'The row names no kind of placement; it was not taken.',
        'Fill it in and export again.',
      )
      return
    }
    const child = dataset.childOf(owner, row)
    const key = row.id('clap_cla_placement_id')
    if (!dataset.isNew(key, child, row)) return
    dataset.add(child, { kind: 'placement', ...span, key, code, distance: readDistance() }, row)

    function readDistance(): number | null {
      const text = row.text('clap_cla_placement_distance')
      if (text === '') return null
      const miles = Number(text.replace(',', '.'))
      if (miles >= 0 && miles < NO_DISTANCE) return miles
      if (!(miles >= NO_DISTANCE && miles < NO_DISTANCE + 1)) {
        row.refuse(
          'distance-unreadable',
          `The distance ${quotedValue(text)} is none in miles; it was left out.`,
          'Correct it.',
        )
      }
      return null
    }
  },
})
