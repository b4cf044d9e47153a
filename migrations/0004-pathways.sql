-- Pathways: the entries, which are only ever added to, and what is read from them, which holds days and never today's verdict.
set role sightline_owner;

-- What an entry was made under, by SHA-256: a protocol's text, a calendar. Kept for ever.
create table sightline.texts (
  authority text not null references sightline.authorities,
  hash bytea not null check (length(hash) = 32 and hash = sha256(convert_to(text, 'UTF8'))),
  kind text not null check (kind in ('protocol', 'calendar')),
  name text not null,
  text text not null,
  adopted timestamptz not null,
  primary key (authority, hash)
);

create table sightline.pathways (
  authority text not null,
  pathway_id uuid not null,
  case_id uuid not null,
  protocol text not null,
  protocol_hash bytea not null,
  calendar_hash bytea not null,
  opened timestamptz not null,
  -- Grows by one with each entry: what a writer saw must be what is there.
  version integer not null,
  -- Read from the entries, as of `evaluated`; nothing of it changes by time alone before `valid_until`.
  stage text,
  since timestamptz,
  ended timestamptz,
  next_due date,
  evaluated timestamptz not null,
  valid_until timestamptz,
  -- Within which agency its protocol keeps it: null where it is open to whoever sees the case; 'lead' for whichever agency leads
  -- it, 'agency:ID' for that of whoever raised it, 'nobody' where that is not known.
  kept_within text check (kept_within ~ '^(lead|nobody|agency:.+)$'),
  -- The last day on which people were told of what time had made of it (0007-time.sql).
  told_on date,
  -- Something that it rests on has changed since: facts, people, a protocol's calendar.
  stale boolean not null default false,
  primary key (authority, pathway_id),
  foreign key (authority, case_id) references sightline.cases,
  foreign key (authority, protocol_hash) references sightline.texts (authority, hash),
  foreign key (authority, calendar_hash) references sightline.texts (authority, hash)
);
-- One pathway of a protocol is open for a case at a time: a trigger met meanwhile is noted in it (CWM-06). Where agencies keep
-- their own, each may have one, of which no other hears by being told that there is one.
create unique index pathways_open on sightline.pathways (authority, case_id, protocol)
  where ended is null and (kept_within is null or kept_within = 'lead');
create index pathways_by_case on sightline.pathways (authority, case_id);
create index pathways_to_evaluate on sightline.pathways (authority, valid_until) where ended is null;
create index pathways_stale on sightline.pathways (authority, pathway_id) where stale;

-- Which text of a protocol opens pathways, from when on; pathways that are open stay under their own.
create table sightline.adoptions (
  authority text not null,
  protocol text not null,
  adopted timestamptz not null,
  protocol_hash bytea not null,
  calendar_hash bytea not null,
  by_person uuid not null,
  primary key (authority, protocol, adopted),
  foreign key (authority, protocol_hash) references sightline.texts (authority, hash),
  foreign key (authority, calendar_hash) references sightline.texts (authority, hash),
  foreign key (authority, by_person) references sightline.persons (authority, person_id)
);

-- Envelopes of entries: who recorded which step, in which role, when it happened and when it was recorded.
create table sightline.entries (
  authority text not null,
  pathway_id uuid not null,
  entry_id uuid not null,
  -- 1, 2, 3 ... in the order of recording. Two writers who saw the same version would take the same number.
  number integer not null check (number > 0),
  case_id uuid not null,
  step text,
  outcome text,
  person_id uuid,
  role text not null,
  happened timestamptz not null,
  recorded timestamptz not null,
  about text,
  supersedes uuid,
  trigger_id text,
  trigger_met date,
  -- Taken on from before: it happened then and was never recorded here then (PRA-15).
  before_sightline boolean not null default false,
  protocol_hash bytea not null,
  calendar_hash bytea not null,
  primary key (authority, pathway_id, entry_id),
  unique (authority, pathway_id, number),
  foreign key (authority, pathway_id) references sightline.pathways,
  foreign key (authority, pathway_id, supersedes) references sightline.entries (authority, pathway_id, entry_id),
  foreign key (authority, protocol_hash) references sightline.texts (authority, hash),
  foreign key (authority, calendar_hash) references sightline.texts (authority, hash),
  check ((trigger_id is null) = (trigger_met is null))
);

-- What was answered, by compartment. Only the disposal function can take it away; the envelope stays.
create table sightline.answers (
  authority text not null,
  pathway_id uuid not null,
  entry_id uuid not null,
  compartment text not null check (compartment in (
    'shared', 'agency-private', 'legal-privileged', 'informant', 'police-sensitive', 'health-sensitive')),
  case_id uuid not null,
  answers jsonb not null,
  -- Why a correction was made.
  because text,
  primary key (authority, pathway_id, entry_id, compartment),
  foreign key (authority, pathway_id, entry_id) references sightline.entries
);

