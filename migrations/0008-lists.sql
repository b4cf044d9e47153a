-- Lists: each finds its page from the ways in that the transaction's person has, puts it in order, and only then asks of each
-- row whether it may be seen, until the page is full. They give keys alone: what a row says is read under row-level security.
set role sightline_owner;

create index cases_sealed on sightline.cases (authority, case_id) where sensitivity = 'sealed';

-- Reading under the program's own name asks nothing of a row; for a person the question is asked as it was.
do $$
declare
  each text;
begin
  foreach each in array array['pathways', 'entries', 'disposals', 'duties', 'owed', 'notices', 'receipts', 'flags', 'obligations'] loop
    execute format(
      'alter policy seen on sightline.%I using (
         authority = (select sightline.authority()) and ((select sightline.acts_itself())
           or sightline.sees(authority, case_id, pathway_id, ''read'') is not null)
       )', each);
  end loop;
  foreach each in array array['pathways', 'owed', 'reports'] loop
    execute format('grant select on sightline.%I to sightline_access', each);
    execute format('create policy looks_through on sightline.%I for select to sightline_access using (true)', each);
  end loop;
end
$$;
alter policy seen on sightline.answers using (
  authority = (select sightline.authority()) and ((select sightline.acts_itself())
    or compartment = any (sightline.sees(authority, case_id, pathway_id, 'read')))
);

create trigger answers_only_disposed before delete on sightline.answers
  for each row execute function sightline.only_by_the_keeper();

reset role;
set role sightline_access;

-- What persons owe, soonest first, and what has no day last; with the duties that nobody owes, of the cases that these teams
-- lead.
create function sightline.owed_page(
  of_persons uuid[], of_teams text[], after_due date, after_id bigint, most integer
) returns table (owed_id bigint, due_day date)
language sql stable security definer set search_path = ''
begin atomic
  select ordered.owed_id, ordered.due_day
  from (
    select o.owed_id, o.due_day, o.case_id, o.pathway_id
    from (
      select o.* from sightline.owed o where o.authority = sightline.authority() and o.person_id = any (of_persons)
      union all
      select o.*
      from sightline.owed o
      cross join lateral (
        select k.lead_team from sightline.cases k where k.authority = o.authority and k.case_id = o.case_id offset 0
      ) c
      where cardinality(of_teams) > 0
        and o.authority = sightline.authority() and o.person_id is null and c.lead_team = any (of_teams)
    ) o
    where after_id is null
      or (coalesce(o.due_day, 'infinity'::date), o.owed_id) > (coalesce(after_due, 'infinity'::date), after_id)
    order by coalesce(o.due_day, 'infinity'::date), o.owed_id
    offset 0
  ) ordered
  where sightline.sees(sightline.authority(), ordered.case_id, ordered.pathway_id, 'read') is not null
  limit most;
end;
revoke all on function sightline.owed_page from public;
grant execute on function sightline.owed_page to sightline_app;

-- How many open pathways of a protocol its "sees" or the managing of a team would show to the transaction's person, and an
-- exclusion or a seal hides; of which of the two nothing is said. Null for some, but fewer than five: such a count would name them.
create function sightline.hidden_pathways(of_protocol text) returns integer
language sql stable security definer set search_path = ''
begin atomic
  select case when count(distinct p.pathway_id) between 1 and 4 then null else count(distinct p.pathway_id)::integer end
  -- Only what is sealed can be hidden, and for whom anything is excluded all that they have a way into.
  from (
    select k.case_id from sightline.cases k where k.authority = sightline.authority() and k.sensitivity = 'sealed'
    union
    select s.case_id
    from sightline.case_scopes s
    where s.authority = sightline.authority() and s.scope = any (sightline.scopes()) and exists (
      select from sightline.exclusions e
      where e.authority = sightline.authority() and e.who = any (sightline.scopes()) and e.lifted is null
    )
  ) may_be
  cross join lateral (
    select w.* from sightline.case_scopes w
    where w.authority = sightline.authority() and w.case_id = may_be.case_id and w.scope = any (sightline.scopes())
    offset 0
  ) s
  cross join lateral (
    select k.lead_agency from sightline.cases k where k.authority = s.authority and k.case_id = s.case_id offset 0
  ) c
  cross join lateral (
    select q.* from sightline.pathways q
    where q.authority = s.authority and q.case_id = s.case_id and (s.pathway_id is null or q.pathway_id = s.pathway_id)
    offset 0
  ) p
  where 'read' = any (s.actions)
    and (s.source = 'lead' or s.source like 'sees:%')
    and s.since <= sightline.today() and (s.until is null or s.until > sightline.today())
    and p.protocol = of_protocol and p.ended is null and p.stage is not null
    -- Of what an agency keeps to itself no other is told how many.
    and (s.pathway_id is not null
      or sightline.opens_kept(p.kept_within, c.lead_agency, s.source, s.compartments, sightline.scopes()))
    and sightline.sees(s.authority, s.case_id, p.pathway_id, 'read') is null;
end;
revoke all on function sightline.hidden_pathways from public;
grant execute on function sightline.hidden_pathways to sightline_app;

reset role;
