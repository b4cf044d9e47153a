// What the children of the demonstration are called. No family is called so.

const FIRST = [
  'Alfie',
  'Zara',
  'Idris',
  'Noor',
  'Mali',
  'Kofi',
  'Erin',
  'Yusuf',
  'Seren',
  'Jamal',
  'Poppy',
  'Tariq',
  'Bronwen',
  'Leo',
  'Amara',
  'Rhys',
  'Sofia',
  'Dylan',
  'Aisha',
  'Robin',
  'Carys',
  'Mateo',
  'Freya',
  'Osian',
  'Layla',
  'Ivo',
  'Nia',
  'Ruben',
]
const LAST = [
  'Pretend',
  'Fable',
  'Madeup',
  'Nowhere',
  "O'Story",
  'Imagined',
  'Example',
  'Sample',
  'Charade',
  'Whimsy',
  'Dreamt',
  'Mirage-Jones',
  'Unreal',
  'Parable',
  'Supposed',
  'Saga',
  'Fancy',
  'Yarn',
  'Riddle',
  'Guess',
]

/** A name for the so-manyth child of the so-manyth family: brothers and sisters share their last. */
export function inventedName(child: number, family: number): string {
  return `${FIRST[child % FIRST.length]} ${LAST[family % LAST.length]}`
}
