-- Who is signed in. A browser holds a token of chance; here stands its SHA-256 alone, so that whoever reads the table can be
-- nobody. A session ends when it was not used for a while, when its longest time is up, or when its person signs out.
set role sightline_owner;

create table sightline.sessions (
  authority text not null,
  token_hash bytea not null check (length(token_hash) = 32),
  person_id uuid not null,
  -- By what they showed who they are: "demonstration", "provider", "passkey".
  how text not null,
  began timestamptz not null,
  -- It ends then unless it is used before.
  idle_until timestamptz not null,
  ends timestamptz not null,
  -- When they last showed who they are; null where their identity provider did not say when that was.
  fresh_since timestamptz,
  primary key (authority, token_hash),
  unique (token_hash),
  foreign key (authority, person_id) references sightline.persons,
  check (idle_until > began and ends >= idle_until and fresh_since <= began)
);
create index sessions_by_person on sightline.sessions (authority, person_id);

alter table sightline.sessions enable row level security;
alter table sightline.sessions force row level security;
grant select, insert, delete on sightline.sessions to sightline_app;
grant select, update on sightline.sessions to sightline_access;
-- A person begins and ends their own sessions and sees no other's.
create policy own on sightline.sessions to sightline_app
  using (authority = (select sightline.authority()) and person_id = (select sightline.person()))
  with check (authority = (select sightline.authority()) and person_id = (select sightline.person()));
create policy looks_through on sightline.sessions for select to sightline_access using (true);
create policy uses on sightline.sessions for update to sightline_access using (true) with check (true);

reset role;

set role sightline_access;

-- Whose session a token is, at a moment; none where it has ended. Asked before anybody is known. It is kept alive until
-- `idle`, which is written once a minute at most.
create function sightline.use_session(of_token bytea, at timestamptz, idle timestamptz)
returns table (
  authority text, authority_title text, demonstration boolean, person_id uuid, name text, agency_title text, how text,
  began timestamptz, fresh_since timestamptz
)
language sql volatile security definer set search_path = ''
begin atomic
  update sightline.sessions s set idle_until = least(idle, s.ends)
  where s.token_hash = of_token and s.ends > at and s.idle_until > at and s.began <= at + interval '2 minutes'
    and s.idle_until < least(idle, s.ends) - interval '1 minute';
  select s.authority, o.title, o.demonstration, s.person_id, p.name, a.title, s.how, s.began, s.fresh_since
  from sightline.sessions s
  join sightline.authorities o on o.authority = s.authority
  join sightline.persons p on p.authority = s.authority and p.person_id = s.person_id
  join sightline.agencies a on a.authority = p.authority and a.agency = p.agency
  -- One that began later than now was begun by a clock that was ahead, and would last as much longer.
  where s.token_hash = of_token and s.ends > at and s.idle_until > at and s.began <= at + interval '2 minutes';
end;
revoke all on function sightline.use_session from public;
grant execute on function sightline.use_session to sightline_app;

-- The people of invented authorities, one of whom a visitor of the demonstration chooses to be. Asked before anybody is known;
-- of an authority that is real it gives nobody.
create function sightline.demonstration_people(on_day date)
returns table (authority text, person_id uuid, name text, agency text, agency_title text, team_title text, roles text[])
language sql stable security definer set search_path = ''
begin atomic
  select p.authority, p.person_id, p.name, p.agency, a.title, t.title,
    array(
      select distinct h.role from sightline.role_holdings h
      where h.authority = p.authority and h.person_id = p.person_id and h.since <= on_day
        and (h.until is null or h.until > on_day)
      order by h.role)
  from sightline.persons p
  join sightline.authorities o on o.authority = p.authority and o.demonstration
  join sightline.agencies a on a.authority = p.authority and a.agency = p.agency
  left join sightline.teams t on t.authority = p.authority and t.team = p.team
  where not p.service and p.since <= on_day and (p.until is null or p.until > on_day)
  order by p.authority, p.name, p.person_id;
end;
revoke all on function sightline.demonstration_people from public;
grant execute on function sightline.demonstration_people to sightline_app;

reset role;
