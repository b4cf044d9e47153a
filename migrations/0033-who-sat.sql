-- Who was at a sitting is said in the records of its cases as well: what happened on one day is found by its day.
set role sightline_owner;
create index entries_by_day on sightline.entries (authority, happened) where step is not null;
reset role;
