-- The audit record: every read of a child's record, every write and every refusal, in the same transaction. Envelopes are kept
-- for ever and take their place in a numbered log later; payloads can be erased, and what was committed to still holds.
set role sightline_owner;

create table sightline.audit_envelopes (
  authority text not null references sightline.authorities,
  envelope_id uuid not null,
  -- Given by one sequencer after commit: the order of an identity column is not the order of commits.
  leaf bigint,
  case_leaf bigint,
  at timestamptz not null,
  -- A pseudonym: who that is stands with the person.
  actor uuid not null,
  agency text not null,
  action text not null,
  object_kind text not null,
  object_id uuid,
  case_id uuid,
  decision text not null check (decision in ('allowed', 'refused')),
  -- By which way in: the source of the scope, "break-glass", "service".
  access_path text,
  compartments text[] not null default '{}',
  policy_version integer not null,
  -- SHA-256 of a salt and the payload's canonical JSON.
  commitment bytea not null check (length(commitment) = 32),
  primary key (authority, envelope_id)
);
create unique index audit_leaves on sightline.audit_envelopes (authority, leaf) where leaf is not null;
create index audit_unsequenced on sightline.audit_envelopes (authority, at) where leaf is null;
create index audit_by_case on sightline.audit_envelopes (authority, case_id, at, envelope_id);
create index audit_by_actor on sightline.audit_envelopes (authority, actor, at);

create table sightline.audit_payloads (
  authority text not null,
  envelope_id uuid not null,
  salt bytea not null check (length(salt) = 32),
  -- The canonical JSON (RFC 8785) that was committed to, byte for byte: sha256(salt || payload) is the commitment.
  payload text not null,
  primary key (authority, envelope_id),
  foreign key (authority, envelope_id) references sightline.audit_envelopes
);

-- The cases that a list showed: the list's own envelope commits to these commitments and not to the cases, so that one child's
-- can be proved without telling who else was on the page.
create table sightline.audit_listed (
  authority text not null,
  envelope_id uuid not null,
  case_id uuid not null,
  at timestamptz not null,
  -- SHA-256 of the salt and the canonical JSON of {"case": ...}.
  commitment bytea not null check (length(commitment) = 32),
  -- Null once it was erased.
  salt bytea check (length(salt) = 32),
  primary key (authority, envelope_id, case_id),
  foreign key (authority, envelope_id) references sightline.audit_envelopes
);
create index audit_listed_by_case on sightline.audit_listed (authority, case_id, at, envelope_id);

-- That payloads were erased: by whom, and why. What was in them is gone.
create table sightline.audit_erasures (
  authority text not null,
  erasure_id uuid not null,
  -- The case, or the pathway whose answers were disposed.
  case_id uuid not null,
  envelopes uuid[] not null,
  erased timestamptz not null,
  by_person uuid not null,
  because text not null check (length(trim(because)) > 0),
  primary key (authority, erasure_id)
);

-- An envelope changes once: when it is given its place.
create function sightline.only_sequenced() returns trigger
language plpgsql as $$
begin
  if old.leaf is not null or new.leaf is null
    or (to_jsonb(new) - array['leaf', 'case_leaf']) <> (to_jsonb(old) - array['leaf', 'case_leaf']) then
    raise exception 'sightline.% is only ever added to', tg_table_name using errcode = 'restrict_violation';
  end if;
  return new;
end
$$;

-- A list's salt goes when it is erased, and nothing else of the row.
create function sightline.only_unsalted() returns trigger
language plpgsql as $$
begin
  if current_user <> 'sightline_keeper' or new.salt is not null
    or (to_jsonb(new) - 'salt') <> (to_jsonb(old) - 'salt') then
    raise exception 'sightline.% is only ever added to', tg_table_name using errcode = 'restrict_violation';
  end if;
  return new;
end
$$;

-- What may be erased is erased by the keeper's functions alone, which say that they did.
create function sightline.only_by_the_keeper() returns trigger
language plpgsql as $$
begin
  if current_user <> 'sightline_keeper' then
    raise exception 'sightline.% is taken away by its own function alone', tg_table_name using errcode = 'restrict_violation';
  end if;
  return old;
end
$$;

create trigger audit_only_sequenced before update on sightline.audit_envelopes
  for each row execute function sightline.only_sequenced();
create trigger audit_only_added_to before delete on sightline.audit_envelopes
  for each row execute function sightline.only_added_to();
create trigger audit_payloads_never_changed before update on sightline.audit_payloads
  for each row execute function sightline.only_added_to();
create trigger audit_payloads_only_erased before delete on sightline.audit_payloads
  for each row execute function sightline.only_by_the_keeper();
create trigger audit_listed_only_unsalted before update on sightline.audit_listed
  for each row execute function sightline.only_unsalted();
create trigger audit_listed_only_added_to before delete on sightline.audit_listed
  for each row execute function sightline.only_added_to();
