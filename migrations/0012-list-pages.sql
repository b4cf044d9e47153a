-- Lists as people ask for them: by stage, in an order, on a past day, by a child's name. As in 0008-lists.sql each starts from
-- the ways in that the transaction's person has, gives keys alone, and asks of each row whether it may be seen. Where a page
-- ended is told by the last row's own random identifier, so that no address holds a name or a day of anybody.
set role sightline_owner;

-- A name as it is searched for and put in order: small letters without marks, one kind of apostrophe.
create function sightline.searched(name text) returns text
language sql immutable parallel safe
return translate(
  regexp_replace(normalize(lower(name collate "und-x-icu"), nfd), U&'[\0300-\036F]', '', 'g'), U&'\2018\2019\02BC', ''''''''
);
revoke all on function sightline.searched from public;
grant execute on function sightline.searched to sightline_app, sightline_access;

create index pathways_by_due on sightline.pathways (authority, protocol, coalesce(next_due, 'infinity'::date), pathway_id)
  where ended is null and stage is not null;
create index pathways_by_since on sightline.pathways (authority, protocol, coalesce(since, 'infinity'::timestamptz), pathway_id)
  where ended is null and stage is not null;
create index pathways_by_stage on sightline.pathways (
  authority, protocol, stage, coalesce(next_due, 'infinity'::date), pathway_id) where ended is null and stage is not null;

grant select on sightline.entries to sightline_access;
create policy looks_through on sightline.entries for select to sightline_access using (true);

reset role;
set role sightline_access;

-- The cases to which the transaction's person has a way in; null for the whole case, or the one pathway that it opens. The
-- program acting by itself has no lists.
create function sightline.ways() returns table (case_id uuid, pathway_id uuid)
language sql stable security definer set search_path = ''
begin atomic
  select s.case_id, s.pathway_id
  from sightline.case_scopes s
  where not sightline.acts_itself()
    and s.authority = sightline.authority() and s.scope = any (sightline.scopes()) and 'read' = any (s.actions)
    and s.since <= sightline.today() and (s.until is null or s.until > sightline.today())
  union
  select b.case_id, null
  from sightline.break_glass b
  where not sightline.acts_itself()
    and b.authority = sightline.authority() and b.person_id = sightline.person()
    and b.opened <= sightline.moment() and b.expires > sightline.moment();
end;
revoke all on function sightline.ways from public;

