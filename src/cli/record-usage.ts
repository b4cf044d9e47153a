/** Apart from the commands themselves, which load the database's driver. */
export const SET_UP_USAGE = `sightline set-up AUTHORITY --title TITLE --protocol ID... [options]
  Makes an authority in the record, with nobody in it; one that is there adopts what is new of the protocols named.
  --title TITLE     what it is called
  --protocol ID     a protocol that it adopts, by its name or its file; as often as there are such
  --demonstration   it was invented: no real one is ever kept beside it
  --data FOLDER     where the record is kept
sightline people FOLDER [--by PERSON] [options]
  Takes who there is from the lists in a folder: councils.csv, agencies.csv, teams.csv, people.csv, roles.csv, pools.csv,
  sittings.csv. The first lists need no --by; from then on an administrator takes them.
  --authority ID    which authority, where the record holds several`

export const WORK_USAGE = `sightline work [--data FOLDER]
  Runs a worker: reminds, tells of what is overdue, and looks at all children nightly. Several may run at once. Where the record
  is at an address, DATABASE_WORKER_URL names the same database for sightline_worker. SIGHTLINE_SMTP_URL, SIGHTLINE_MAIL_FROM and
  SIGHTLINE_ORIGIN name the mail server by which people are told that something waits; without them no e-mail is sent.
sightline rebuild [PATHWAY...] [--mend] [options]
  Folds every pathway's entries again, and says where what is read from them differs.
  --mend            writes what the entries say in its place`
