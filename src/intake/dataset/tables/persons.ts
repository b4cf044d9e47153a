import { sex } from '../codes.ts'
import { table } from '../table.ts'

/** Who the children are. The names in this table are not read: no name is kept in a scan. */
export const persons = table({
  name: 'ssd_person',
  prefix: 'pers_',
  holds: null,
  columns: {
    pers_person_id: { needed: true },
    pers_sex: {},
    pers_gender: {},
    pers_ethnicity: {},
    pers_dob: { date: true },
    pers_expected_dob: { date: true },
    pers_death_date: { date: true },
  },
  read(row, dataset) {
    const id = row.person('pers_person_id')
    if (id === '') return
    const child = dataset.cohort.childOf(id, dataset.source)
    if (dataset.persons.has(child)) {
      row.doubt(
        '8510',
        'ssd_person has an earlier row for this child; the two are read as one.',
        'Export one row a child.',
      )
    }
    dataset.persons.add(child)
    let born = row.day('pers_dob', 'It was left out.')
    if (born !== null && born > dataset.today) {
      row.refuse(
        'birth-in-future',
        'The birth date is in the future; it was left out.',
        'Correct it, or give it as the expected date.',
      )
      born = null
    }
    const expected = row.day('pers_expected_dob', 'It was left out.')
    if (born !== null && expected !== null) {
      row.doubt(
        '8525',
        'The child has a birth date and an expected one; the birth date is used.',
        'Remove the expected date.',
      )
    } else if (born === null && expected === null) {
      row.doubt(
        '8525',
        'The child has no birth date and no expected one; what depends on age cannot be told.',
        'Fill one in.',
      )
    }
    let died = row.day('pers_death_date', 'It was left out.')
    if (died !== null && died > dataset.today) {
      row.refuse('death-in-future', 'The date of death is in the future; it was left out.', 'Correct it.')
      died = null
    }
    if (died !== null && born !== null && died < born) {
      row.doubt('death-before-birth', 'The date of death is before the birth date.', 'Correct the dates.')
    }
    if (died !== null) {
      dataset.deaths.set(child, died)
      dataset.reach.see(died, dataset.today, row.sheet.file, row.line)
    }
    const sexColumn = row.text('pers_sex') === '' ? 'pers_gender' : 'pers_sex'
    const sexText = row.text(sexColumn)
    const told = sex(sexText)
    if (!told.known) row.unknownCode(sexColumn, sexText)
    const ethnicity = row.kept('pers_ethnicity')
    dataset.describe(child, { born, expected, died, sex: told.code, ethnicity }, row)
  },
})

export const families = table({
  name: 'ssd_family',
  prefix: 'fami_',
  holds: null,
  columns: { fami_family_id: { needed: true }, fami_person_id: { needed: true } },
  read(row, dataset) {
    const id = row.person('fami_person_id')
    const family = row.id('fami_family_id')
    if (id === '') return
    if (family === '') {
      row.refuse('family-missing', 'The row names no family; it was not taken.', 'Fill it in and export again.')
      return
    }
    const child = dataset.childOf(id, row)
    const known = dataset.families.get(child)
    if (known === undefined) {
      dataset.families.set(child, family)
      dataset.describe(child, { family }, row)
    } else if (known !== family) {
      row.refuse(
        'two-families',
        'The child belongs to another family too; only the first is used, and this row was not taken.',
        'Where both matter, ask for the plans of both families by hand.',
      )
    }
  },
})

export const departments = table({
  name: 'ssd_department',
  prefix: 'dept_',
  holds: null,
  columns: { dept_team_id: { needed: true }, dept_team_name: { needed: true } },
  read(row, dataset) {
    const id = row.id('dept_team_id')
    const name = row.kept('dept_team_name')
    if (id !== '' && name !== '') dataset.teams.set(id, name)
  },
})

/** Job titles only: who a professional is stays an identifier. */
export const professionals = table({
  name: 'ssd_professionals',
  prefix: 'prof_',
  holds: null,
  columns: { prof_professional_id: { needed: true }, prof_professional_job_title: {} },
  read(row, dataset) {
    const id = row.id('prof_professional_id')
    const title = row.kept('prof_professional_job_title')
    if (id !== '' && title !== '') dataset.titles.set(id, title)
  },
})
