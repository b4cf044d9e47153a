export const START_USAGE = `sightline start [options]
  Shows the demonstration in a browser: an invented authority whose people and children are all made up.
  --port N          where it is served on this computer (3000)
  --data FOLDER     where its record lies (var/record of the clone, or a folder of this account)
  --fresh           throws that record away and makes it anew, around today`
