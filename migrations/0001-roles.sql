-- Who may do what in the database itself. Roles belong to the whole server, so another database of it may have made them.
--
--   sightline_owner   owns every table and cannot sign in
--   sightline_access  owns the functions that look through row-level security to decide it; cannot sign in
--   sightline_keeper  owns the functions that take something away for ever, or read the audit record; cannot sign in
--   sightline_app     what the program signs in as: neither owner nor superuser, so that every policy binds it
--   sightline_worker  what the queue of jobs signs in as: it owns the queue and nothing else
do $$
declare
  each text;
begin
  foreach each in array array['sightline_owner', 'sightline_access', 'sightline_keeper'] loop
    if not exists (select from pg_roles where rolname = each) then
      execute format('create role %I nologin', each);
    end if;
  end loop;
  foreach each in array array['sightline_app', 'sightline_worker'] loop
    if not exists (select from pg_roles where rolname = each) then
      execute format('create role %I login', each);
    end if;
  end loop;
end
$$;

grant sightline_owner, sightline_access, sightline_keeper to current_user;

create schema sightline authorization sightline_owner;
grant usage on schema sightline to sightline_app, sightline_access, sightline_keeper, sightline_worker;
grant create on schema sightline to sightline_access, sightline_keeper;
revoke all on schema public from public;

set role sightline_owner;

-- What a transaction was told of itself at its start, and forgets at its end. After a transaction a setting is '' and not null.

create function sightline.authority() returns text
language sql stable parallel safe
return nullif(current_setting('sightline.authority', true), '');

create function sightline.person() returns uuid
language sql stable parallel safe
return nullif(current_setting('sightline.person', true), '')::uuid;

-- What the person is and holds today ("person:...", "team:...", "role:..."); null for whoever may see nothing.
create function sightline.scopes() returns text[]
language sql stable parallel safe
return nullif(current_setting('sightline.scopes', true), '')::text[];

-- The moment and the day at which the transaction stands: given by the program, as everywhere, and not read from a clock.
create function sightline.moment() returns timestamptz
language sql stable parallel safe
return nullif(current_setting('sightline.moment', true), '')::timestamptz;

create function sightline.today() returns date
language sql stable parallel safe
return nullif(current_setting('sightline.today', true), '')::date;

-- Refuses every change of what is only ever added to, whoever asks.
create function sightline.only_added_to() returns trigger
language plpgsql as $$
begin
  raise exception 'sightline.% is only ever added to: record a correction that supersedes', tg_table_name
    using errcode = 'restrict_violation';
end
$$;

reset role;
