-- The queue of jobs makes its own schema, and owns it.
do $$
begin
  execute format('grant create on database %I to sightline_worker', current_database());
end
$$;
grant create on schema sightline to sightline_worker;
grant sightline_worker to current_user;

-- What people were told because time passed: once each, however often it is looked at and by however many processes.
set role sightline_owner;

create table sightline.told (
  authority text not null,
  told_id uuid not null,
  pathway_id uuid not null,
  case_id uuid not null,
  -- The duty or the obligation.
  about text not null,
  kind text not null check (kind in ('reminder', 'overdue', 'silence', 'nobody')),
  -- The due day that it was told of: another due day is told of anew.
  due_day date,
  person_id uuid not null,
  told timestamptz not null,
  -- What they were told: the due day with its derivation, as it was then.
  words jsonb not null,
  read timestamptz,
  primary key (authority, told_id),
  unique nulls not distinct (authority, pathway_id, about, kind, due_day, person_id),
  foreign key (authority, pathway_id) references sightline.pathways,
  foreign key (authority, person_id) references sightline.persons
);
create index told_unread on sightline.told (authority, person_id, told) where read is null;

-- How far the watch has come: the latest moment it has looked at, so that a clock that goes back is seen.
create table sightline.watched (
  authority text primary key references sightline.authorities,
  watched timestamptz not null
);

alter table sightline.told enable row level security;
alter table sightline.told force row level security;
grant select, insert, update on sightline.told to sightline_app;
create policy added on sightline.told for insert to sightline_app with check (
  authority = (select sightline.authority()) and 'service' = any ((select sightline.scopes())::text[])
);
create policy seen on sightline.told for select to sightline_app using (
  authority = (select sightline.authority())
  and (person_id = (select sightline.person()) or 'service' = any ((select sightline.scopes())::text[]))
);
create policy own on sightline.told for update to sightline_app using (
  authority = (select sightline.authority()) and person_id = (select sightline.person())
);

alter table sightline.watched enable row level security;
alter table sightline.watched force row level security;
grant select, insert, update on sightline.watched to sightline_app;
create policy service on sightline.watched to sightline_app
  using (authority = (select sightline.authority()) and 'service' = any ((select sightline.scopes())::text[]))
  with check (authority = (select sightline.authority()) and 'service' = any ((select sightline.scopes())::text[]));

reset role;
set role sightline_access;

-- The program's own name in each authority: what jobs act under.
create function sightline.services() returns table (authority text, person_id uuid)
language sql stable security definer set search_path = ''
begin atomic
  select p.authority, p.person_id from sightline.persons p where p.service and p.until is null order by p.authority;
end;
revoke all on function sightline.services from public;
grant execute on function sightline.services to sightline_app;

reset role;
set role sightline_worker;

-- Puts a look at a pathway into the queue for a moment at which something of it changes by time alone; stands, or is undone, with
-- the transaction. One look a pathway waits at a time: another moment takes its place.
create function sightline.look_at_later(of_authority text, of_pathway uuid, at timestamptz) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform graphile_worker.add_job(
    identifier => 'look-at-pathway',
    payload => json_build_object('authority', of_authority, 'pathway', of_pathway),
    run_at => at,
    job_key => of_authority || ':' || of_pathway::text
  );
end
$$;
revoke all on function sightline.look_at_later from public;
grant execute on function sightline.look_at_later to sightline_app;

reset role;
