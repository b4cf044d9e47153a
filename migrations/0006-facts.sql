-- Facts as they were imported: each import's own words about each child, and what it declares to cover. What several imports
-- say is settled by the engine, so that nothing imported is ever changed.
set role sightline_owner;

create table sightline.imports (
  authority text not null references sightline.authorities,
  import_id uuid not null,
  -- SHA-256 of the files' own, in order of those: the same files again are the same import.
  content_hash bytea not null check (length(content_hash) = 32),
  files text[] not null,
  -- The engine's Source of each census, and of all tables together: name, format, files, the day it was written, what it covers.
  -- Null while it is read: only the end of a file tells what it covers.
  sources jsonb,
  state text not null check (state in ('reading', 'taken', 'refused', 'undone')),
  begun timestamptz not null,
  -- The day by which its dates were read as past or future: gone on with after a kill, they are read alike.
  read_on date not null,
  progressed timestamptz not null,
  -- From when on the record knew what it says.
  taken timestamptz,
  by_person uuid not null,
  -- How many children have been kept so far, for going on after a kill.
  children integer not null default 0,
  -- What it changed: how many facts are new, changed and withdrawn, and of how many children.
  summary jsonb,
  refused_because text,
  undone timestamptz,
  undone_by uuid,
  undone_because text,
  primary key (authority, import_id),
  foreign key (authority, by_person) references sightline.persons (authority, person_id),
  foreign key (authority, undone_by) references sightline.persons (authority, person_id),
  check ((state in ('taken', 'undone')) = (taken is not null)),
  check ((state = 'undone') = (undone is not null and undone_by is not null and undone_because is not null))
);
create unique index imports_once on sightline.imports (authority, content_hash) where state in ('reading', 'taken');

