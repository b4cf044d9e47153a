-- Whom to ring: people, agencies by day and out of hours, and, of the whole authority, whom anybody rings about a child who needs
-- help. Kept as they are written; a number stands on pages alone, and in no address and no log.
set role sightline_owner;

alter table sightline.persons add column phone text check (length(phone) <= 60);
alter table sightline.agencies add column phone text check (length(phone) <= 60);
alter table sightline.agencies add column out_of_hours text check (length(out_of_hours) <= 60);
alter table sightline.authorities add column help_by_day text check (length(help_by_day) <= 60);
alter table sightline.authorities add column help_by_night text check (length(help_by_night) <= 60);

reset role;