create table sightline.disposals (
  authority text not null,
  disposal_id uuid not null,
  pathway_id uuid not null,
  case_id uuid not null,
  entries uuid[] not null,
  disposed timestamptz not null,
  by_person uuid not null,
  because text not null,
  primary key (authority, disposal_id),
  foreign key (authority, pathway_id) references sightline.pathways
);

create trigger entries_only_added_to before update or delete on sightline.entries
  for each row execute function sightline.only_added_to();
create trigger entries_never_emptied before truncate on sightline.entries
  for each statement execute function sightline.only_added_to();
create trigger texts_only_added_to before update or delete on sightline.texts
  for each row execute function sightline.only_added_to();
create trigger texts_never_emptied before truncate on sightline.texts
  for each statement execute function sightline.only_added_to();
create trigger adoptions_only_added_to before update or delete on sightline.adoptions
  for each row execute function sightline.only_added_to();
create trigger answers_never_changed before update on sightline.answers
  for each row execute function sightline.only_added_to();
create trigger answers_never_emptied before truncate on sightline.answers
  for each statement execute function sightline.only_added_to();

-- Read from the entries from here on: "sightline rebuild" proves that it equals a fold of them.

create table sightline.duties (
  authority text not null,
  pathway_id uuid not null,
  -- The engine's identity of it: the duty's name and what it is owed for.
  duty_id text not null,
  case_id uuid not null,
  duty text not null,
  opened timestamptz not null,
  due_day date,
  due_at timestamptz,
  met timestamptz,
  lapsed timestamptz,
  lapsed_why text,
  -- From which day whoever owes it is reminded.
  remind_from date,
  -- From which day silence is told, and to whom.
  tell_from date,
  tell uuid[] not null,
  primary key (authority, pathway_id, duty_id),
  foreign key (authority, pathway_id) references sightline.pathways,
  check (met is null or lapsed is null)
);
create index duties_to_remind on sightline.duties (authority, remind_from) where met is null and lapsed is null;

-- Who owes what is open. A duty that nobody owes is owed by finding somebody: person_id is null, and it is listed like any other.
create table sightline.owed (
  authority text not null,
  owed_id bigint generated always as identity,
  pathway_id uuid not null,
  duty_id text not null,
  case_id uuid not null,
  person_id uuid,
  due_day date,
  -- The role under which it is owed; null where nobody owes it, or by another tie than a role.
  role text,
  primary key (authority, owed_id),
  unique nulls not distinct (authority, pathway_id, duty_id, person_id),
  foreign key (authority, pathway_id, duty_id) references sightline.duties on delete cascade
);
-- What has no day stands after every day.
create index owed_by_person on sightline.owed (authority, person_id, (coalesce(due_day, 'infinity'::date)), owed_id);

-- What people were told, as they were told it, with a receipt for each.
create table sightline.notices (
  authority text not null,
  pathway_id uuid not null,
  notice_id text not null,
  case_id uuid not null,
  notice text not null,
  told timestamptz not null,
  mailbox text,
  primary key (authority, pathway_id, notice_id),
  foreign key (authority, pathway_id) references sightline.pathways
);
create table sightline.receipts (
  authority text not null,
  pathway_id uuid not null,
  notice_id text not null,
  case_id uuid not null,
  person_id uuid not null,
  told timestamptz not null,
  read timestamptz,
  primary key (authority, pathway_id, notice_id, person_id),
  foreign key (authority, pathway_id, notice_id) references sightline.notices
);
create index receipts_unread on sightline.receipts (authority, person_id, told) where read is null;

create table sightline.flags (
  authority text not null,
  pathway_id uuid not null,
  flag text not null,
  agency text not null,
  case_id uuid not null,
  state text not null check (state in ('asked', 'placed', 'removal-asked', 'removed')),
  since timestamptz not null,
  -- An agency that took a flag off may be asked for it again.
  asked timestamptz not null,
  -- The duty that the agency meets by saying that it is placed, or gone; and the entry that says what is in place.
  duty_id text,
  placed_in uuid,
  primary key (authority, pathway_id, flag, agency, asked),
  foreign key (authority, pathway_id) references sightline.pathways
);
create index flags_by_agency on sightline.flags (authority, agency) where state <> 'removed';

