export const IMPORT_USAGE = `sightline import FILE... [options]
  Takes census and dataset files into the record, tells what they change, and notices the triggers that are met.
  --data FOLDER     where the record is kept
  --authority ID    which authority, where the record holds several
  --code CODE       the authority's code in the census, where it is not the one known so far
  --findings FILE   where to write every finding in the files, as CSV
sightline import undo ID --by PERSON --because WHY [--yes]
  Says which pathways an import opened that would lose their ground; with --yes undoes it.
sightline import doubtful --by PERSON
  Lists children whom an import may name otherwise.
sightline import decide ID same|different --by PERSON --because WHY
sightline import split ID --by PERSON --because WHY
sightline import name NAME PERSON --by PERSON
  Says whom imports mean by a worker's name.`

export const TAKE_ON_USAGE = `sightline take-on FILE --by PERSON [options]
  Enters pathways that were running before Sightline, at the stage where they stand; FILE is CSV or JSON.
  --data FOLDER     where the record is kept
  --authority ID    which authority, where the record holds several
  --dry-run         says what would be entered, and enters nothing
  --partial         enters what can be entered; without it, one row that cannot be taken stops all`
