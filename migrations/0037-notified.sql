-- PRA-10: that a serious incident was notified, by whom, when and under which reference, or that somebody decided not to, and why;
-- and of which nation the authority is, whose statutory dates bind it.
set role sightline_owner;

alter table sightline.authorities
  add column nation text not null default 'england'
    check (nation in ('england', 'wales', 'scotland', 'northern-ireland'));

create table sightline.incidents_notified (
  authority text not null,
  notification_id uuid not null,
  case_id uuid not null,
  notified date not null,
  -- Who did it or decided against it, in words: that is done elsewhere, and often by somebody who does not work here.
  made_by text not null,
  -- Where it was notified.
  reference text,
  -- Where it was decided not to, on that day.
  not_because text,
  recorded timestamptz not null,
  by_person uuid not null,
  -- It was a mistake: it stays readable, and answers nothing from then on.
  taken_back timestamptz,
  taken_back_by uuid,
  taken_back_because text,
  primary key (authority, notification_id),
  foreign key (authority, case_id) references sightline.cases,
  foreign key (authority, by_person) references sightline.persons (authority, person_id),
  foreign key (authority, taken_back_by) references sightline.persons (authority, person_id),
  check ((reference is null) <> (not_because is null)),
  check ((taken_back is null) = (taken_back_by is null) and (taken_back is null) = (taken_back_because is null))
);
create index incidents_notified_by_case on sightline.incidents_notified (authority, case_id);

alter table sightline.incidents_notified enable row level security;
alter table sightline.incidents_notified force row level security;
grant select, insert, update (taken_back, taken_back_by, taken_back_because) on sightline.incidents_notified to sightline_app;
create policy seen on sightline.incidents_notified for select to sightline_app using (
  authority = (select sightline.authority())
  and ((select sightline.acts_itself()) or sightline.sees(authority, case_id, null, 'read') is not null)
);
create policy added on sightline.incidents_notified for insert to sightline_app with check (
  authority = (select sightline.authority()) and by_person = (select sightline.person())
  and sightline.sees(authority, case_id, null, 'record') is not null
);
create policy changed on sightline.incidents_notified for update to sightline_app using (
  authority = (select sightline.authority()) and sightline.sees(authority, case_id, null, 'record') is not null
) with check (taken_back_by = (select sightline.person()));

reset role;
