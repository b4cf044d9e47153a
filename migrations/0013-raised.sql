-- What somebody raised: found by who recorded the first entry of a pathway.
set role sightline_owner;

create index entries_raised on sightline.entries (authority, person_id, recorded) where number = 1;

reset role;
