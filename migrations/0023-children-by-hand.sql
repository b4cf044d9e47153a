-- Children who are in no file: a person entered them, and imports that may mean them are asked about.
set role sightline_owner;

alter table sightline.children add column entered timestamptz;
alter table sightline.children add column entered_by uuid;
alter table sightline.children add foreign key (authority, entered_by) references sightline.persons (authority, person_id);
alter table sightline.children add check ((entered is null) = (entered_by is null));
create index children_entered on sightline.children (authority, born) where entered is not null;
create index children_by_birth on sightline.children (authority, born) where born is not null;

-- Asked when a child is entered as well, which no import brought about.
alter table sightline.doubtful_matches alter column import_id drop not null;
alter table sightline.doubtful_matches drop constraint doubtful_matches_why_check;
alter table sightline.doubtful_matches add constraint doubtful_matches_why_check
  check (why in ('identifiers-alike', 'same-family', 'same-fact', 'birth-dates-differ', 'entered-by-hand'));

reset role;
