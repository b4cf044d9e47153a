/** Apart from the commands themselves, which load the database's driver. */
export const KEEP_USAGE = `sightline backup FILE [--data FOLDER]
  Writes the whole record, as it stands at one moment, into one file. Recording goes on meanwhile.

sightline restore FILE [--data FOLDER]
  Restores a backup into an empty place, and reads all of it back.

sightline doctor [--data FOLDER]
  Says what is wrong with the record, and what to do.
  --data FOLDER     the folder of the record (/var/lib/sightline as root, else sightline in the folder of this account's data);
                    without it DATABASE_URL names the database, and DATABASE_OWNER_URL somebody who sees every row of it`
