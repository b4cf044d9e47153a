-- The same thing waits once to be erased, however often the form is sent.
set role sightline_owner;

create unique index erasures_asked_once on sightline.erasures_asked (authority, case_id, pathway_id) nulls not distinct
  where confirmed is null;

reset role;