create trigger audit_erasures_only_added_to before update or delete on sightline.audit_erasures
  for each row execute function sightline.only_added_to();

do $$
declare
  each text;
begin
  foreach each in array array['audit_envelopes', 'audit_payloads', 'audit_listed', 'audit_erasures'] loop
    execute format('alter table sightline.%I enable row level security', each);
    execute format('alter table sightline.%I force row level security', each);
    execute format(
      'create trigger %I before truncate on sightline.%I
       for each statement execute function sightline.only_added_to()', each || '_never_emptied', each);
    execute format('grant select on sightline.%I to sightline_keeper', each);
    execute format('create policy keeps on sightline.%I for select to sightline_keeper using (true)', each);
  end loop;
  -- The program only adds, in its own authority: what was written of its users it cannot read back.
  foreach each in array array['audit_envelopes', 'audit_payloads', 'audit_listed'] loop
    execute format('grant insert on sightline.%I to sightline_app', each);
    execute format(
      'create policy added on sightline.%I for insert to sightline_app
       with check (authority = (select sightline.authority()))', each);
  end loop;
end
$$;
grant delete on sightline.audit_payloads to sightline_keeper;
create policy erases on sightline.audit_payloads for delete to sightline_keeper using (true);
grant update (salt) on sightline.audit_listed to sightline_keeper;
create policy erases on sightline.audit_listed for update to sightline_keeper using (true);
grant insert on sightline.audit_erasures to sightline_keeper;
create policy erases on sightline.audit_erasures for insert to sightline_keeper with check (true);

grant select on sightline.persons, sightline.cases, sightline.children to sightline_keeper;
create policy keeps on sightline.persons for select to sightline_keeper using (true);
create policy keeps on sightline.cases for select to sightline_keeper using (true);
create policy keeps on sightline.children for select to sightline_keeper using (true);

reset role;
set role sightline_access;
grant execute on function sightline.manages, sightline.way_in to sightline_keeper;
reset role;
set role sightline_keeper;

-- Who has seen a case, newest first, a page at a time: by itself, and on lists. Only who manages the case learns it, and who
-- watches over privacy and is not excluded from it.
create function sightline.seen_by(of_authority text, of_case uuid, before timestamptz, before_id uuid, most integer)
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
revoke all on function sightline.seen_by from public;
grant execute on function sightline.seen_by to sightline_app;

-- Takes what the audit record says of a case in particular away for ever: payloads with their salts, and the salts of lists it
-- was on. Envelopes and commitments stand. One person asked for it and this one confirms; gives the number of envelopes that were
-- emptied.
create function sightline.erase_payloads(of_authority text, of_asking uuid) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  asking constant sightline.erasures_asked := sightline.confirm_erasure(of_authority, of_asking);
  gone uuid[];
begin
  if asking.pathway_id is not null then
    raise exception 'only a pathway was asked for' using errcode = 'invalid_parameter_value';
  end if;
  with emptied as (
    delete from sightline.audit_payloads p
    using sightline.audit_envelopes e
    where e.authority = of_authority and e.case_id = asking.case_id
      and p.authority = e.authority and p.envelope_id = e.envelope_id
    returning p.envelope_id
  ), unsalted as (
    update sightline.audit_listed l set salt = null
    where l.authority = of_authority and l.case_id = asking.case_id and l.salt is not null
    returning l.envelope_id
  )
  select array_agg(each.envelope_id)
  into gone
  from (select envelope_id from emptied union select envelope_id from unsalted) each;
  if gone is null then
    return 0;
  end if;
  insert into sightline.audit_erasures (authority, erasure_id, case_id, envelopes, erased, by_person, because)
  values (of_authority, of_asking, asking.case_id, gone, sightline.moment(), sightline.person(), asking.because);
  return cardinality(gone);
end
$$;
revoke all on function sightline.erase_payloads from public;
grant execute on function sightline.erase_payloads to sightline_app;

-- What was answered stands in the audit record as well: where answers are disposed of, it goes with them, whoever forgot it.
create function sightline.erase_with_answers() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  gone uuid[];
begin
  with emptied as (
    delete from sightline.audit_payloads p
    using sightline.audit_envelopes e
    where e.authority = new.authority and e.case_id = new.case_id
      and e.object_kind = 'entry' and e.object_id = any (new.entries)
      and p.authority = e.authority and p.envelope_id = e.envelope_id
    returning p.envelope_id
  )
  select array_agg(envelope_id) into gone from emptied;
  if gone is not null then
    insert into sightline.audit_erasures (authority, erasure_id, case_id, envelopes, erased, by_person, because)
    values (new.authority, new.disposal_id, new.case_id, gone, new.disposed, new.by_person, new.because);
  end if;
  return new;
end
$$;

reset role;
set role sightline_owner;
create trigger disposals_erase after insert on sightline.disposals
  for each row execute function sightline.erase_with_answers();
reset role;
