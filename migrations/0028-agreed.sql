-- PRA-07: everything that was agreed to be done, of all protocols and agencies, as one list. Read from the entries like duties:
-- days alone, and no words, which stay in the answers of the entry that agreed it.
set role sightline_owner;

create table sightline.agreed (
  authority text not null,
  number bigint generated always as identity,
  pathway_id uuid not null,
  -- The engine's identity of it: that of its duty, where one is owed for it.
  agreed_id text not null,
  case_id uuid not null,
  protocol text not null,
  kind text not null check (kind in ('action', 'follow-up', 'recommendation')),
  -- The first of the chain of entries that agreed it; the words are in the one that stands.
  entry_id uuid not null,
  step text not null,
  meetings text[] not null,
  question text,
  item integer,
  duty text,
  owners uuid[] not null,
  agency text,
  role text,
  agreed_on date not null,
  due_day date,
  due_at timestamptz,
  met_on date,
  -- The first of the chain of entries that did it.
  met_in uuid,
  lapsed_on date,
  primary key (authority, number),
  unique (authority, pathway_id, agreed_id),
  foreign key (authority, pathway_id) references sightline.pathways,
  check ((question is null) = (item is null))
);
-- What has no day stands after every day.
create index agreed_by_due on sightline.agreed (authority, (coalesce(due_day, 'infinity'::date)), number);
create index agreed_by_day on sightline.agreed (authority, agreed_on desc, number desc);

alter table sightline.agreed enable row level security;
alter table sightline.agreed force row level security;
grant select, insert, update, delete on sightline.agreed to sightline_app;
grant select on sightline.agreed to sightline_keeper, sightline_access;
create policy keeps on sightline.agreed for select to sightline_keeper using (true);
create policy looks_through on sightline.agreed for select to sightline_access using (true);
create policy seen on sightline.agreed for select to sightline_app using (
  authority = (select sightline.authority()) and ((select sightline.acts_itself())
    or sightline.sees(authority, case_id, pathway_id, 'read') is not null)
);
create policy added on sightline.agreed for insert to sightline_app with check (
  authority = (select sightline.authority()) and 'service' = any ((select sightline.scopes())::text[])
);
create policy kept on sightline.agreed for update to sightline_app using (
  authority = (select sightline.authority()) and 'service' = any ((select sightline.scopes())::text[])
);
create policy taken_off on sightline.agreed for delete to sightline_app using (
  authority = (select sightline.authority()) and 'service' = any ((select sightline.scopes())::text[])
);

reset role;
set role sightline_access;

-- How something that was agreed stands at the end of a day, or now where that day is today.
create function sightline.agreed_state(of_agreed sightline.agreed, as_of date) returns text
language sql stable set search_path = ''
return case
  when of_agreed.met_on <= as_of then 'done'
  when of_agreed.lapsed_on <= as_of then 'withdrawn'
  when of_agreed.due_at is not null and as_of = sightline.today() and of_agreed.due_at < sightline.moment() then 'overdue'
  when of_agreed.due_day < as_of then 'overdue'
  else 'owed'
end;
revoke all on function sightline.agreed_state from public;
grant execute on function sightline.agreed_state to sightline_app;

-- The last sitting of its meeting that has passed since it was agreed: it was carried over from there, while it was not done.
create function sightline.agreed_carried(of_agreed sightline.agreed, as_of date) returns date
language sql stable security definer set search_path = ''
begin atomic
  select max(s.sits_on) from sightline.sittings s
  where s.authority = of_agreed.authority and s.meeting = any (of_agreed.meetings) and s.cancelled_because is null
    and s.sits_on > of_agreed.agreed_on and s.sits_on < as_of;
end;
revoke all on function sightline.agreed_carried from public;
grant execute on function sightline.agreed_carried to sightline_app;

-- A page of what was agreed by a day, of what the transaction's person may see: by day due, or what was agreed last first. Whoever
-- has few ways in is shown a page from them; for others the index is walked from where the page before ended. What is asked for
-- narrows it before anybody is asked whether a row may be seen.
create function sightline.agreed_page(
  as_of date, of_owners uuid[], of_agency text, of_state text, of_kind text, of_protocol text, of_steps text[],
  in_order text,  after_number bigint, most integer
) returns table (place integer, number bigint)
language plpgsql stable security definer
set search_path = '' set enable_seqscan = off set enable_bitmapscan = off as $$
declare
  here text := sightline.authority();
  reached sightline.agreed;
  walks boolean;
  each record;
  given integer := 0;
begin
  select a.* into reached from sightline.agreed a where a.authority = here and a.number = after_number;
  walks := sightline.acts_itself() or (
    select count(*) > 1000 from (
      select from sightline.case_scopes s
      where s.authority = here and s.scope = any (sightline.scopes()) and 'read' = any (s.actions)
      limit 1001
    ) way
  );
  for each in execute format(
    $page$
      select a.number, a.case_id, a.pathway_id
      from %s
      where a.authority = $1 and a.agreed_on <= $2
        and ($3 is null or a.owners && $3)
        and ($4 is null or a.agency = $4 or exists (
          select from sightline.persons p where p.authority = $1 and p.person_id = any (a.owners) and p.agency = $4))
        and ($10 is null or a.kind = $10)
        and ($6 is null or a.protocol = $6 and a.step = any ($7))
        and ($5 is null or case $5
          when 'open' then sightline.agreed_state(a, $2) in ('owed', 'overdue')
          when 'carried' then sightline.agreed_state(a, $2) in ('owed', 'overdue')
            and sightline.agreed_carried(a, $2) is not null
          else sightline.agreed_state(a, $2) = $5 end)
        and ($8 is null or %s)
      order by %s
    $page$,
    case when walks then 'sightline.agreed a' else $ways$
      (select distinct w.case_id, w.pathway_id from sightline.ways() w) way
      cross join lateral (
        select q.pathway_id from sightline.pathways q
        where q.authority = $1 and q.case_id = way.case_id and (way.pathway_id is null or q.pathway_id = way.pathway_id)
        offset 0
      ) q
      cross join lateral (
        select g.* from sightline.agreed g where g.authority = $1 and g.pathway_id = q.pathway_id offset 0
      ) a $ways$ end,
    case in_order when 'agreed' then '(a.agreed_on, a.number) < ($9, $8)'
      else $key$(coalesce(a.due_day, 'infinity'::date), a.number) > ($9, $8)$key$ end,
    case in_order when 'agreed' then 'a.agreed_on desc, a.number desc'
      else $key$coalesce(a.due_day, 'infinity'::date), a.number$key$ end)
  using here, as_of, of_owners, of_agency, of_state, of_protocol, of_steps, reached.number,
    case in_order when 'agreed' then reached.agreed_on else coalesce(reached.due_day, 'infinity'::date) end, of_kind
  loop
    continue when number = each.number or sightline.sees(here, each.case_id, each.pathway_id, 'read') is null;
    given := given + 1;
    place := given;
    number := each.number;
    return next;
    exit when given >= most;
  end loop;
end
$$;
revoke all on function sightline.agreed_page from public;
grant execute on function sightline.agreed_page to sightline_app;

reset role;
