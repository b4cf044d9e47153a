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
create index audit_by_case on sightline.audit_envelopes (authority, case_id, at);
create index audit_by_actor on sightline.audit_envelopes (authority, actor, at);

create table sightline.audit_payloads (
  authority text not null,
  envelope_id uuid not null,
  salt bytea not null check (length(salt) = 32),
  payload jsonb not null,
  primary key (authority, envelope_id),
  foreign key (authority, envelope_id) references sightline.audit_envelopes
);

create trigger audit_only_added_to before delete on sightline.audit_envelopes
  for each row execute function sightline.only_added_to();
create trigger audit_never_emptied before truncate on sightline.audit_envelopes
  for each statement execute function sightline.only_added_to();

-- An envelope changes once: when it is given its place.
create function sightline.only_sequenced() returns trigger
language plpgsql as $$
begin
  if old.leaf is not null or new.leaf is null
    or (to_jsonb(new) - array['leaf', 'case_leaf']) <> (to_jsonb(old) - array['leaf', 'case_leaf']) then
    raise exception 'sightline.audit_envelopes is only ever added to' using errcode = 'restrict_violation';
  end if;
  return new;
end
$$;
create trigger audit_only_sequenced before update on sightline.audit_envelopes
  for each row execute function sightline.only_sequenced();
create trigger audit_payloads_never_changed before update on sightline.audit_payloads
  for each row execute function sightline.only_added_to();

do $$
declare
  each text;
begin
  foreach each in array array['audit_envelopes', 'audit_payloads'] loop
    execute format('alter table sightline.%I enable row level security', each);
    execute format('alter table sightline.%I force row level security', each);
    -- The program only adds: what was written of its users it cannot read back.
    execute format('grant insert on sightline.%I to sightline_app', each);
    execute format(
      'create policy added on sightline.%I for insert to sightline_app
       with check (authority = (select sightline.authority()))', each);
    execute format('grant select on sightline.%I to sightline_keeper', each);
    execute format('create policy keeps on sightline.%I for select to sightline_keeper using (true)', each);
  end loop;
end
$$;
grant select on sightline.persons, sightline.cases, sightline.children to sightline_keeper;
create policy keeps on sightline.persons for select to sightline_keeper using (true);
create policy keeps on sightline.cases for select to sightline_keeper using (true);
create policy keeps on sightline.children for select to sightline_keeper using (true);

reset role;
set role sightline_keeper;

-- Who has seen a case, newest first, a page at a time. Nobody learns it who may not see the whole case.
create function sightline.seen_by(of_authority text, of_case uuid, before timestamptz, before_id uuid, most integer)
returns table (
  envelope_id uuid, at timestamptz, person_id uuid, name text, agency text, action text, decision text, access_path text,
  compartments text[]
)
language sql stable security definer set search_path = ''
begin atomic
  select e.envelope_id, e.at, p.person_id, p.name, e.agency, e.action, e.decision, e.access_path, e.compartments
  from sightline.audit_envelopes e
  left join sightline.persons p on p.authority = e.authority and p.pseudonym = e.actor
  where e.authority = of_authority and e.case_id = of_case
    and sightline.sees(of_authority, of_case, null, 'read') is not null
    and (before is null or (e.at, e.envelope_id) < (before, before_id))
  order by e.at desc, e.envelope_id desc
  limit most;
end;
revoke all on function sightline.seen_by from public;
grant execute on function sightline.seen_by to sightline_app;

reset role;
