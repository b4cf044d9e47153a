-- A pathway as it is about to be read: found, and asked what of it the transaction's person may see, in one question.
set role sightline_owner;
grant select on sightline.moved_entries to sightline_access;
create policy looks_through on sightline.moved_entries for select to sightline_access using (true);

reset role;
set role sightline_access;

-- One row, whether there is such a pathway or not, and the same is worked out for both. Whoever may not read it is told its case
-- alone, with which the refusal is noted. The protocol is the one by which it runs now.
create function sightline.pathway_found(of_authority text, of_pathway uuid)
returns table (
  case_id uuid, child_id uuid, child_name text, version integer, protocol text, protocol_hash bytea, calendar_hash bytea,
  way text, compartments text[], moved boolean
)
language sql stable security definer set search_path = ''
begin atomic
  -- A child whom nobody has named is called by their identifier.
  select p.case_id, case when seen.way is not null then c.child_id end,
    case when seen.way is not null then coalesce(k.name, 'Child ' || k.identifier) end,
    p.version, p.protocol, p.protocol_hash, p.calendar_hash, seen.way,
    seen.compartments,
    seen.way is not null and exists (
      select from sightline.moved_entries m
      where m.authority = of_authority and (m.from_pathway = of_pathway or m.to_pathway = of_pathway))
  from (select of_authority as authority where of_authority = sightline.authority()) asked
  left join sightline.pathways p on p.authority = asked.authority and p.pathway_id = of_pathway
  left join sightline.cases c on c.authority = p.authority and c.case_id = p.case_id
  left join sightline.children k on k.authority = c.authority and k.child_id = c.child_id
  cross join lateral (
    select sightline.way_in(asked.authority, p.case_id, of_pathway, 'read') as way,
      sightline.sees(asked.authority, p.case_id, of_pathway, 'read') as compartments
    offset 0
  ) seen;
end;
revoke all on function sightline.pathway_found from public;
grant execute on function sightline.pathway_found to sightline_app;

reset role;
