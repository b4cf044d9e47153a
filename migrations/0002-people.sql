-- Authorities, and who there is in them. Names of staff are seen by everybody who signs in to the authority.
set role sightline_owner;

create table sightline.authorities (
  authority text primary key check (authority ~ '^[a-z][a-z0-9-]{0,62}$'),
  title text not null,
  -- True for an authority that was invented: no other may be kept beside it.
  demonstration boolean not null default false
);

create table sightline.councils (
  authority text not null references sightline.authorities,
  council text not null,
  title text not null,
  primary key (authority, council)
);

create table sightline.agencies (
  authority text not null references sightline.authorities,
  agency text not null,
  title text not null,
  kind text not null check (
    kind in ('council', 'police', 'health', 'education', 'youth-justice', 'probation', 'voluntary', 'other')
  ),
  council text,
  -- The link to the partnership: nobody of an agency sees anything before or after it.
  since date not null,
  until date,
  primary key (authority, agency),
  foreign key (authority, council) references sightline.councils
);

create table sightline.teams (
  authority text not null,
  team text not null,
  agency text not null,
  title text not null,
  primary key (authority, team),
  foreign key (authority, agency) references sightline.agencies
);

create table sightline.persons (
  authority text not null,
  person_id uuid not null,
  -- What the audit record calls them.
  pseudonym uuid not null,
  -- The authority's own name for them: what its lists say. Only lists are looked up by it.
  staff_id text,
  name text not null,
  -- Where a notice that somebody waits for them is sent; it never says more than that.
  email text,
  agency text not null,
  team text,
  manager_id uuid,
  -- A part of the program that acts by itself, under its own name.
  service boolean not null default false,
  since date not null,
  until date,
  primary key (authority, person_id),
  unique (authority, pseudonym),
  unique (authority, staff_id),
  foreign key (authority, agency) references sightline.agencies,
  foreign key (authority, team) references sightline.teams,
  foreign key (authority, manager_id) references sightline.persons (authority, person_id),
  check (manager_id <> person_id)
);
create index persons_by_manager on sightline.persons (authority, manager_id);
create index persons_by_team on sightline.persons (authority, team);

-- Who signs in: the identity provider and its own name for them, never an e-mail address, which changes hands. One identity
-- may be a person in several authorities.
create table sightline.sign_ins (
  authority text not null,
  issuer text not null,
  subject text not null,
  person_id uuid not null,
  primary key (authority, issuer, subject),
  foreign key (authority, person_id) references sightline.persons
);

create table sightline.role_holdings (
  authority text not null,
  holding_id uuid not null,
  person_id uuid not null,
  role text not null,
  -- Whose manager, whose safeguarding lead: null where the role is the whole authority's. Another than the person's own where
  -- they sit for that one as well.
  agency text,
  team text,
  since date not null,
  until date,
  primary key (authority, holding_id),
  foreign key (authority, person_id) references sightline.persons,
  foreign key (authority, agency) references sightline.agencies,
  foreign key (authority, team) references sightline.teams,
  check (until is null or until >= since)
);
create index role_holdings_by_person on sightline.role_holdings (authority, person_id);
create index role_holdings_by_role on sightline.role_holdings (authority, role);

-- Somebody stands in for somebody else; in one role or in all of them.
create table sightline.deputies (
  authority text not null,
  deputy_id uuid not null,
  for_person_id uuid not null,
  person_id uuid not null,
  role text,
  since date not null,
  until date not null,
  reason text not null,
  primary key (authority, deputy_id),
  foreign key (authority, for_person_id) references sightline.persons (authority, person_id),
  foreign key (authority, person_id) references sightline.persons,
  check (person_id <> for_person_id and until >= since)
);
create index deputies_by_person on sightline.deputies (authority, person_id);
create index deputies_by_absentee on sightline.deputies (authority, for_person_id);

create table sightline.leave (
  authority text not null,
  leave_id uuid not null,
  person_id uuid not null,
  since date not null,
  until date not null,
  primary key (authority, leave_id),
  foreign key (authority, person_id) references sightline.persons,
  check (until >= since)
);
create index leave_by_person on sightline.leave (authority, person_id);

-- Lists of people that protocols draw on: facilitators, a panel's members.
create table sightline.pool_members (
  authority text not null,
  pool text not null,
  person_id uuid not null,
  since date not null,
  until date,
  primary key (authority, pool, person_id, since),
  foreign key (authority, person_id) references sightline.persons
);

-- The calendar of each meeting's sittings, past and planned.
create table sightline.sittings (
  authority text not null references sightline.authorities,
  meeting text not null,
  sitting_id uuid not null,
  sits_on date not null,
  cancelled_because text,
  primary key (authority, meeting, sitting_id),
  unique (authority, meeting, sits_on)
);

do $$
declare
  each text;
