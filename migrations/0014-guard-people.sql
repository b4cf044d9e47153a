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

reset role;
