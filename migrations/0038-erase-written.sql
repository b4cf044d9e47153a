-- What was written freely of a case beside the answers of its pathways goes for ever with what it belongs to: what was shared of a
-- pathway with its answers; and with what the audit record says of the case, everything else: of the child's life, of whereabouts, of
-- notifications, of what was shared. That there was something, when and by whom, stands.
set role sightline_owner;

do $$
declare
  each text;
begin
  foreach each in array array['shares', 'life_events', 'whereabouts', 'incidents_notified'] loop
    execute format('grant select, update on sightline.%I to sightline_keeper', each);
    execute format('create policy erases on sightline.%I to sightline_keeper using (true)', each);
  end loop;
end
$$;
grant select, delete on sightline.case_scopes to sightline_keeper;
create policy erases on sightline.case_scopes to sightline_keeper using (true);

reset role;
set role sightline_keeper;

create function sightline.erase_written() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  gone uuid[];
begin
  -- What is open to somebody closes: nothing is left of it to read.
  with erased as (
    update sightline.shares s
    set title = 'Erased', content = '', taken_out = '{}', taken_out_because = null, purpose = '',
      ended = coalesce(s.ended, new.confirmed), ended_by = coalesce(s.ended_by, new.confirmed_by), ended_because = 'Erased'
    where s.authority = new.authority
      and case when new.pathway_id is null then s.case_id = new.case_id else s.pathway_id = new.pathway_id end
    returning s.share_id
  )
  select array_agg(share_id) into gone from erased;
  delete from sightline.case_scopes w
  where w.authority = new.authority and w.case_id = new.case_id
    and w.source in (select 'share:' || share_id from unnest(gone) share_id);
  if new.pathway_id is not null then
    return new;
  end if;
  update sightline.life_events e
  set details = '', taken_back_because = case when e.taken_back is not null then '' end
  where e.authority = new.authority and e.case_id = new.case_id;
  -- Of what is withheld still, whose and from whom is needed to protect them.
  update sightline.whereabouts w
  set because = '', ended_because = case when w.ended is not null then '' end,
    carer = case when w.ended is null then w.carer else '' end, named = case when w.ended is null then w.named else '' end
  where w.authority = new.authority and w.case_id = new.case_id;
  update sightline.incidents_notified n
  set made_by = '', reference = case when n.reference is not null then '' end,
    not_because = case when n.not_because is not null then '' end,
    taken_back_because = case when n.taken_back is not null then '' end
  where n.authority = new.authority and n.case_id = new.case_id;
  return new;
end
$$;

-- As before, and what the audit record says of what was shared of the pathway.
create or replace function sightline.erase_with_answers() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  gone uuid[];
begin
  with emptied as (
    delete from sightline.audit_payloads p
    using sightline.audit_envelopes e
    where e.authority = new.authority and e.case_id = new.case_id
      and (e.object_kind = 'entry' and e.object_id = any (new.entries)
        or e.object_kind = 'share' and e.object_id in (
          select s.share_id from sightline.shares s
          where s.authority = new.authority and s.pathway_id = new.pathway_id))
      and p.authority = e.authority and p.envelope_id = e.envelope_id
    returning p.envelope_id
  )
  select array_agg(envelope_id) into gone from emptied;
  if gone is not null then
    insert into sightline.audit_erasures (authority, erasure_id, case_id, envelopes, erased, by_person, because)
    values (new.authority, new.disposal_id, new.case_id, gone, new.disposed, new.by_person, new.because);
  end if;
  return new;
end
$$;

reset role;
set role sightline_owner;
create trigger erasures_asked_written after update of confirmed on sightline.erasures_asked
  for each row when (old.confirmed is null and new.confirmed is not null) execute function sightline.erase_written();
reset role;