begin
  foreach each in array array[
    'authorities', 'councils', 'agencies', 'teams', 'persons', 'sign_ins', 'role_holdings', 'deputies', 'leave',
    'pool_members', 'sittings'
  ] loop
    execute format('alter table sightline.%I enable row level security', each);
    execute format('alter table sightline.%I force row level security', each);
    execute format('grant select, insert, update on sightline.%I to sightline_app', each);
    execute format('grant select on sightline.%I to sightline_access', each);
    execute format(
      'create policy own_authority on sightline.%I to sightline_app
       using (authority = (select sightline.authority()))
       with check (authority = (select sightline.authority()))', each);
    execute format('create policy looks_through on sightline.%I for select to sightline_access using (true)', each);
  end loop;
end
$$;
-- Lists that are kept whole: a row taken off one is gone. What mattered of it is in the audit record.
grant delete on sightline.role_holdings, sightline.deputies, sightline.leave, sightline.pool_members, sightline.sittings
  to sightline_app;

reset role;

set role sightline_access;

-- The persons that a sign-in identity stands for, one in each authority. Asked before anybody is signed in.
create function sightline.persons_of_sign_in(of_issuer text, of_subject text)
returns table (authority text, person_id uuid)
language sql stable security definer set search_path = ''
begin atomic
  select s.authority, s.person_id from sightline.sign_ins s where s.issuer = of_issuer and s.subject = of_subject;
end;
revoke all on function sightline.persons_of_sign_in from public;
grant execute on function sightline.persons_of_sign_in to sightline_app;

-- The agencies that a person belongs to on a day, as scopes: their own, and each for which they hold a role themselves. What is
-- shut to one of them is shut to whoever sits for it, wherever else they belong.
--
-- In plpgsql, as all that is asked anew in every transaction: what it asks is planned once in a session. A function in SQL's own
-- form is planned again for every statement that calls it, which took three quarters of its time.
create function sightline.agency_scopes(of_authority text, of_person uuid, on_day date) returns text[]
language plpgsql stable security definer set search_path = '' as $$
begin
  return array(
    select 'agency:' || p.agency from sightline.persons p where p.authority = of_authority and p.person_id = of_person
    union
    select 'agency:' || h.agency
    from sightline.role_holdings h
    join sightline.agencies a on a.authority = h.authority and a.agency = h.agency
    where h.authority = of_authority and h.person_id = of_person
      and h.since <= on_day and (h.until is null or h.until > on_day)
      and a.since <= on_day and (a.until is null or a.until > on_day)
  );
end
$$;
revoke all on function sightline.agency_scopes from public;
grant execute on function sightline.agency_scopes to sightline_app;

-- What a person is and holds on a day, as the keys that access is granted to; null where their account or their agency's link
-- is not active, for whom nothing is granted. A role that is held for an agency whose link is not active is not held.
--
-- Whoever stands in for somebody in everything has all of these as that person has them, but for the agency.
--
--   person:ID   themselves, and whomever they stand in for
--   team:ID     a member of the team           managers:ID  a manager of the team, or above one in the line
--   role:NAME   a holder of the role           role:NAME@AGENCY  in that agency
--   pool:NAME   a member of the pool           agency:ID    of the agency, or holding a role for it themselves
--   service     the program acting by itself
create function sightline.scopes_of(of_authority text, of_person uuid, on_day date) returns text[]
language plpgsql stable security definer set search_path = '' as $$
begin
  return (
  with recursive
  self as (
    select p.*
    from sightline.persons p
    join sightline.agencies a on a.authority = p.authority and a.agency = p.agency
    where p.authority = of_authority and p.person_id = of_person
      and p.since <= on_day and (p.until is null or p.until > on_day)
      and a.since <= on_day and (a.until is null or a.until > on_day)
  ),
  covered as (
    select d.for_person_id as person_id, d.role
    from sightline.deputies d, self
    where d.authority = of_authority and d.person_id = of_person and d.since <= on_day and d.until > on_day
  ),
  -- Themselves, and whomever they stand in for in everything.
  borne as (
    select self.person_id, self.team from self
    union
    select p.person_id, p.team
    from sightline.persons p
    join covered c on c.person_id = p.person_id and c.role is null
    where p.authority = of_authority
  ),
  active as (
    select h.person_id, h.role, h.agency, h.team
    from sightline.role_holdings h
    left join sightline.agencies a on a.authority = h.authority and a.agency = h.agency
    where h.authority = of_authority and h.since <= on_day and (h.until is null or h.until > on_day)
      and (h.agency is null or a.since <= on_day and (a.until is null or a.until > on_day))
      and (h.person_id = of_person or h.person_id in (select covered.person_id from covered))
  ),
  held as (
    select h.role, h.agency, h.team
    from active h, self
    where h.person_id = of_person
    union
    select h.role, h.agency, h.team
    from active h
    join covered c on c.person_id = h.person_id and (c.role is null or c.role = h.role)
  ),
  line as (
    select p.person_id, p.team
    from sightline.persons p
    join borne on p.manager_id = borne.person_id
    where p.authority = of_authority
    union
    select p.person_id, p.team
    from sightline.persons p
    join line on p.manager_id = line.person_id
    where p.authority = of_authority
  )
  select case when exists (select from self) then array(
    select case when self.service then 'service' else 'person:' || self.person_id end from self
    union select 'person:' || person_id from covered where role is null
    union select 'team:' || team from borne where team is not null
    union select unnest(sightline.agency_scopes(of_authority, of_person, on_day))
    union select 'managers:' || team from line where team is not null
    union select 'managers:' || team from held where team is not null and role like '%manager%'
    union select 'role:' || role from held
    union select 'role:' || role || '@' || agency from held where agency is not null
    union select 'pool:' || m.pool from sightline.pool_members m
      join borne on borne.person_id = m.person_id
      where m.authority = of_authority
        and m.since <= on_day and (m.until is null or m.until > on_day)
  ) end
  );
end
$$;
revoke all on function sightline.scopes_of from public;
grant execute on function sightline.scopes_of to sightline_app;

-- Which authorities the record keeps, and whether they were invented. Asked before anybody is signed in.
create function sightline.authorities_kept() returns table (authority text, demonstration boolean)
language sql stable security definer set search_path = ''
begin atomic
  select a.authority, a.demonstration from sightline.authorities a;
end;
revoke all on function sightline.authorities_kept from public;
grant execute on function sightline.authorities_kept to sightline_app;

reset role;
