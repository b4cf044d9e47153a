-- Facts as they were imported: each import's own words about each child, and what it declares to cover. What several imports
-- say is settled by the engine, so that nothing imported is ever changed.
set role sightline_owner;

create table sightline.imports (
  authority text not null references sightline.authorities,
  import_id uuid not null,
  -- The same files again are the same import.
  content_hash bytea not null check (length(content_hash) = 32),
  -- The engine's Source: name, format, files, the day it was written, what it covers.
  source jsonb,
  state text not null check (state in ('reading', 'taken', 'refused', 'undone')),
  begun timestamptz not null,
  taken timestamptz,
  by_person uuid not null,
  -- What has been taken so far, for going on after a kill.
  children integer not null default 0,
  findings integer not null default 0,
  undone timestamptz,
  undone_by uuid,
  undone_because text,
  primary key (authority, import_id),
  foreign key (authority, by_person) references sightline.persons (authority, person_id)
);
create unique index imports_once on sightline.imports (authority, content_hash) where state in ('reading', 'taken');

-- What an import says of a child: its description and its facts. The same words are kept once.
create table sightline.reports (
  authority text not null,
  child_id uuid not null,
  hash bytea not null check (length(hash) = 32),
  report jsonb not null,
  primary key (authority, child_id, hash),
  foreign key (authority, child_id) references sightline.children
);
create index reports_by_family on sightline.reports (authority, (report #>> '{child,family}'))
  where report #>> '{child,family}' <> '';

create table sightline.reported (
  authority text not null,
  import_id uuid not null,
  child_id uuid not null,
  -- By what name the import knows the child: it stays when children are merged.
  identifier text not null,
  hash bytea not null,
  primary key (authority, import_id, identifier),
  foreign key (authority, import_id) references sightline.imports,
  foreign key (authority, child_id, hash) references sightline.reports
);
create index reported_by_child on sightline.reported (authority, child_id);

create table sightline.import_findings (
  authority text not null,
  import_id uuid not null,
  number integer not null,
  finding jsonb not null,
  primary key (authority, import_id, number),
  foreign key (authority, import_id) references sightline.imports
);

-- Children whom an import may name by another identifier: somebody decides.
create table sightline.doubtful_matches (
  authority text not null,
  match_id uuid not null,
  import_id uuid not null,
  identifier text not null,
  candidates uuid[] not null,
  why text not null,
  decided timestamptz,
  decided_by uuid,
  decision text check (decision in ('same', 'different')),
  child_id uuid,
  primary key (authority, match_id),
  foreign key (authority, import_id) references sightline.imports
);
create index doubtful_matches_open on sightline.doubtful_matches (authority, match_id) where decided is null;

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
  foreign key (authority, into_child) references sightline.children (authority, child_id)
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
    'imports', 'reports', 'reported', 'import_findings', 'doubtful_matches', 'merges', 'noticed'
  ] loop
    execute format('alter table sightline.%I enable row level security', each);
    execute format('alter table sightline.%I force row level security', each);
    execute format('grant select, insert, update on sightline.%I to sightline_app', each);
  end loop;
  -- Imports are the program's own business, under its own name; people see what became of them through it.
  foreach each in array array[
    'imports', 'reports', 'reported', 'import_findings', 'doubtful_matches', 'merges', 'noticed'
  ] loop
    execute format(
      'create policy service on sightline.%I to sightline_app
       using (authority = (select sightline.authority()) and ''service'' = any ((select sightline.scopes())::text[]))
       with check (authority = (select sightline.authority()) and ''service'' = any ((select sightline.scopes())::text[]))',
      each);
  end loop;
end
$$;
create policy seen on sightline.reports for select to sightline_app using (
  authority = (select sightline.authority()) and exists (
    select from sightline.cases c
    where c.authority = reports.authority and c.child_id = reports.child_id
      and sightline.sees(c.authority, c.case_id, null, 'read') is not null
  )
);
create policy seen on sightline.noticed for select to sightline_app using (
  authority = (select sightline.authority()) and sightline.sees(authority, case_id, null, 'read') is not null
);

reset role;