-- The pathways of a protocol, at one stage or at any, in an order: 'due', 'since', 'child', or 'stage' as `stages` has them.
-- Those that are open now; or, `as_of` a moment, those that were recorded of by then and had not ended, as it was known then,
-- which may be more than were open: what each was is for a fold of its entries to say.
create function sightline.listed_from_ways(
  of_protocol text, of_stage text, in_order text, stages text[], as_of timestamptz, after_id uuid, most integer
) returns table (place bigint, pathway_id uuid)
language sql stable security definer set search_path = ''
begin atomic
  with listed as materialized (
    select distinct on (p.pathway_id) p.pathway_id, p.case_id,
      case in_order
        when 'due' then coalesce(to_char(p.next_due, 'YYYY-MM-DD'), '9999-12-31')
        when 'since' then coalesce(to_char(p.since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS'), '9999-12-31')
        when 'stage' then to_char(coalesce(array_position(stages, p.stage), 9999), 'FM00000')
          || coalesce(to_char(p.next_due, 'YYYY-MM-DD'), '9999-12-31')
        else coalesce(sightline.searched(k.name), '')
      end collate "und-x-icu" as key
    from sightline.ways() way
    cross join lateral (
      select q.* from sightline.pathways q
      where q.authority = sightline.authority() and q.case_id = way.case_id
        and (way.pathway_id is null or q.pathway_id = way.pathway_id)
      offset 0
    ) p
    cross join lateral (
      select c.child_id from sightline.cases c where c.authority = p.authority and c.case_id = p.case_id offset 0
    ) c
    left join lateral (
      select n.name from sightline.children n where n.authority = p.authority and n.child_id = c.child_id offset 0
    ) k on true
    where p.protocol = of_protocol and (of_stage is null or p.stage = of_stage)
      and case
        -- One without a stage holds nothing: what was recorded in it was taken back, or moved to another child.
        when as_of is null then p.ended is null and p.stage is not null
        else exists (
            select from sightline.entries e
            where e.authority = p.authority and e.pathway_id = p.pathway_id and e.recorded <= as_of)
          and (p.ended is null or p.ended > as_of or exists (
            select from sightline.entries e
            where e.authority = p.authority and e.pathway_id = p.pathway_id and e.recorded > as_of))
      end
  )
  select row_number() over (order by ordered.key, ordered.pathway_id), ordered.pathway_id
  from (
    select l.* from listed l
    where after_id is null
      or coalesce((l.key, l.pathway_id) > (select a.key, a.pathway_id from listed a where a.pathway_id = after_id), true)
    order by l.key, l.pathway_id
    offset 0
  ) ordered
  where sightline.sees(sightline.authority(), ordered.case_id, ordered.pathway_id, 'read') is not null
  order by ordered.key, ordered.pathway_id
  limit most;
end;
revoke all on function sightline.listed_from_ways from public;

-- The same page for whoever sees much of all that there is, as it is now: pathways are walked in the order of an index from where
-- the page before ended, and each is asked for until the page is full. Nothing but an index gives the order, whatever the planner
-- expects. By the child's name there is no such index.
create function sightline.listed_by_walking(
  of_protocol text, of_stage text, in_order text, stages text[], after_id uuid, most integer
) returns setof uuid
language plpgsql stable security definer
set search_path = '' set enable_seqscan = off set enable_bitmapscan = off set enable_sort = off as $$
declare
  here text := sightline.authority();
  -- Stage by stage, and last what stands at a stage that the protocol does not have any more; else all at once.
  parts text[] := case
    when of_stage is not null then array[of_stage] when in_order = 'stage' then stages || null::text else array[null] end;
  key text := case
    when in_order = 'since' then $key$coalesce(p.since, 'infinity'::timestamptz)$key$
    else $key$coalesce(p.next_due, 'infinity'::date)$key$ end;
  reached sightline.pathways;
  reached_key text := '-infinity';
  part text;
  each record;
  given integer := 0;
begin
  select p.* into reached from sightline.pathways p where p.authority = here and p.pathway_id = after_id;
  if reached.pathway_id is not null then
    reached_key := coalesce(case when in_order = 'since' then reached.since::text else reached.next_due::text end, 'infinity');
    if cardinality(parts) > 1 then
      parts := parts[coalesce(array_position(stages, reached.stage), cardinality(parts)):];
    end if;
  end if;
  foreach part in array parts loop
    for each in execute format(
      $walk$
        select p.pathway_id, p.case_id from sightline.pathways p
        where p.authority = $1 and p.protocol = $2 and p.ended is null and p.stage is not null and %s
          and (%s, p.pathway_id) > ($5::%s, $6)
        order by %s, p.pathway_id
      $walk$,
      case when part is not null then 'p.stage = $3' when in_order = 'stage' then 'p.stage <> all ($4)' else 'true' end,
      key, case when in_order = 'since' then 'timestamptz' else 'date' end, key)
    using here, of_protocol, part, stages, reached_key, coalesce(reached.pathway_id, '00000000-0000-0000-0000-000000000000')
    loop
      continue when sightline.sees(here, each.case_id, each.pathway_id, 'read') is null;
      return next each.pathway_id;
      given := given + 1;
      if given >= most then
        return;
      end if;
    end loop;
    reached := null;
    reached_key := '-infinity';
  end loop;
end
$$;
revoke all on function sightline.listed_by_walking from public;

-- A page of a list, by the cheaper of the two ways: somebody with many ways in is shown a page by walking. Counting them ends
-- where it is known.
create function sightline.listed_page(
  of_protocol text, of_stage text, in_order text, stages text[], as_of timestamptz, after_id uuid, most integer
) returns table (place bigint, pathway_id uuid)
language plpgsql stable security definer set search_path = '' as $$
begin
  if as_of is null and in_order <> 'child' and not sightline.acts_itself() and (
    select count(*) > 1000
    from (
      select from sightline.case_scopes s
      where s.authority = sightline.authority() and s.scope = any (sightline.scopes()) and 'read' = any (s.actions)
      limit 1001
    ) way
  ) then
    return query
      select row_number() over (), walked
      from sightline.listed_by_walking(of_protocol, of_stage, in_order, stages, after_id, most) walked;
  else
    return query
      select * from sightline.listed_from_ways(of_protocol, of_stage, in_order, stages, as_of, after_id, most);
  end if;
end
$$;
revoke all on function sightline.listed_page from public;
grant execute on function sightline.listed_page to sightline_app;

-- What is owed by anybody up to a day in the pathways that the transaction's person may see, soonest first: each duty once, by
-- the first of the rows that say who owes it.
create function sightline.due_page(until_due date, after_due date, after_id bigint, most integer)
returns table (owed_id bigint, due_day date)
language sql stable security definer set search_path = ''
begin atomic
  select ordered.owed_id, ordered.due_day
  from (
    select min(o.owed_id) as owed_id, o.due_day, p.case_id, p.pathway_id
    from sightline.ways() way
    cross join lateral (
      select q.* from sightline.pathways q
      where q.authority = sightline.authority() and q.case_id = way.case_id
        and (way.pathway_id is null or q.pathway_id = way.pathway_id)
      offset 0
    ) p
    cross join lateral (
      select w.* from sightline.owed w where w.authority = p.authority and w.pathway_id = p.pathway_id offset 0
    ) o
    where o.due_day <= until_due
    group by p.case_id, p.pathway_id, o.duty_id, o.due_day
    having after_id is null or (o.due_day, min(o.owed_id)) > (after_due, after_id)
    order by o.due_day, min(o.owed_id)
    offset 0
  ) ordered
  where sightline.sees(sightline.authority(), ordered.case_id, ordered.pathway_id, 'read') is not null
  order by ordered.due_day, ordered.owed_id
  limit most;
end;
revoke all on function sightline.due_page from public;
grant execute on function sightline.due_page to sightline_app;

-- The cases of children whose name holds every one of these words or whose identifier is this, of those with which the
-- transaction's person may do something: to read it may be by one pathway alone, to do more it must be the whole case.
create function sightline.cases_named(words text[], of_identifier text, by_action text, most integer) returns setof uuid
language sql stable security definer set search_path = ''
begin atomic
  select ordered.case_id
  from (
    select way.case_id, coalesce(sightline.searched(k.name), '') collate "und-x-icu" as name
    from (
      select distinct w.case_id from sightline.ways() w where by_action = 'read'
      union
      select s.case_id
      from sightline.case_scopes s
      where by_action <> 'read' and not sightline.acts_itself()
        and s.authority = sightline.authority() and s.scope = any (sightline.scopes()) and by_action = any (s.actions)
        and s.pathway_id is null and s.since <= sightline.today() and (s.until is null or s.until > sightline.today())
    ) way
    cross join lateral (
      select c.child_id from sightline.cases c
      where c.authority = sightline.authority() and c.case_id = way.case_id offset 0
    ) c
    cross join lateral (
      select n.name, n.identifier from sightline.children n
      where n.authority = sightline.authority() and n.child_id = c.child_id and n.merged_into is null
      offset 0
    ) k
    where k.identifier = of_identifier or not exists (
      select from unnest(words) word where strpos(coalesce(sightline.searched(k.name), ''), sightline.searched(word)) = 0
    )
    order by 2, 1
    offset 0
  ) ordered
  where case
    when by_action = 'read' then exists (
      select from sightline.ways() w
      where w.case_id = ordered.case_id
        and sightline.sees(sightline.authority(), ordered.case_id, w.pathway_id, 'read') is not null)
    else sightline.sees(sightline.authority(), ordered.case_id, null, by_action) is not null
  end
  order by ordered.name, ordered.case_id
  limit most;
end;
revoke all on function sightline.cases_named from public;
grant execute on function sightline.cases_named to sightline_app;

reset role;
