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
language plpgsql stable security definer set search_path = '' as $$
begin
  if of_authority is distinct from sightline.authority() then
    return;
  end if;
  select p.case_id, p.version, p.protocol, p.protocol_hash, p.calendar_hash
  into case_id, version, protocol, protocol_hash, calendar_hash
  from sightline.pathways p
  where p.authority = of_authority and p.pathway_id = of_pathway;
  compartments := sightline.sees(of_authority, case_id, of_pathway, 'read');
  if compartments is not null then
    way := sightline.way_of_seeing(of_authority, case_id, of_pathway, 'read');
  end if;
  -- A child whom nobody has named is called by their identifier.
  select c.child_id, coalesce(k.name, 'Child ' || k.identifier),
    exists (
      select from sightline.moved_entries m
      where m.authority = of_authority and (m.from_pathway = of_pathway or m.to_pathway = of_pathway))
  into child_id, child_name, moved
  from sightline.cases c
  left join sightline.children k on k.authority = c.authority and k.child_id = c.child_id
  where c.authority = of_authority and c.case_id = pathway_found.case_id and way is not null;
  moved := coalesce(moved, false);
  return next;
end
$$;
revoke all on function sightline.pathway_found from public;
grant execute on function sightline.pathway_found to sightline_app;

reset role;