-- What an import says of a child: its description and its facts, without the lines they were read on. The same words are kept
-- once.
create table sightline.reports (
  authority text not null,
  child_id uuid not null,
  hash bytea not null check (length(hash) = 32),
  report jsonb not null,
  -- As the report calls it; empty for none. It stands by itself because no index is used under row-level security for what is
  -- worked out of a document: every report was read for each look at a family.
  family text not null generated always as (coalesce(report #>> '{child,family}', '')) stored,
  primary key (authority, child_id, hash),
  foreign key (authority, child_id) references sightline.children
);
create index reports_by_family on sightline.reports (authority, family) where family <> '';

create table sightline.reported (
  authority text not null,
  import_id uuid not null,
  -- Which of the import's sources, from 0.
  source integer not null check (source >= 0),
  -- By what name the import knows the child: it stays when children are merged.
  identifier text not null,
  child_id uuid not null,
  hash bytea not null,
  -- File and line of each fact, one after the other, in the order of the report.
  origins jsonb not null,
  primary key (authority, import_id, source, identifier),
  foreign key (authority, import_id) references sightline.imports,
  foreign key (authority, child_id, hash) references sightline.reports
);
create index reported_by_child on sightline.reported (authority, child_id);

-- What an import changed of a child, against what stood before it.
create table sightline.import_changes (
  authority text not null,
  import_id uuid not null,
  child_id uuid not null,
  -- Whether the import names the child, or only the one before it did.
  named boolean not null,
  -- Identities of facts: "protection-plan 20000".
  new text[] not null,
  changed text[] not null,
  withdrawn text[] not null,
  primary key (authority, import_id, child_id),
  foreign key (authority, import_id) references sightline.imports,
  foreign key (authority, child_id) references sightline.children
);

create table sightline.import_findings (
  authority text not null,
  import_id uuid not null,
  number integer not null,
  finding jsonb not null,
  primary key (authority, import_id, number),
  foreign key (authority, import_id) references sightline.imports
);

-- Children of whom an import may speak under another identifier, or under that of somebody else: a person decides.
create table sightline.doubtful_matches (
  authority text not null,
  match_id uuid not null,
  import_id uuid not null,
  identifier text not null,
  -- The child that was made for what the import says, until somebody decides.
  child_id uuid not null,
  -- The child known before, which it may be.
  candidate_id uuid not null,
  why text not null check (why in ('identifiers-alike', 'same-family', 'same-fact', 'birth-dates-differ')),
  decided timestamptz,
  decided_by uuid,
  decision text check (decision in ('same', 'different')),
  because text,
  primary key (authority, match_id),
  unique (authority, child_id, candidate_id),
  foreign key (authority, import_id) references sightline.imports,
  foreign key (authority, child_id) references sightline.children,
  foreign key (authority, candidate_id) references sightline.children (authority, child_id),
  foreign key (authority, decided_by) references sightline.persons (authority, person_id),
  check ((decided is null) = (decision is null) and (decided is null) = (decided_by is null))
);
create index doubtful_matches_open on sightline.doubtful_matches (authority, match_id) where decided is null;

-- Who is meant by the names that imports give to workers; kept by an administrator, and never guessed.
create table sightline.staff_names (
  authority text not null,
  name text not null,
  person_id uuid not null,
  primary key (authority, name),
  foreign key (authority, person_id) references sightline.persons
);

create table sightline.merges (
  authority text not null,
  merge_id uuid not null,
  from_child uuid not null,
  into_child uuid not null,
  merged timestamptz not null,
  by_person uuid not null,
  because text not null,
  split timestamptz,
  split_by uuid,
  split_because text,
  primary key (authority, merge_id),
  foreign key (authority, from_child) references sightline.children (authority, child_id),
  foreign key (authority, into_child) references sightline.children (authority, child_id),
  foreign key (authority, by_person) references sightline.persons (authority, person_id),
  check ((split is null) = (split_by is null) and (split is null) = (split_because is null))
);
create unique index merges_standing on sightline.merges (authority, from_child) where split is null;
create index merges_by_into on sightline.merges (authority, into_child);

-- Entries that were recorded on the wrong child: taken back there, recorded here, each telling of the other.
create table sightline.moved_entries (
  authority text not null,
  moved_id uuid not null,
  from_case uuid not null,
  from_pathway uuid not null,
  from_entry uuid not null,
  to_case uuid not null,
  to_pathway uuid not null,
  to_entry uuid not null,
  moved timestamptz not null,
  by_person uuid not null,
  because text not null,
  primary key (authority, moved_id),
  foreign key (authority, from_pathway, from_entry) references sightline.entries (authority, pathway_id, entry_id),
  foreign key (authority, to_pathway, to_entry) references sightline.entries (authority, pathway_id, entry_id)
);
create index moved_entries_from on sightline.moved_entries (authority, from_pathway);
create index moved_entries_to on sightline.moved_entries (authority, to_pathway);

-- Rows of a file of pathways that were running before Sightline: each is taken on once.
create table sightline.taken_on (
  authority text not null,
  key text not null,
  row_hash bytea not null check (length(row_hash) = 32),
  pathway_id uuid not null,
  taken_on timestamptz not null,
  primary key (authority, key),
  foreign key (authority, pathway_id) references sightline.pathways
);

-- Triggers as they were noticed: an occasion opens one pathway, or prompts once, however often it is looked at.
create table sightline.noticed (
  authority text not null,
  case_id uuid not null,
  protocol text not null,
  trigger_id text not null,
  occasion text not null,
  met date not null,
  noticed timestamptz not null,
  does text not null check (does in ('opened', 'noted', 'prompted')),
  pathway_id uuid,
  answered timestamptz,
  answered_by uuid,
  answer text,
  primary key (authority, case_id, protocol, trigger_id, occasion),
  foreign key (authority, case_id) references sightline.cases,
  foreign key (authority, pathway_id) references sightline.pathways
);

do $$
declare
  each text;
begin
  foreach each in array array[
    'imports', 'reports', 'reported', 'import_findings', 'import_changes', 'doubtful_matches', 'staff_names', 'merges',
    'moved_entries', 'taken_on', 'noticed'
  ] loop
    execute format('alter table sightline.%I enable row level security', each);
    execute format('alter table sightline.%I force row level security', each);
    execute format('grant select, insert, update on sightline.%I to sightline_app', each);
  end loop;
  -- Imports are the program's own business, under its own name; people see what became of them through it.
  foreach each in array array[
    'imports', 'reports', 'reported', 'import_findings', 'import_changes', 'doubtful_matches', 'staff_names', 'merges',
    'moved_entries', 'taken_on', 'noticed'
  ] loop
    execute format(
      'create policy service on sightline.%I to sightline_app
       using (authority = (select sightline.authority()) and ''service'' = any ((select sightline.scopes())::text[]))
       with check (authority = (select sightline.authority()) and ''service'' = any ((select sightline.scopes())::text[]))',
      each);
  end loop;
end
$$;
-- Each asks once whether the program acts by itself, and asks of a row only where it does not.
create policy seen on sightline.reports for select to sightline_app using (
  authority = (select sightline.authority()) and ((select sightline.acts_itself()) or exists (
    select from sightline.cases c
    where c.authority = reports.authority and c.child_id = reports.child_id
      and sightline.sees(c.authority, c.case_id, null, 'read') is not null
  ))
);
-- With the pathway that it opened or is noted in.
create policy seen on sightline.noticed for select to sightline_app using (
  authority = (select sightline.authority())
  and ((select sightline.acts_itself()) or sightline.sees(authority, case_id, null, 'read') is not null
    and sightline.sees(authority, case_id, pathway_id, 'read') is not null)
);
create policy seen on sightline.merges for select to sightline_app using (
  authority = (select sightline.authority()) and ((select sightline.acts_itself()) or exists (
    select from sightline.cases c
    where c.authority = merges.authority and c.child_id in (merges.from_child, merges.into_child)
      and sightline.sees(c.authority, c.case_id, null, 'read') is not null
  ))
);
create policy seen on sightline.moved_entries for select to sightline_app using (
  authority = (select sightline.authority()) and (
    (select sightline.acts_itself())
    or sightline.sees(authority, from_case, from_pathway, 'read') is not null
    or sightline.sees(authority, to_case, to_pathway, 'read') is not null
  )
);
-- A name that stands for somebody else now is taken off and put on again: what it was is in the audit record.
grant delete on sightline.staff_names to sightline_app;

reset role;