-- What no duty says and somebody must settle: a relation with nobody in it, a trigger that was withdrawn.
create table sightline.obligations (
  authority text not null,
  pathway_id uuid not null,
  obligation_id text not null,
  case_id uuid not null,
  kind text not null,
  noticed timestamptz not null,
  owed_by uuid[] not null,
  due_day date,
  primary key (authority, pathway_id, obligation_id),
  foreign key (authority, pathway_id) references sightline.pathways
);

-- One form sent twice is one effect: the second gets the answer of the first.
create table sightline.submissions (
  authority text not null,
  person_id uuid not null,
  key uuid not null,
  -- Of what was sent: the same key with something else in it is a fault of the sender.
  request_hash bytea not null,
  pathway_id uuid,
  entry_id uuid,
  received timestamptz not null,
  primary key (authority, person_id, key),
  foreign key (authority, person_id) references sightline.persons
);

do $$
declare
  each text;
begin
  foreach each in array array[
    'pathways', 'entries', 'answers', 'disposals', 'duties', 'owed', 'notices', 'receipts', 'flags', 'obligations'
  ] loop
    execute format('alter table sightline.%I enable row level security', each);
    execute format('alter table sightline.%I force row level security', each);
    execute format('grant select, insert on sightline.%I to sightline_app', each);
    execute format('grant select on sightline.%I to sightline_keeper', each);
    execute format('create policy keeps on sightline.%I for select to sightline_keeper using (true)', each);
  end loop;
  foreach each in array array['pathways', 'entries', 'disposals', 'duties', 'owed', 'notices', 'receipts', 'flags', 'obligations'] loop
    execute format(
      'create policy seen on sightline.%I for select to sightline_app using (
         authority = (select sightline.authority())
         and sightline.sees(authority, case_id, pathway_id, ''read'') is not null
       )', each);
  end loop;
  -- What is read from the entries is written by the program alone, in the transaction that adds the entry.
  foreach each in array array['pathways', 'duties', 'owed', 'notices', 'receipts', 'flags', 'obligations'] loop
    execute format('grant update on sightline.%I to sightline_app', each);
  end loop;
  foreach each in array array['pathways', 'duties', 'owed', 'notices', 'flags', 'obligations'] loop
    execute format(
      'create policy kept on sightline.%I for update to sightline_app using (
         authority = (select sightline.authority()) and ''service'' = any ((select sightline.scopes())::text[])
       )', each);
  end loop;
  foreach each in array array['pathways', 'entries', 'answers', 'disposals', 'duties', 'owed', 'notices', 'receipts', 'flags', 'obligations'] loop
    execute format(
      'create policy added on sightline.%I for insert to sightline_app with check (
         authority = (select sightline.authority()) and ''service'' = any ((select sightline.scopes())::text[])
       )', each);
  end loop;
  foreach each in array array['duties', 'owed', 'flags', 'obligations'] loop
    execute format('grant delete on sightline.%I to sightline_app', each);
    execute format(
      'create policy taken_off on sightline.%I for delete to sightline_app using (
         authority = (select sightline.authority()) and ''service'' = any ((select sightline.scopes())::text[])
       )', each);
  end loop;
end
$$;
create policy seen on sightline.answers for select to sightline_app using (
  authority = (select sightline.authority())
  and compartment = any (sightline.sees(authority, case_id, pathway_id, 'read'))
);
-- Whoever was told says that they have read it.
create policy own on sightline.receipts for update to sightline_app using (
  authority = (select sightline.authority()) and person_id = (select sightline.person())
);

alter table sightline.texts enable row level security;
alter table sightline.texts force row level security;
grant select, insert on sightline.texts to sightline_app;
create policy own_authority on sightline.texts to sightline_app
  using (authority = (select sightline.authority())) with check (authority = (select sightline.authority()));

alter table sightline.adoptions enable row level security;
alter table sightline.adoptions force row level security;
grant select, insert on sightline.adoptions to sightline_app;
create policy own_authority on sightline.adoptions to sightline_app
  using (authority = (select sightline.authority())) with check (authority = (select sightline.authority()));

alter table sightline.submissions enable row level security;
alter table sightline.submissions force row level security;
grant select, insert, update on sightline.submissions to sightline_app;
create policy own on sightline.submissions to sightline_app
  using (authority = (select sightline.authority()) and person_id = (select sightline.person()))
  with check (authority = (select sightline.authority()) and person_id = (select sightline.person()));

grant select, delete on sightline.answers to sightline_keeper;
create policy disposes on sightline.answers for delete to sightline_keeper using (true);
grant insert on sightline.disposals to sightline_keeper;
create policy disposes on sightline.disposals for insert to sightline_keeper with check (true);

