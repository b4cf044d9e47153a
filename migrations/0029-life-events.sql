-- What changed in a child's life as a person recorded it: before any file tells of it, or where none does.
set role sightline_owner;

create table sightline.life_events (
  authority text not null,
  event_id uuid not null,
  child_id uuid not null,
  -- The case in which it was recorded.
  case_id uuid not null,
  -- By the words of the language: "death", "transfer out".
  kind text not null,
  happened date not null,
  details text not null,
  recorded timestamptz not null,
  by_person uuid not null,
  -- It was a mistake: it stays readable, and counts no more from then on.
  taken_back timestamptz,
  taken_back_by uuid,
  taken_back_because text,
  primary key (authority, event_id),
  foreign key (authority, child_id) references sightline.children,
  foreign key (authority, case_id) references sightline.cases,
  foreign key (authority, by_person) references sightline.persons (authority, person_id),
  foreign key (authority, taken_back_by) references sightline.persons (authority, person_id),
  check ((taken_back is null) = (taken_back_by is null) and (taken_back is null) = (taken_back_because is null))
);
create index life_events_by_child on sightline.life_events (authority, child_id);

alter table sightline.life_events enable row level security;
alter table sightline.life_events force row level security;
grant select, insert, update on sightline.life_events to sightline_app;
-- Who sees the whole case reads it there; what follows from it shows in each pathway.
create policy seen on sightline.life_events for select to sightline_app using (
  authority = (select sightline.authority())
  and ((select sightline.acts_itself()) or sightline.sees(authority, case_id, null, 'read') is not null)
);
create policy added on sightline.life_events for insert to sightline_app with check (
  authority = (select sightline.authority()) and by_person = (select sightline.person())
  and sightline.sees(authority, case_id, null, 'record') is not null
);
create policy changed on sightline.life_events for update to sightline_app using (
  authority = (select sightline.authority()) and sightline.sees(authority, case_id, null, 'record') is not null
) with check (taken_back_by = (select sightline.person()));

reset role;
