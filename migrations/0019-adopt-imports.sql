-- An import that was read whole waits for somebody to adopt it or to throw it away, with what it would change.
set role sightline_owner;

alter table sightline.imports drop constraint imports_state_check;
alter table sightline.imports add constraint imports_state_check
  check (state in ('reading', 'waiting', 'taken', 'refused', 'undone'));

-- How often the record had changed what imports say of children (taken, undone, merged, split) when it was held against it: it
-- only grows, so that another number tells that what is kept of the change is old.
alter table sightline.imports add column compared bigint;
-- What the look at all children after it came to: pathways opened, prompts, new cases, and names of workers whom nobody knows.
alter table sightline.imports add column noticed jsonb;
alter table sightline.imports add constraint imports_compared_check
  check (state <> 'waiting' or (compared is not null and summary is not null and sources is not null));

drop index sightline.imports_once;
create unique index imports_once on sightline.imports (authority, content_hash) where state in ('reading', 'waiting', 'taken');
create index imports_newest on sightline.imports (authority, begun, import_id);
create index import_findings_by_weight on sightline.import_findings (authority, import_id, (finding ->> 'weight'), number);

-- What it would change is worked out anew where something else was taken meanwhile.
grant delete on sightline.import_changes to sightline_app;

reset role;
