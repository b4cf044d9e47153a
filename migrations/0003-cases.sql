-- Children, their cases, and who may see them. Deny by default: without a scope granted, no row of a case is there.
set role sightline_owner;

create table sightline.children (
  authority text not null references sightline.authorities,
  child_id uuid not null,
  -- The authority's own identifier, by which source systems name the child.
  identifier text,
  name text,
  born date,
  -- The child that this one turned out to be (PRA-16).
  merged_into uuid,
  primary key (authority, child_id),
  foreign key (authority, merged_into) references sightline.children (authority, child_id),
  check (merged_into <> child_id)
);
-- Only imports and raising look by it, through functions: no constraint tells a user whether an identifier is taken.
create index children_by_identifier on sightline.children (authority, identifier);

create table sightline.cases (
  authority text not null,
  case_id uuid not null,
  subject text not null check (subject in ('child', 'family')),
  child_id uuid,
  family text,
  lead_agency text not null,
  lead_team text,
  sensitivity text not null default 'standard' check (sensitivity in ('standard', 'restricted', 'sealed')),
  -- Whom to ask about a restricted case.
  contact text,
  version integer not null default 1,
  primary key (authority, case_id),
  foreign key (authority, child_id) references sightline.children,
  foreign key (authority, lead_agency) references sightline.agencies,
  foreign key (authority, lead_team) references sightline.teams,
  check ((subject = 'child') = (child_id is not null)),
  check ((subject = 'family') = (family is not null))
);
create unique index cases_by_child on sightline.cases (authority, child_id) where child_id is not null;

-- The case's own: the child's social worker, team manager, reviewing officer, core group.
create table sightline.case_holdings (
  authority text not null,
  case_id uuid not null,
  holding_id uuid not null,
  person_id uuid not null,
  role text not null,
  since date not null,
  until date,
  -- The import that told of it; null for what a person entered.
  batch_id uuid,
  primary key (authority, case_id, holding_id),
  foreign key (authority, case_id) references sightline.cases,
  foreign key (authority, person_id) references sightline.persons
);
create index case_holdings_by_person on sightline.case_holdings (authority, person_id);

create table sightline.case_members (
  authority text not null,
  case_id uuid not null,
  member_id uuid not null,
  person_id uuid,
  team text,
  case_role text not null,
  actions text[] not null check (actions <@ array['read', 'record', 'manage']),
  compartments text[] not null,
  since date not null,
  until date,
  granted_by uuid,
  reason text not null,
  basis text not null,
  primary key (authority, case_id, member_id),
  foreign key (authority, case_id) references sightline.cases,
  foreign key (authority, person_id) references sightline.persons,
  foreign key (authority, team) references sightline.teams,
  check ((person_id is null) <> (team is null))
);
create index case_members_by_person on sightline.case_members (authority, person_id);

create table sightline.exclusions (
  authority text not null,
  exclusion_id uuid not null,
  case_id uuid,
  child_id uuid,
  -- A scope: "person:...", "team:..." or "agency:...".
  who text not null check (who ~ '^(person|team|agency):'),
  reason text not null,
  since date not null,
  until date,
  set_by uuid not null,
  -- Lifting one takes two people.
  lifted_by uuid,
  lift_agreed_by uuid,
  lifted_because text,
  primary key (authority, exclusion_id),
  foreign key (authority, case_id) references sightline.cases,
  foreign key (authority, child_id) references sightline.children,
  check ((case_id is null) <> (child_id is null)),
  check (lifted_by is null or (lift_agreed_by is not null and lifted_by <> lift_agreed_by and lifted_because is not null))
);
create index exclusions_by_case on sightline.exclusions (authority, case_id);
create index exclusions_by_child on sightline.exclusions (authority, child_id);

create table sightline.break_glass (
  authority text not null,
  break_glass_id uuid not null,
  case_id uuid not null,
  person_id uuid not null,
  reason_code text not null,
  reason text not null check (length(trim(reason)) > 0),
  opened timestamptz not null,
  expires timestamptz not null check (expires > opened and expires <= opened + interval '4 hours'),
  reviewer_id uuid,
  reviewed timestamptz,
  outcome text,
  primary key (authority, break_glass_id),
  foreign key (authority, case_id) references sightline.cases,
  foreign key (authority, person_id) references sightline.persons,
  check (reviewer_id is null or reviewer_id <> person_id)
);
create index break_glass_by_person on sightline.break_glass (authority, person_id, case_id);

-- Every way in, as one list: what a membership, a protocol's "sees", a duty owed or a raising opens to a scope. Lists start here.
create table sightline.case_scopes (
  authority text not null,
  scope text not null,
  case_id uuid not null,
  -- Where it comes from: "member:ID", "sees:PATHWAY:GRANT", "owes:PATHWAY", "raised:PATHWAY", "lead", "service".
  source text not null,
  -- The one pathway that it opens; null for the whole case.
  pathway_id uuid,
  actions text[] not null check (actions <@ array['read', 'record', 'manage']),
  compartments text[] not null check (compartments <@ array[
    'shared', 'agency-private', 'legal-privileged', 'informant', 'police-sensitive', 'health-sensitive']),
  -- Whether it names one member (or the program itself): the only way into a sealed case.
  named boolean not null,
  since date not null,
  until date,
  -- The earliest day on which something open is due.
  next_due date,
  primary key (authority, scope, case_id, source),
  foreign key (authority, case_id) references sightline.cases
);
create index case_scopes_by_due on sightline.case_scopes (authority, scope, next_due, case_id);
create index case_scopes_by_case on sightline.case_scopes (authority, case_id);

