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
-- Only imports and raising look by it, with the program's own eyes: no constraint tells a user whether an identifier is taken.
create index children_by_identifier on sightline.children (authority, identifier);
create index children_by_merge on sightline.children (authority, merged_into) where merged_into is not null;

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
create index cases_by_lead_team on sightline.cases (authority, lead_team) where lead_team is not null;
create index cases_by_family on sightline.cases (authority, family) where family is not null;

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
  check ((person_id is null) <> (team is null)),
  check (until is null or until >= since)
);
create index case_members_by_person on sightline.case_members (authority, person_id);

-- Who may see nothing of a case, or of a child in whatever case, whatever else lets them in.
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
  -- Lifting one takes two people: it holds until another than who asked has lifted it.
  lift_asked_by uuid,
  lift_asked timestamptz,
  lift_because text,
  lifted_by uuid,
  lifted timestamptz,
  primary key (authority, exclusion_id),
  foreign key (authority, case_id) references sightline.cases,
  foreign key (authority, child_id) references sightline.children,
  check ((case_id is null) <> (child_id is null)),
  check ((lift_asked_by is null) = (lift_asked is null) and (lift_asked_by is null) = (lift_because is null)),
  check ((lifted_by is null) = (lifted is null)),
  check (lifted_by is null or (lift_asked_by is not null and lifted_by <> lift_asked_by))
);
create index exclusions_by_case on sightline.exclusions (authority, case_id);
create index exclusions_by_child on sightline.exclusions (authority, child_id);
create index exclusions_by_who on sightline.exclusions (authority, who);

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
  check (reviewer_id is null or reviewer_id <> person_id),
  check ((reviewer_id is null) = (reviewed is null) and (reviewer_id is null) = (outcome is null))
);
create index break_glass_by_person on sightline.break_glass (authority, person_id, case_id);
create index break_glass_by_case on sightline.break_glass (authority, case_id);
create index break_glass_to_review on sightline.break_glass (authority, opened, break_glass_id) where reviewed is null;

-- Who is told that somebody broke the glass: the case's owners, and a privacy officer outside that person's line.
create table sightline.glass_alerts (
  authority text not null,
  break_glass_id uuid not null,
  case_id uuid not null,
  person_id uuid not null,
  told_as text not null check (told_as in ('owner', 'privacy-officer')),
  told timestamptz not null,
  read timestamptz,
  primary key (authority, break_glass_id, person_id),
  foreign key (authority, break_glass_id) references sightline.break_glass,
  foreign key (authority, person_id) references sightline.persons
);
create index glass_alerts_unread on sightline.glass_alerts (authority, person_id, told) where read is null;

-- Every way in, as one list, from which every other list starts. It is kept from its sources, and can be made again from them.
create table sightline.case_scopes (
  authority text not null,
  scope text not null,
  case_id uuid not null,
  -- Where it comes from: "member:ID" and "own:ID" (a membership, one of the case's own workers), "lead" (the managers of its
  -- lead team), "sees:PATHWAY:GRANT", "owes:PATHWAY" and "told:PATHWAY" (a protocol's grant, a duty owed, one whose silence is
  -- told), "raised:PATHWAY".
  source text not null,
  -- The one pathway that it opens; null for the whole case.
  pathway_id uuid,
  actions text[] not null check (actions <@ array['read', 'record', 'manage']),
  compartments text[] not null check (compartments <@ array[
    'shared', 'agency-private', 'legal-privileged', 'informant', 'police-sensitive', 'health-sensitive']),
  -- Whether it is a membership of one named person: the only way into a sealed case.
  named boolean not null,
  since date not null,
  until date,
  primary key (authority, scope, case_id, source),
  foreign key (authority, case_id) references sightline.cases
);
create index case_scopes_by_case on sightline.case_scopes (authority, case_id);

do $$
declare
  each text;
