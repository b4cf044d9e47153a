-- PRA-02: the text of an entry for the authority's case system, and who placed it there. A row is made when the entry is
-- recorded, and waits with whoever recorded it.
set role sightline_owner;

-- Where a case system takes over what is recorded by itself, nobody is asked to confirm it.
alter table sightline.authorities add column confirms_file_text boolean not null default true;

create table sightline.file_texts (
  authority text not null,
  pathway_id uuid not null,
  entry_id uuid not null,
  case_id uuid not null,
  person_id uuid not null,
  recorded timestamptz not null,
  placed timestamptz,
  placed_by uuid,
  primary key (authority, pathway_id, entry_id),
  foreign key (authority, pathway_id, entry_id) references sightline.entries (authority, pathway_id, entry_id),
  foreign key (authority, person_id) references sightline.persons (authority, person_id),
  foreign key (authority, placed_by) references sightline.persons (authority, person_id),
  check ((placed is null) = (placed_by is null))
);
create index file_texts_waiting on sightline.file_texts (authority, person_id, recorded) where placed is null;

alter table sightline.file_texts enable row level security;
alter table sightline.file_texts force row level security;
grant select, insert, update on sightline.file_texts to sightline_app;
create policy seen on sightline.file_texts for select to sightline_app using (
  authority = (select sightline.authority()) and ((select sightline.acts_itself())
    or sightline.sees(authority, case_id, pathway_id, 'read') is not null)
);
create policy service on sightline.file_texts to sightline_app
  using (authority = (select sightline.authority()) and 'service' = any ((select sightline.scopes())::text[]))
  with check (authority = (select sightline.authority()) and 'service' = any ((select sightline.scopes())::text[]));

reset role;
