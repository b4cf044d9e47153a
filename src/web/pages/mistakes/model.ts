import type { Follows } from '../../recording/model/follows.ts'

/** What follows from taking something back or recording it elsewhere, a line for each thing. */
export function followLines({ stage, told, untold, owed, met, lapsed, documents, flags }: Follows): readonly string[] {
  const people = (to: readonly string[]): string => to.join('; ')
  return [
    ...(stage === null ? [] : [`It will stand at: ${stage.title}.`]),
    ...lapsed.map((title) => `No longer owed: ${title}.`),
    ...owed.map(({ title, by, due }) => `Owed: ${title}, by ${by}. Due: ${due}.`),
    ...met.map((title) => `Done with it: ${title}.`),
    ...untold.map(({ title, to }) => `Told that it was taken back: ${people(to)} (${title}).`),
    ...told.filter(({ to }) => to.length > 0).map(({ title, to }) => `Told: ${people(to)} (${title}).`),
    ...documents.map((title) => `A document: ${title}.`),
    ...flags.map((text) => `Flag: ${text}.`),
  ]
}