do $$
declare
  each text;
begin
  foreach each in array array[
    'children', 'cases', 'case_holdings', 'case_members', 'exclusions', 'break_glass', 'case_scopes'
  ] loop
    execute format('alter table sightline.%I enable row level security', each);
    execute format('alter table sightline.%I force row level security', each);
    execute format('grant select, insert, update on sightline.%I to sightline_app', each);
    execute format('grant select on sightline.%I to sightline_access', each);
    execute format('create policy looks_through on sightline.%I for select to sightline_access using (true)', each);
    execute format(
      'create policy own_authority on sightline.%I for insert to sightline_app
       with check (authority = (select sightline.authority()))', each);
  end loop;
end
$$;
grant delete on sightline.case_scopes, sightline.case_holdings to sightline_app;

reset role;
set role sightline_access;

-- The compartments of a case, or of one pathway of it, that the transaction's person may see by an action; null for none.
-- This is the rule of src/record/access/rule.ts said again in SQL: a test holds the two to each other.
create function sightline.sees(of_authority text, of_case uuid, of_pathway uuid, by_action text) returns text[]
language sql stable security definer set search_path = ''
begin atomic
  with
  asked as (
    select c.case_id, c.child_id, c.sensitivity
    from sightline.cases c
    where c.authority = of_authority and c.case_id = of_case
      and of_authority = sightline.authority() and sightline.scopes() is not null
  ),
  excluded as (
    select from sightline.exclusions e, asked
    where e.authority = of_authority
      and (e.case_id = asked.case_id or e.child_id = asked.child_id)
      and e.who = any (sightline.scopes())
      and e.lifted_by is null
      and e.since <= sightline.today() and (e.until is null or e.until > sightline.today())
  ),
  opened as (
    select unnest(s.compartments) as compartment
    from sightline.case_scopes s, asked
    where s.authority = of_authority and s.case_id = asked.case_id
      and s.scope = any (sightline.scopes())
      and by_action = any (s.actions)
      and (s.pathway_id is null or s.pathway_id = of_pathway)
      and (s.named or asked.sensitivity <> 'sealed')
      and s.since <= sightline.today() and (s.until is null or s.until > sightline.today())
    union
    select unnest(array['shared', 'agency-private', 'police-sensitive', 'health-sensitive'])
    from sightline.break_glass b, asked
    where b.authority = of_authority and b.case_id = asked.case_id
      and b.person_id = sightline.person()
      and by_action = 'read'
      and asked.sensitivity <> 'sealed'
      and b.opened <= sightline.moment() and b.expires > sightline.moment()
  )
  select case
    when exists (select from excluded) then null
    else (select array_agg(compartment order by compartment) from opened)
  end;
end;
revoke all on function sightline.sees from public;
grant execute on function sightline.sees to sightline_app;

-- Whether the transaction's person may know of a case at all: who it is about, and no more. One pathway opens that much.
create function sightline.knows(of_authority text, of_case uuid) returns boolean
language sql stable security definer set search_path = ''
begin atomic
  select sightline.sees(of_authority, of_case, null, 'read') is not null or exists (
    select from sightline.case_scopes s
    where s.authority = of_authority and s.case_id = of_case and s.pathway_id is not null
      and s.scope = any (sightline.scopes())
      and sightline.sees(of_authority, of_case, s.pathway_id, 'read') is not null
  );
end;
revoke all on function sightline.knows from public;
grant execute on function sightline.knows to sightline_app;

reset role;
set role sightline_owner;

create policy seen on sightline.cases for select to sightline_app using (
  authority = (select sightline.authority()) and sightline.knows(authority, case_id)
);
create policy managed on sightline.cases for update to sightline_app using (
  authority = (select sightline.authority()) and sightline.sees(authority, case_id, null, 'manage') is not null
);
create policy seen on sightline.children for select to sightline_app using (
  authority = (select sightline.authority()) and exists (
    select from sightline.cases c where c.authority = children.authority and c.child_id = children.child_id
  )
);
create policy managed on sightline.children for update to sightline_app using (
  authority = (select sightline.authority()) and exists (
    select from sightline.cases c
    where c.authority = children.authority and c.child_id = children.child_id
      and sightline.sees(c.authority, c.case_id, null, 'manage') is not null
  )
);
do $$
declare
  each text;
begin
  foreach each in array array['case_holdings', 'case_members', 'exclusions', 'break_glass'] loop
    execute format(
      'create policy seen on sightline.%I for select to sightline_app using (
         authority = (select sightline.authority()) and sightline.sees(authority, case_id, null, ''read'') is not null
       )', each);
    execute format(
      'create policy managed on sightline.%I for update to sightline_app using (
         authority = (select sightline.authority()) and sightline.sees(authority, case_id, null, ''manage'') is not null
       )', each);
  end loop;
end
$$;
create policy taken_off on sightline.case_holdings for delete to sightline_app using (
  authority = (select sightline.authority()) and sightline.sees(authority, case_id, null, 'manage') is not null
);
-- A person's own ways in are theirs to list; the program keeps all of a case's up to date.
create policy own on sightline.case_scopes for select to sightline_app using (
  authority = (select sightline.authority())
  and (scope = any ((select sightline.scopes())::text[]) or 'service' = any ((select sightline.scopes())::text[]))
);
create policy kept on sightline.case_scopes for update to sightline_app using (
  authority = (select sightline.authority()) and 'service' = any ((select sightline.scopes())::text[])
);
create policy taken_off on sightline.case_scopes for delete to sightline_app using (
  authority = (select sightline.authority()) and 'service' = any ((select sightline.scopes())::text[])
);

reset role;
