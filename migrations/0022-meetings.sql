-- Meetings: a series of them is a case of its own, whose pathway owes what is owed once however many children there are; and who
-- comes to a sitting, and who came.
set role sightline_owner;

alter table sightline.cases
  -- The protocol that keeps the series.
  add column series text,
  drop constraint cases_subject_check,
  add constraint cases_subject_check check (subject in ('child', 'family', 'series')),
  add check ((subject = 'series') = (series is not null));
create unique index cases_by_series on sightline.cases (authority, series) where series is not null;

create table sightline.attendance (
  authority text not null,
  -- The sitting of a series, or the entry by which one case's meeting was called.
  occasion uuid not null,
  person_id uuid not null,
  -- The pathway of a meeting that was called for one case; null where it is a series.
  case_id uuid,
  pathway_id uuid,
  -- What they answered to the invitation.
  answer text check (answer in ('coming', 'apologies')),
  answered timestamptz,
  -- Whether they were there, as whoever runs the meeting noted it.
  came boolean,
  noted timestamptz,
  noted_by uuid,
  primary key (authority, occasion, person_id),
  foreign key (authority, person_id) references sightline.persons,
  foreign key (authority, noted_by) references sightline.persons (authority, person_id),
  foreign key (authority, case_id) references sightline.cases,
  foreign key (authority, pathway_id) references sightline.pathways,
  check ((case_id is null) = (pathway_id is null)),
  check ((answer is null) = (answered is null)),
  check ((came is null) = (noted is null) and (came is null) = (noted_by is null))
);

alter table sightline.attendance enable row level security;
alter table sightline.attendance force row level security;
grant select, insert, update on sightline.attendance to sightline_app;
-- Who sits in a series is known to everybody who signs in, as who works where is; of one case's meeting, to who may read of it.
create policy seen on sightline.attendance for select to sightline_app using (
  authority = (select sightline.authority()) and (
    case_id is null or (select sightline.acts_itself())
    or sightline.sees(authority, case_id, pathway_id, 'read') is not null)
);
-- The program writes it, once it has seen who asks: a person their own answer, and who was there whoever runs the meeting.
create policy added on sightline.attendance for insert to sightline_app with check (
  authority = (select sightline.authority()) and (select sightline.acts_itself())
);
create policy changed on sightline.attendance for update to sightline_app using (
  authority = (select sightline.authority()) and (select sightline.acts_itself())
);

reset role;
