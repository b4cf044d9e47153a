import { sql } from 'kysely'

/**
 * Sorts a text as people sort names, also where the database sorts by bytes: by the root order of Unicode, since names come from
 * everywhere. Written after the column: "order by d.name collate ...".
 */
export const AS_NAMES = sql.raw('collate "und-x-icu"')
