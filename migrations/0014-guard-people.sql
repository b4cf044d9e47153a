-- Who there is, what they hold and by which protocols pathways open decides who sees what: everybody who signs in reads it, and
-- only whoever keeps it writes it.
set role sightline_owner;

-- Whether the transaction's person keeps the list of people: who holds the role, and the program acting by itself.
create function sightline.administers() returns boolean
language sql stable parallel safe
return coalesce(sightline.scopes() && array['service', 'role:administrator'], false);

do $$
declare
  each text;
  kept constant text := 'authority = (select sightline.authority()) and (select sightline.administers())';
begin
  foreach each in array array[
    'councils', 'agencies', 'teams', 'sign_ins', 'role_holdings', 'deputies', 'leave', 'pool_members', 'sittings', 'texts',
    'adoptions'
  ] loop
    execute format('drop policy own_authority on sightline.%I', each);
    execute format(
      'create policy seen on sightline.%I for select to sightline_app using (authority = (select sightline.authority()))', each);
    execute format('create policy added on sightline.%I for insert to sightline_app with check (%s)', each, kept);
  end loop;
  -- A text, and when it was adopted, never changes.
  foreach each in array array[
    'councils', 'agencies', 'teams', 'sign_ins', 'role_holdings', 'deputies', 'leave', 'pool_members', 'sittings'
  ] loop
    execute format('create policy changed on sightline.%I for update to sightline_app using (%s)', each, kept);
  end loop;
  foreach each in array array['role_holdings', 'deputies', 'leave', 'pool_members', 'sittings'] loop
    execute format('create policy taken_off on sightline.%I for delete to sightline_app using (%s)', each, kept);
  end loop;
end
$$;

-- Nobody but the program makes a part of the program, which sees everything.
drop policy own_authority on sightline.persons;
create policy seen on sightline.persons for select to sightline_app using (authority = (select sightline.authority()));
create policy added on sightline.persons for insert to sightline_app with check (
  authority = (select sightline.authority())
  and ((select sightline.acts_itself()) or (select sightline.administers()) and not service)
);
create policy changed on sightline.persons for update to sightline_app using (
  authority = (select sightline.authority())
  and ((select sightline.acts_itself()) or (select sightline.administers()) and not service)
);

drop policy own_authority on sightline.authorities;
create policy seen on sightline.authorities for select to sightline_app using (authority = (select sightline.authority()));
create policy added on sightline.authorities for insert to sightline_app with check (
  authority = (select sightline.authority()) and (select sightline.acts_itself())
);
create policy changed on sightline.authorities for update to sightline_app using (
  authority = (select sightline.authority()) and (select sightline.acts_itself())
);

-- An exclusion beats a privacy officer's office as well.
alter policy seen on sightline.break_glass using (
  authority = (select sightline.authority()) and (
    (select sightline.acts_itself())
    or person_id = (select sightline.person()) and (select sightline.scopes()) is not null
    or 'role:privacy-officer' = any ((select sightline.scopes())::text[])
      and not sightline.excluded(authority, case_id, (select sightline.scopes())::text[])
    or sightline.sees(authority, case_id, null, 'manage') is not null)
);
alter policy reviewed on sightline.break_glass using (
  authority = (select sightline.authority()) and person_id <> (select sightline.person()) and (
    'role:privacy-officer' = any ((select sightline.scopes())::text[])
      and not sightline.excluded(authority, case_id, (select sightline.scopes())::text[])
    or sightline.sees(authority, case_id, null, 'manage') is not null)
);

reset role;
set role sightline_access;
grant execute on function sightline.excluded to sightline_keeper;
reset role;
set role sightline_keeper;

-- Who has seen a case, newest first, a page at a time: by itself, and on lists. Only who manages the case learns it, and who
-- watches over privacy and is not excluded from it.
create or replace function sightline.seen_by(
  of_authority text, of_case uuid, before timestamptz, before_id uuid, most integer
)
returns table (
  envelope_id uuid, at timestamptz, person_id uuid, name text, agency text, action text, decision text, access_path text,
  compartments text[]
)
language sql stable security definer set search_path = ''
begin atomic
  with page as (
    (select e.envelope_id, e.at
     from sightline.audit_envelopes e
     where e.authority = of_authority and e.case_id = of_case and (before is null or (e.at, e.envelope_id) < (before, before_id))
     order by e.at desc, e.envelope_id desc limit most)
    union
    (select l.envelope_id, l.at
     from sightline.audit_listed l
     where l.authority = of_authority and l.case_id = of_case and (before is null or (l.at, l.envelope_id) < (before, before_id))
     order by l.at desc, l.envelope_id desc limit most)
    order by 2 desc, 1 desc
    limit most
  )
  select e.envelope_id, e.at, p.person_id, p.name, e.agency, e.action, e.decision, e.access_path, e.compartments
  from page
  join sightline.audit_envelopes e on e.authority = of_authority and e.envelope_id = page.envelope_id
  left join sightline.persons p on p.authority = e.authority and p.pseudonym = e.actor
  where of_authority = sightline.authority() and (
    sightline.sees(of_authority, of_case, null, 'manage') is not null
    or 'role:privacy-officer' = any (sightline.scopes())
      and not sightline.excluded(of_authority, of_case, sightline.scopes()))
  order by e.at desc, e.envelope_id desc;
end;

reset role;
