import { sql } from 'kysely'

/**
 * Sorts a text as people sort names, also where the database sorts by bytes: by the root order of Unicode, since names come from
 * everywhere. Written after the column: "order by d.name collate ...".
 */
export const AS_NAMES = sql.raw('collate "und-x-icu"')

/**
 * What a child `k` is called where nobody has named them: files hold no names, so by the authority's identifier. Null where there is
 * no child, since the case is of a family or of a series of meetings. `sightline.pathway_found` says it alike.
 */
export const CHILD_NAME = sql.raw(`coalesce(k.name, 'Child ' || k.identifier)`)
