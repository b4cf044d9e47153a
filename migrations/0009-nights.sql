-- What the nightly look at all children noticed: one row for each day of civil time, begun by whichever worker came first. Each
-- chunk of children adds what it did in its own transaction, so that a worker that is killed loses nothing of it, and the next
-- goes on.
set role sightline_owner;

create table sightline.nights (
  authority text not null references sightline.authorities,
  night date not null,
  begun timestamptz not null,
  -- Null until every child was looked at.
  ended timestamptz,
  children integer not null default 0,
  opened integer not null default 0,
  prompted integer not null default 0,
  noted integer not null default 0,
  new_cases integer not null default 0,
  without_case integer not null default 0,
  -- Names that imports give to workers, and of whom nobody has said who they are.
  unknown_names text[] not null default '{}',
  primary key (authority, night)
);

alter table sightline.nights enable row level security;
alter table sightline.nights force row level security;
grant select, insert, update on sightline.nights to sightline_app;
create policy service on sightline.nights to sightline_app
  using (authority = (select sightline.authority()) and (select sightline.acts_itself()))
  with check (authority = (select sightline.authority()) and (select sightline.acts_itself()));

reset role;
