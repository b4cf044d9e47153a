export const SERVE_USAGE = `sightline serve --origin ORIGIN [options]
  Serves the pages of a real authority, and does what is to be done by itself as time goes on.
  --origin ORIGIN   where browsers reach it: https://sightline.example (or SIGHTLINE_ORIGIN)
  --port N          where it listens (3000, or SIGHTLINE_PORT)
  --host ADDRESS    on which address of this computer (127.0.0.1, or SIGHTLINE_HOST)
  --proxy ADDRESS   of what stands before it, whose word of where requests come from is taken; as often as there are such
                    (or SIGHTLINE_PROXIES, with commas between)
  --without-worker  where "sightline work" runs beside it
  --data FOLDER     where the record is kept; else DATABASE_URL names it
  SIGHTLINE_SIGN_IN names the file of identity providers; SIGHTLINE_SMTP_URL and SIGHTLINE_MAIL_FROM the mail server by which people
  are told that something waits.
sightline invite STAFF-ID --origin ORIGIN [options]
  Prints a link, once, with which somebody whom no identity provider knows makes a passkey. It can be used for three days.
  --by PERSON       the administrator who invites; without it the program itself does, and invites administrators alone
  --authority ID    which authority, where the record holds several`