-- What somebody who manages a case asks to be taken away for ever: the answers of a pathway, or, where none is named, what the
-- audit record says of the case in particular. It takes two people: nothing is gone until another has confirmed it.
create table sightline.erasures_asked (
  authority text not null,
  asking_id uuid not null,
  case_id uuid not null,
  pathway_id uuid,
  asked_by uuid not null,
  asked timestamptz not null,
  because text not null check (length(trim(because)) > 0),
  confirmed_by uuid,
  confirmed timestamptz,
  primary key (authority, asking_id),
  foreign key (authority, case_id) references sightline.cases,
  foreign key (authority, pathway_id) references sightline.pathways,
  foreign key (authority, asked_by) references sightline.persons (authority, person_id),
  foreign key (authority, confirmed_by) references sightline.persons (authority, person_id),
  check ((confirmed_by is null) = (confirmed is null)),
  check (confirmed_by <> asked_by)
);
create index erasures_asked_by_case on sightline.erasures_asked (authority, case_id);

alter table sightline.erasures_asked enable row level security;
alter table sightline.erasures_asked force row level security;
grant select, insert on sightline.erasures_asked to sightline_app;
create policy seen on sightline.erasures_asked for select to sightline_app using (
  authority = (select sightline.authority()) and (
    (select sightline.acts_itself())
    or 'role:privacy-officer' = any ((select sightline.scopes())::text[])
      and not sightline.excluded(authority, case_id, (select sightline.scopes())::text[])
    or sightline.sees(authority, case_id, null, 'manage') is not null)
);
create policy asked on sightline.erasures_asked for insert to sightline_app with check (
  authority = (select sightline.authority()) and asked_by = (select sightline.person())
  and asked = (select sightline.moment()) and confirmed is null
  and not (select sightline.acts_itself()) and sightline.sees(authority, case_id, null, 'manage') is not null
);
grant select, update (confirmed_by, confirmed) on sightline.erasures_asked to sightline_keeper;
create policy keeps on sightline.erasures_asked to sightline_keeper using (true);

reset role;
set role sightline_access;
grant execute on function sightline.sees, sightline.knows to sightline_keeper;
reset role;
set role sightline_keeper;

-- Confirms what another person asked to be taken away: whoever else manages the case, or a privacy officer who is not excluded
-- from it; gives what was asked. The program acting by itself is no person.
create function sightline.confirm_erasure(of_authority text, of_asking uuid) returns sightline.erasures_asked
language plpgsql security definer set search_path = '' as $$
declare
  asking sightline.erasures_asked;
begin
  select a.* into asking from sightline.erasures_asked a
  where a.authority = of_authority and a.asking_id = of_asking and a.authority = sightline.authority()
  for update;
  if asking is null or asking.confirmed is not null or asking.asked_by = sightline.person() or sightline.acts_itself()
    or sightline.sees(of_authority, asking.case_id, null, 'manage') is null and (
      'role:privacy-officer' <> all (coalesce(sightline.scopes(), '{}'))
      or sightline.excluded(of_authority, asking.case_id, sightline.scopes())) then
    raise exception 'not allowed' using errcode = 'insufficient_privilege';
  end if;
  update sightline.erasures_asked a set confirmed_by = sightline.person(), confirmed = sightline.moment()
  where a.authority = of_authority and a.asking_id = of_asking;
  return asking;
end
$$;
revoke all on function sightline.confirm_erasure from public;

-- Takes the answers of a pathway's entries away for ever and leaves their envelopes, with a record of what was disposed, by
-- whom and why, as one person asked and this one confirms; gives the number of rows taken away.
create function sightline.dispose_answers(of_authority text, of_asking uuid) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  asking constant sightline.erasures_asked := sightline.confirm_erasure(of_authority, of_asking);
  gone uuid[];
  rows integer;
begin
  if asking.pathway_id is null then
    raise exception 'no pathway was asked for' using errcode = 'invalid_parameter_value';
  end if;
  with taken as (
    delete from sightline.answers a
    where a.authority = of_authority and a.pathway_id = asking.pathway_id
    returning a.entry_id
  )
  select array_agg(distinct entry_id), count(*) into gone, rows from taken;
  if rows > 0 then
    insert into sightline.disposals (authority, disposal_id, pathway_id, case_id, entries, disposed, by_person, because)
    values (
      of_authority, of_asking, asking.pathway_id, asking.case_id, gone, sightline.moment(), sightline.person(), asking.because
    );
  end if;
  return rows;
end
$$;
revoke all on function sightline.dispose_answers from public;
grant execute on function sightline.dispose_answers to sightline_app;

reset role;
