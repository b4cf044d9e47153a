-- PRA-06: one paper that somebody decided to share with one person who has no way to it: its very text, why that is lawful, what
-- for and until when. The way in is a row of case_scopes ("share:ID") that opens nothing but this.
set role sightline_owner;

create table sightline.shares (
  authority text not null,
  share_id uuid not null,
  case_id uuid not null,
  pathway_id uuid not null,
  person_id uuid not null,
  title text not null,
  -- As the recipient reads it, with what was taken out of it.
  content text not null,
  taken_out text[] not null,
  taken_out_because text,
  basis text not null check (basis in (
    'legal-obligation', 'public-task', 'vital-interests', 'safeguarding', 'crime-and-disorder', 'consent')),
  purpose text not null,
  shared_by uuid not null,
  shared timestamptz not null,
  until date not null,
  ended timestamptz,
  ended_by uuid,
  ended_because text,
  primary key (authority, share_id),
  foreign key (authority, case_id) references sightline.cases,
  foreign key (authority, pathway_id) references sightline.pathways,
  foreign key (authority, person_id) references sightline.persons,
  foreign key (authority, shared_by) references sightline.persons (authority, person_id),
  foreign key (authority, ended_by) references sightline.persons (authority, person_id),
  check ((ended is null) = (ended_by is null) and (ended is null) = (ended_because is null)),
  check (cardinality(taken_out) = 0 or taken_out_because is not null)
);
create index shares_by_case on sightline.shares (authority, case_id);
create index shares_by_person on sightline.shares (authority, person_id, shared desc);

reset role;
set role sightline_access;

-- Whether a share is open to the transaction's person: by its way in, while it lasts. An exclusion beats it, and so does a seal.
create function sightline.shared_with(of_authority text, of_case uuid, of_share uuid) returns boolean
language sql stable security definer set search_path = ''
begin atomic
  select exists (
    select from sightline.case_scopes s
    join sightline.cases c on c.authority = s.authority and c.case_id = s.case_id
    where s.authority = of_authority and of_authority = sightline.authority() and s.case_id = of_case
      and s.source = 'share:' || of_share and s.scope = 'person:' || sightline.person()
      and sightline.scopes() is not null and c.sensitivity <> 'sealed'
      and s.since <= sightline.today() and (s.until is null or s.until > sightline.today())
  ) and not sightline.excluded(of_authority, of_case, sightline.scopes());
end;
revoke all on function sightline.shared_with from public;
grant execute on function sightline.shared_with to sightline_app;

reset role;
set role sightline_owner;

alter table sightline.shares enable row level security;
alter table sightline.shares force row level security;
grant select, insert, update on sightline.shares to sightline_app;
-- Who manages the case sees what was shared of it; whom it was shared with, their own.
create policy seen on sightline.shares for select to sightline_app using (
  authority = (select sightline.authority()) and ((select sightline.acts_itself())
    or sightline.sees(authority, case_id, pathway_id, 'manage') is not null
    or person_id = (select sightline.person()) and sightline.shared_with(authority, case_id, share_id))
);
create policy added on sightline.shares for insert to sightline_app with check (
  authority = (select sightline.authority()) and (select sightline.acts_itself())
);
create policy ended on sightline.shares for update to sightline_app using (
  authority = (select sightline.authority()) and (select sightline.acts_itself())
);

reset role;
