-- What was not done and is owed no more, since the next of its kind has come: it is overdue no longer, and is told all the same.
set role sightline_owner;
create index duties_followed on sightline.duties (authority, pathway_id) where lapsed_why = 'followed';
grant select on sightline.duties to sightline_access;
create policy looks_through on sightline.duties for select to sightline_access using (true);
reset role;

set role sightline_access;
-- In the pathways that the transaction's person may see, what was due last first; with how many there are in all.
create function sightline.not_done_page(most integer)
returns table (pathway_id uuid, duty_id text, due_day date, in_all bigint)
language sql stable security definer set search_path = ''
begin atomic
  select d.pathway_id, d.duty_id, d.due_day, count(*) over ()
  from (
    select distinct p.case_id, p.pathway_id
    from sightline.ways() way
    cross join lateral (
      select q.* from sightline.pathways q
      where q.authority = sightline.authority() and q.case_id = way.case_id
        and (way.pathway_id is null or q.pathway_id = way.pathway_id)
      offset 0
    ) p
    where exists (
      select from sightline.duties w
      where w.authority = p.authority and w.pathway_id = p.pathway_id and w.lapsed_why = 'followed')
  ) seen
  cross join lateral (
    select w.* from sightline.duties w
    where w.authority = sightline.authority() and w.pathway_id = seen.pathway_id and w.lapsed_why = 'followed'
    offset 0
  ) d
  where sightline.sees(sightline.authority(), seen.case_id, seen.pathway_id, 'read') is not null
  order by d.due_day desc nulls last, d.pathway_id, d.duty_id
  limit most;
end;
revoke all on function sightline.not_done_page from public;
grant execute on function sightline.not_done_page to sightline_app;

reset role;
