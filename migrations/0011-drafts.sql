-- What people have begun to record and not recorded yet. A draft is its owner's alone: nobody else reads it, managers and the
-- program itself included. It is no part of a child's record, so it is kept for a short time and then goes.
set role sightline_owner;

create table sightline.drafts (
  authority text not null,
  -- The form's own key as well: what is recorded from it is recorded once.
  draft_id uuid not null,
  person_id uuid not null,
  case_id uuid not null,
  -- The pathway that it is for, or the one that it would open.
  pathway_id uuid not null,
  protocol text not null,
  opens boolean not null,
  step text not null,
  -- The entry that it would correct.
  supersedes uuid,
  -- Grows by one each time it is saved.
  revision integer not null,
  content jsonb not null,
  -- What was overwritten from a page that had not seen it; null where nothing was.
  overwritten jsonb,
  begun timestamptz not null,
  saved timestamptz not null,
  primary key (authority, draft_id),
  foreign key (authority, person_id) references sightline.persons,
  foreign key (authority, case_id) references sightline.cases
);
create index drafts_by_person on sightline.drafts (authority, person_id, saved);

alter table sightline.drafts enable row level security;
alter table sightline.drafts force row level security;
grant select, insert, update, delete on sightline.drafts to sightline_app;
create policy own on sightline.drafts to sightline_app
  using (authority = (select sightline.authority()) and person_id = (select sightline.person()))
  with check (authority = (select sightline.authority()) and person_id = (select sightline.person()));
grant select, delete on sightline.drafts to sightline_keeper;
create policy keeps on sightline.drafts to sightline_keeper using (true);

reset role;
set role sightline_keeper;

-- Takes away what was left too long, and gives how many there were. The program does it, and cannot read what they held.
create function sightline.drop_old_drafts(before timestamptz) returns integer
language sql volatile security definer set search_path = ''
begin atomic
  with dropped as (
    delete from sightline.drafts d
    where d.authority = sightline.authority() and d.saved <= before and sightline.acts_itself()
    returning 1
  )
  select count(*)::integer from dropped;
end;
revoke all on function sightline.drop_old_drafts from public;
grant execute on function sightline.drop_old_drafts to sightline_app;

reset role;
set role sightline_access;

-- Whose session a token was that ended by itself, not before `since`. It lets nobody in; what they typed is kept for them.
create function sightline.ended_session(of_token bytea, at timestamptz, since timestamptz)
returns table (authority text, person_id uuid)
language sql stable security definer set search_path = ''
begin atomic
  select s.authority, s.person_id
  from sightline.sessions s
  where s.token_hash = of_token and least(s.idle_until, s.ends) <= at and least(s.idle_until, s.ends) > since;
end;
revoke all on function sightline.ended_session from public;
grant execute on function sightline.ended_session to sightline_app;

reset role;