begin
  foreach each in array array[
    'children', 'cases', 'case_holdings', 'case_members', 'exclusions', 'break_glass', 'glass_alerts', 'case_scopes'
  ] loop
    execute format('alter table sightline.%I enable row level security', each);
    execute format('alter table sightline.%I force row level security', each);
    execute format('grant select, insert, update on sightline.%I to sightline_app', each);
    execute format('grant select on sightline.%I to sightline_access', each);
    execute format('create policy looks_through on sightline.%I for select to sightline_access using (true)', each);
  end loop;
end
$$;
grant delete on sightline.case_scopes, sightline.case_holdings to sightline_app;
grant insert on sightline.glass_alerts to sightline_access;
create policy alerts on sightline.glass_alerts for insert to sightline_access with check (true);

-- Whether the program acts by itself, under its own name: then it sees all that its authority keeps.
create function sightline.acts_itself() returns boolean
language sql stable parallel safe
return coalesce('service' = any (sightline.scopes()), false);

reset role;
set role sightline_access;

-- Everything under which the same child is kept: what was merged into it, and what it was merged into.
create function sightline.same_child(of_authority text, of_child uuid) returns setof uuid
language sql stable security definer set search_path = ''
begin atomic
  with recursive
  up as (
    select k.child_id, k.merged_into from sightline.children k where k.authority = of_authority and k.child_id = of_child
    union
    select k.child_id, k.merged_into
    from sightline.children k join up on k.child_id = up.merged_into where k.authority = of_authority
  ),
  down as (
    select up.child_id from up
    union
    select k.child_id from sightline.children k join down on k.merged_into = down.child_id where k.authority = of_authority
  )
  select down.child_id from down;
end;
revoke all on function sightline.same_child from public;

