-- PRA-06: where somebody is must not become known to somebody: whose whereabouts, from whom they are withheld, why, and when that is
-- looked at again. It holds until somebody lifts it: no day that passes tells an address. What was kept or lifted stays readable.
set role sightline_owner;

create table sightline.whereabouts (
  authority text not null,
  withholding_id uuid not null,
  -- The case in which it was said, and the child whom that is about: it holds in the family's case as well.
  case_id uuid not null,
  child_id uuid,
  whose text not null check (whose in ('child', 'carer', 'child-and-carer')),
  -- Who the carer is, in words; '' where it is the child's alone.
  carer text not null,
  withheld_from text not null check (withheld_from in ('family', 'somebody', 'person', 'agency')),
  -- "person:..." or "agency:...", where it is somebody or an agency of the authority.
  scope text,
  -- Who of the family, or who else, in words; '' where it is the whole family.
  named text not null,
  because text not null,
  set_at timestamptz not null,
  set_by uuid not null,
  review_on date not null,
  ended timestamptz,
  ended_by uuid,
  ended_because text,
  -- `kept`: the next row says until when; `lifted`: it is withheld no more.
  ended_as text check (ended_as in ('kept', 'lifted')),
  primary key (authority, withholding_id),
  foreign key (authority, case_id) references sightline.cases,
  foreign key (authority, child_id) references sightline.children,
  foreign key (authority, set_by) references sightline.persons (authority, person_id),
  foreign key (authority, ended_by) references sightline.persons (authority, person_id),
  check ((withheld_from in ('person', 'agency')) = (scope is not null)),
  check (scope is null or scope like withheld_from || ':%'),
  check ((ended is null) = (ended_by is null) and (ended is null) = (ended_because is null)
    and (ended is null) = (ended_as is null))
);
create index whereabouts_by_case on sightline.whereabouts (authority, case_id);
create index whereabouts_by_child on sightline.whereabouts (authority, child_id) where child_id is not null;
create index whereabouts_by_review on sightline.whereabouts (authority, review_on) where ended is null;

alter table sightline.whereabouts enable row level security;
alter table sightline.whereabouts force row level security;
grant select, insert, update on sightline.whereabouts to sightline_app;
grant select on sightline.whereabouts to sightline_access;
create policy looks_through on sightline.whereabouts for select to sightline_access using (true);
-- Why it is withheld, who manages the case reads alone; that it is, everybody who knows of the case: withheld_in tells them.
create policy managed on sightline.whereabouts to sightline_app using (
  authority = (select sightline.authority())
  and ((select sightline.acts_itself()) or sightline.manages(authority, case_id, null)
    or child_id is not null and sightline.manages(authority, null, child_id))
);

reset role;
set role sightline_access;

-- What must not become known to whom, for each of these cases of which the transaction's person may know, the first said first.
-- What is asked of each case is asked of those alone in which something is withheld.
create function sightline.withheld_in(of_authority text, of_cases uuid[]) returns table (
  case_id uuid, whose text, carer text, withheld_from text, scope text, named text, review_on date
)
language plpgsql stable security definer set search_path = '' as $$
begin
  if of_authority is distinct from sightline.authority() or not exists (
    select from sightline.whereabouts w where w.authority = of_authority and w.ended is null
  ) then
    return;
  end if;
  return query
  with found as materialized (
    select c.case_id as of_case, w.*
    from sightline.cases c
    cross join lateral (
      select w.* from sightline.whereabouts w
      where w.authority = of_authority and w.ended is null and (
        w.case_id = c.case_id
        or w.child_id in (select sightline.same_child(of_authority, c.child_id))
        or c.family is not null and w.child_id is not null and sightline.concerns(of_authority, c.case_id, w.child_id))
    ) w
    where c.authority = of_authority and c.case_id = any (of_cases)
  )
  select f.of_case, f.whose, f.carer, f.withheld_from, f.scope,
    coalesce((
      select p.name || ', ' || a.title
      from sightline.persons p join sightline.agencies a on a.authority = p.authority and a.agency = p.agency
      where p.authority = of_authority and 'person:' || p.person_id = f.scope
    ), (
      select a.title from sightline.agencies a where a.authority = of_authority and 'agency:' || a.agency = f.scope
    ), f.named),
    f.review_on
  from found f
  where sightline.acts_itself() or sightline.knows(of_authority, f.of_case)
  order by f.set_at, f.withholding_id;
end
$$;
revoke all on function sightline.withheld_in from public;
grant execute on function sightline.withheld_in to sightline_app;

reset role;
