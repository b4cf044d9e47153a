-- Agencies that no longer exist: who takes their place, else to the holders of which role of the case's lead agency what they owe
-- falls. One that names neither owes to nobody, which is told to somebody named.
set role sightline_owner;

alter table sightline.agencies add column successor text;
alter table sightline.agencies add column falls_to text;
alter table sightline.agencies add foreign key (authority, successor) references sightline.agencies;
alter table sightline.agencies add check (successor is null or successor <> agency);
alter table sightline.agencies add check (successor is null or falls_to is null);
alter table sightline.agencies add check (until is not null or successor is null and falls_to is null);

reset role;