-- Whether a case is about a child: the child's own, under whatever identifier, or that of a family that any import ever counted
-- the child in. (Not in SQL's own form because what imports said is kept in tables that come later.)
create function sightline.concerns(of_authority text, of_case uuid, of_child uuid) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (
    select from sightline.cases c
    where c.authority = of_authority and c.case_id = of_case and (
      c.child_id in (select sightline.same_child(of_authority, of_child))
      or c.family is not null and exists (
        select from sightline.reports r
        where r.authority = of_authority and r.family = c.family and r.family <> ''
          and r.child_id in (select sightline.same_child(of_authority, of_child))
      )
    )
  );
end
$$;
revoke all on function sightline.concerns from public;
grant execute on function sightline.concerns to sightline_app;

-- Whether whoever is and holds these is excluded from a case: from it, or from a child whom it is about.
create function sightline.excluded(of_authority text, of_case uuid, of_scopes text[]) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (
    select from sightline.exclusions e
    where e.authority = of_authority and e.who = any (of_scopes)
      and e.lifted is null
      and e.since <= sightline.today() and (e.until is null or e.until > sightline.today())
      and (e.case_id = of_case or e.child_id is not null and sightline.concerns(of_authority, of_case, e.child_id))
  );
end
$$;
revoke all on function sightline.excluded from public;
grant execute on function sightline.excluded to sightline_app, sightline_keeper;

-- Whether whoever is and holds these is excluded from a child, under whatever identifier: from the child, or from its case.
create function sightline.excluded_from_child(of_authority text, of_child uuid, of_scopes text[]) returns boolean
language sql stable security definer set search_path = ''
begin atomic
  select exists (
    select from sightline.exclusions e
    where e.authority = of_authority and e.who = any (of_scopes)
      and e.lifted is null
      and e.since <= sightline.today() and (e.until is null or e.until > sightline.today())
      and (
        e.child_id in (select sightline.same_child(of_authority, of_child))
        or e.case_id in (
          select c.case_id from sightline.cases c
          where c.authority = of_authority and c.child_id in (select sightline.same_child(of_authority, of_child))))
  );
end;
revoke all on function sightline.excluded_from_child from public;
grant execute on function sightline.excluded_from_child to sightline_app;

-- Whether a way into a whole case opens a pathway of it that a protocol keeps within an agency (pathways.kept_within). What is
-- private to the agency that leads is opened with that compartment, and to those of the case's own workers who belong to the
-- agency; what another agency keeps, to nobody else's members and workers than its own.
create function sightline.opens_kept(
  kept_within text, lead_agency text, source text, compartments text[], scopes text[]
) returns boolean
language sql immutable parallel safe
return kept_within is null
  or kept_within = 'lead' and 'agency-private' = any (compartments)
  or ('agency-private' = any (compartments) or source like 'own:%')
    and case when kept_within = 'lead' then 'agency:' || lead_agency else kept_within end = any (scopes);
revoke all on function sightline.opens_kept from public;

-- The compartments of a case, or of one pathway of it, that the transaction's person may see by an action; null for none.
-- This is the rule of src/record/access/rule.ts said again in SQL: a test holds the two to each other.
-- Policies ask it of every row: in plpgsql it costs a third of what it does in SQL's own form, and a tenth for the program itself.
create function sightline.sees(of_authority text, of_case uuid, of_pathway uuid, by_action text) returns text[]
language plpgsql stable security definer set search_path = '' as $$
declare
  mine constant text[] := sightline.scopes();
  today constant date := sightline.today();
  sensitivity text;
  lead text;
  kept text;
  opened text[];
begin
  if mine is null or of_authority is distinct from sightline.authority() then
    return null;
  end if;
  select c.sensitivity, c.lead_agency into sensitivity, lead
  from sightline.cases c where c.authority = of_authority and c.case_id = of_case;
  if 'service' = any (mine) then
    return case when sensitivity is not null then
      array['agency-private', 'health-sensitive', 'informant', 'legal-privileged', 'police-sensitive', 'shared'] end;
  end if;
  -- From here on the same is asked of a case that there is not as of one that is closed to them.
  if sightline.excluded(of_authority, of_case, mine) then
    return null;
  end if;
  select p.kept_within into kept from sightline.pathways p where p.authority = of_authority and p.pathway_id = of_pathway;
  opened := (
    select array_agg(distinct compartment order by compartment)
    from sightline.case_scopes s
    cross join lateral unnest(s.compartments) compartment
    where s.authority = of_authority and s.case_id = of_case
      and s.scope = any (mine)
      and by_action = any (s.actions)
      and (s.pathway_id = of_pathway
        or s.pathway_id is null and sightline.opens_kept(kept, lead, s.source, s.compartments, mine))
      -- Who stands in for a member is no member.
      and (sensitivity <> 'sealed' or s.named and s.scope = 'person:' || sightline.person())
      and s.since <= today and (s.until is null or s.until > today)
  );
  if by_action = 'read' and exists (
    select from sightline.break_glass b
    where b.authority = of_authority and b.case_id = of_case
      and b.person_id = sightline.person()
      and sensitivity <> 'sealed'
      and b.opened <= sightline.moment() and b.expires > sightline.moment()
  ) then
    return array(
      select unnest(opened) union select unnest(array['shared', 'agency-private', 'police-sensitive', 'health-sensitive'])
      order by 1);
  end if;
  return opened;
end
$$;
revoke all on function sightline.sees from public;
grant execute on function sightline.sees to sightline_app;

-- Who is told that somebody broke the glass of a case: its owners (named members who manage it, and the managers of its lead
-- team) and the privacy officers outside that person's line; of them who is active and not excluded from the case.
create function sightline.alerted_of(of_authority text, of_case uuid, of_person uuid)
returns table (person_id uuid, told_as text)
language sql stable security definer set search_path = ''
begin atomic
  with recursive
  above as (
    select p.person_id, p.manager_id from sightline.persons p
    where p.authority = of_authority and p.person_id = of_person
    union
    select p.person_id, p.manager_id from sightline.persons p join above on p.person_id = above.manager_id
    where p.authority = of_authority
  ),
  below as (
    select p.person_id from sightline.persons p where p.authority = of_authority and p.person_id = of_person
    union
    select p.person_id from sightline.persons p join below on p.manager_id = below.person_id
    where p.authority = of_authority
  ),
  holding as (
    select h.person_id, h.role, h.team from sightline.role_holdings h
    where h.authority = of_authority and h.since <= sightline.today() and (h.until is null or h.until > sightline.today())
  ),
  led as (
    select c.lead_team from sightline.cases c where c.authority = of_authority and c.case_id = of_case
  ),
  told as (
    select m.person_id, 'owner' as told_as from sightline.case_members m
    where m.authority = of_authority and m.case_id = of_case and 'manage' = any (m.actions)
      and m.since <= sightline.today() and (m.until is null or m.until > sightline.today())
    union
    select h.person_id, 'owner' from holding h join led on led.lead_team = h.team where h.role like '%manager%'
    union
    select p.manager_id, 'owner' from sightline.persons p join led on led.lead_team = p.team where p.authority = of_authority
    union
    select h.person_id, 'privacy-officer' from holding h
    where h.role = 'privacy-officer'
      and h.person_id not in (select above.person_id from above) and h.person_id not in (select below.person_id from below)
  )
  select told.person_id, max(told.told_as)
  from told
  join sightline.persons p on p.authority = of_authority and p.person_id = told.person_id
  join sightline.agencies a on a.authority = p.authority and a.agency = p.agency
  where p.person_id <> of_person
    and p.since <= sightline.today() and (p.until is null or p.until > sightline.today())
    and a.since <= sightline.today() and (a.until is null or a.until > sightline.today())
    and not sightline.excluded(p.authority, of_case,
      array['person:' || p.person_id, 'team:' || p.team]
        || sightline.agency_scopes(p.authority, p.person_id, sightline.today()))
  group by told.person_id;
end;
revoke all on function sightline.alerted_of from public;

-- The same, for the program acting by itself.
create function sightline.whom_to_alert(of_authority text, of_case uuid, of_person uuid)
returns table (person_id uuid, told_as text)
language sql stable security definer set search_path = ''
begin atomic
  select a.person_id, a.told_as from sightline.alerted_of(of_authority, of_case, of_person) a
  where sightline.acts_itself() and of_authority = sightline.authority()
  order by a.person_id;
end;
revoke all on function sightline.whom_to_alert from public;
grant execute on function sightline.whom_to_alert to sightline_app;

-- However the glass is broken, they are told in the same transaction; where no privacy officer could be, it is not broken, and
-- neither is that of a case which is closed even so. What a superuser puts back, who is bound to nobody, was told of then.
create function sightline.alert_of_glass() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if sightline.authority() is null then
    return new;
  end if;
  if exists (
    select from sightline.cases c
    where c.authority = new.authority and c.case_id = new.case_id and c.sensitivity = 'sealed'
  ) or sightline.excluded(new.authority, new.case_id, sightline.scopes()) then
    raise exception 'not allowed' using errcode = 'insufficient_privilege';
  end if;
  insert into sightline.glass_alerts (authority, break_glass_id, case_id, person_id, told_as, told)
  select new.authority, new.break_glass_id, new.case_id, a.person_id, a.told_as, new.opened
  from sightline.alerted_of(new.authority, new.case_id, new.person_id) a;
  if not exists (
    select from sightline.glass_alerts g
    where g.authority = new.authority and g.break_glass_id = new.break_glass_id and g.told_as = 'privacy-officer'
  ) then
    raise exception 'nobody to alert' using errcode = 'restrict_violation';
  end if;
  return new;
end
$$;
revoke all on function sightline.alert_of_glass from public;
grant execute on function sightline.alert_of_glass to sightline_owner;

-- Whether the transaction's person may know of a case at all: who it is about, and no more. One pathway opens that much.
create function sightline.knows(of_authority text, of_case uuid) returns boolean
language plpgsql stable security definer set search_path = '' as $$
declare
  mine constant text[] := sightline.scopes();
begin
  return sightline.sees(of_authority, of_case, null, 'read') is not null or exists (
    select from sightline.case_scopes s
    where s.authority = of_authority and s.case_id = of_case and s.pathway_id is not null
      and s.scope = any (mine)
      and sightline.sees(of_authority, of_case, s.pathway_id, 'read') is not null
  );
end
$$;
revoke all on function sightline.knows from public;
grant execute on function sightline.knows to sightline_app;

-- Whether the transaction's person manages a case, or, for a child, a case about the child.
create function sightline.manages(of_authority text, of_case uuid, of_child uuid) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  if of_case is not null then
    return sightline.sees(of_authority, of_case, null, 'manage') is not null;
  end if;
  return exists (
    select from sightline.cases c
    where c.authority = of_authority
      and (c.child_id in (select sightline.same_child(of_authority, of_child)) or c.family in (
        select r.family from sightline.reports r
        where r.authority = of_authority and r.child_id in (select sightline.same_child(of_authority, of_child))
      ))
      and sightline.sees(of_authority, c.case_id, null, 'manage') is not null
  );
end
$$;
revoke all on function sightline.manages from public;
grant execute on function sightline.manages to sightline_app;

-- By which way in whoever sees a case, or a pathway of it, comes to it: the source of the scope, "service" or "break-glass".
create function sightline.way_of_seeing(of_authority text, of_case uuid, of_pathway uuid, by_action text) returns text
language plpgsql stable security definer set search_path = '' as $$
declare
  -- Read once: asked of each row, it costs three times what finding the row does.
  mine constant text[] := sightline.scopes();
  today constant date := sightline.today();
begin
  if 'service' = any (mine) then
    return 'service';
  end if;
  return coalesce((
    select min(s.source) from sightline.case_scopes s
    join sightline.cases c on c.authority = s.authority and c.case_id = s.case_id
    left join sightline.pathways p on p.authority = s.authority and p.pathway_id = of_pathway
    where s.authority = of_authority and s.case_id = of_case and s.scope = any (mine)
      and by_action = any (s.actions)
      and (s.pathway_id = of_pathway
        or s.pathway_id is null and sightline.opens_kept(p.kept_within, c.lead_agency, s.source, s.compartments, mine))
      and s.since <= today and (s.until is null or s.until > today)
  ), 'break-glass');
end
$$;
revoke all on function sightline.way_of_seeing from public;

-- By which way in the transaction's person comes to a case or a pathway of it; null where there is none.
create function sightline.way_in(of_authority text, of_case uuid, of_pathway uuid, by_action text) returns text
language plpgsql stable security definer set search_path = '' as $$
begin
  return case
    when sightline.sees(of_authority, of_case, of_pathway, by_action) is not null
    then sightline.way_of_seeing(of_authority, of_case, of_pathway, by_action) end;
end
$$;
revoke all on function sightline.way_in from public;
grant execute on function sightline.way_in to sightline_app;

reset role;
set role sightline_owner;

create trigger break_glass_alerts after insert on sightline.break_glass
  for each row execute function sightline.alert_of_glass();

-- Each policy asks once whether the program acts by itself, and asks of a row only where it does not.
create policy seen on sightline.cases for select to sightline_app using (
  authority = (select sightline.authority())
  and ((select sightline.acts_itself()) or sightline.knows(authority, case_id))
);
create policy managed on sightline.cases for update to sightline_app using (
  authority = (select sightline.authority())
  and ((select sightline.acts_itself()) or sightline.sees(authority, case_id, null, 'manage') is not null)
);
create policy seen on sightline.children for select to sightline_app using (
  authority = (select sightline.authority()) and ((select sightline.acts_itself()) or exists (
    select from sightline.cases c where c.authority = children.authority and c.child_id = children.child_id
  ))
);
create policy managed on sightline.children for update to sightline_app using (
  authority = (select sightline.authority()) and ((select sightline.acts_itself()) or exists (
    select from sightline.cases c
    where c.authority = children.authority and c.child_id = children.child_id
      and sightline.sees(c.authority, c.case_id, null, 'manage') is not null
  ))
);
do $$
declare
  each text;
begin
  foreach each in array array['case_holdings', 'case_members'] loop
    execute format(
      'create policy seen on sightline.%I for select to sightline_app using (
         authority = (select sightline.authority())
         and ((select sightline.acts_itself()) or sightline.sees(authority, case_id, null, ''read'') is not null)
       )', each);
    execute format(
      'create policy managed on sightline.%I for update to sightline_app using (
         authority = (select sightline.authority())
         and ((select sightline.acts_itself()) or sightline.sees(authority, case_id, null, ''manage'') is not null)
       )', each);
    execute format(
      'create policy added on sightline.%I for insert to sightline_app with check (
         authority = (select sightline.authority())
         and ((select sightline.acts_itself()) or sightline.sees(authority, case_id, null, ''manage'') is not null)
       )', each);
  end loop;
  -- Made by imports, by raising and from their sources: the program's own business.
  foreach each in array array['children', 'cases', 'glass_alerts', 'case_scopes'] loop
    execute format(
      'create policy added on sightline.%I for insert to sightline_app with check (
         authority = (select sightline.authority()) and (select sightline.acts_itself())
       )', each);
  end loop;
end
$$;
create policy taken_off on sightline.case_holdings for delete to sightline_app using (
  authority = (select sightline.authority())
  and ((select sightline.acts_itself()) or sightline.sees(authority, case_id, null, 'manage') is not null)
);

-- An exclusion says something of whom it names: those who manage see it, and nobody else.
create policy managed on sightline.exclusions to sightline_app using (
  authority = (select sightline.authority())
  and ((select sightline.acts_itself()) or sightline.manages(authority, case_id, child_id))
);

-- Each breaks the glass for themselves, as of now; who manages the case and who watches over privacy see that it was done. An
-- exclusion beats a privacy officer's office as well.
create policy seen on sightline.break_glass for select to sightline_app using (
  authority = (select sightline.authority()) and (
    (select sightline.acts_itself())
    or person_id = (select sightline.person()) and (select sightline.scopes()) is not null
    or 'role:privacy-officer' = any ((select sightline.scopes())::text[])
      and not sightline.excluded(authority, case_id, (select sightline.scopes())::text[])
    or sightline.sees(authority, case_id, null, 'manage') is not null)
);
create policy own on sightline.break_glass for insert to sightline_app with check (
  authority = (select sightline.authority()) and person_id = (select sightline.person())
  and opened = (select sightline.moment()) and reviewed is null
);
create policy reviewed on sightline.break_glass for update to sightline_app using (
  authority = (select sightline.authority()) and person_id <> (select sightline.person()) and (
    'role:privacy-officer' = any ((select sightline.scopes())::text[])
      and not sightline.excluded(authority, case_id, (select sightline.scopes())::text[])
    or sightline.sees(authority, case_id, null, 'manage') is not null)
);
create policy own on sightline.glass_alerts for select to sightline_app using (
  authority = (select sightline.authority()) and ((select sightline.acts_itself())
    or person_id = (select sightline.person()) and (select sightline.scopes()) is not null
      and not sightline.excluded(authority, case_id, (select sightline.scopes())::text[]))
);
create policy read on sightline.glass_alerts for update to sightline_app using (
  authority = (select sightline.authority()) and person_id = (select sightline.person())
  and (select sightline.scopes()) is not null
  and not sightline.excluded(authority, case_id, (select sightline.scopes())::text[])
);

-- A person's own ways in are theirs to list, but for those that an exclusion or a seal closes.
create policy own on sightline.case_scopes for select to sightline_app using (
  authority = (select sightline.authority()) and ((select sightline.acts_itself())
    or scope = any ((select sightline.scopes())::text[]) and sightline.knows(authority, case_id))
);
create policy kept on sightline.case_scopes for update to sightline_app using (
  authority = (select sightline.authority()) and (select sightline.acts_itself())
);
create policy taken_off on sightline.case_scopes for delete to sightline_app using (
  authority = (select sightline.authority()) and (select sightline.acts_itself())
);

reset role;
