/** Apart from the command itself, which loads the database's driver. */
export const MOVE_USAGE = `sightline move PROTOCOL [--because WORDS] [options]
  Tells what would become of each live case that runs by another version of the protocol: where it would stand, what each duty
  would become, and which cases cannot move and why. PROTOCOL is one that is adopted, or a file that is still to be.
  --because WORDS   move those that can, to the version that is adopted, and say why in each record
  --pathway ID      of this one alone
  --back            take its last move back, where nothing rests on it
  --authority ID    which authority, where the record holds several
  --data FOLDER     where the record is kept`
